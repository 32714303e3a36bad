"""Whoever comes to the browser next sees nothing of who was there: on the way back, in a tab, after a hand-over."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import factories as make
from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.journeys.installation import in_app_of
from tests.journeys.site import Site
from toolkit.access import Role
from toolkit.db import db
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

PIN = "8264"
NAME = "Sara Lindgren"
COLLEAGUE = "amir.kollega"
SEEN = "(document.body.innerText + [...document.querySelectorAll('textarea')].map((one) => one.value).join())"


@pytest.fixture(scope="module", autouse=True)
def colleagues(site: Site) -> None:
    """Somebody else who may use the same browser, and an administrator."""

    def hire() -> None:
        worker = db.session.get_one(Person, site.worker_id)
        make.a_person(worker.unit, Role.SOCIAL_WORKER, name="Amir Kollega", username=COLLEAGUE)
        make.a_person(worker.unit, Role.ADMINISTRATOR, name="Alva Ström", username="alva")

    in_app_of(site.settings, hire)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="sv-SE", viewport={"width": 1180, "height": 820})
    yield made
    made.close()


def sign_in(context: BrowserContext, site: Site, username: str) -> Page:
    page = context.new_page()
    page.goto(f"{site.root}/sign-in")
    fill_in(page, site, username)
    return page


def fill_in(page: Page, site: Site, username: str) -> None:
    page.get_by_label("Användarnamn").fill(username)
    page.locator("input[name=password]").fill(site.password)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    modules_are_ready(page)
    return page


def sign_out(page: Page) -> None:
    modules_are_ready(page)
    page.locator("details.menu:not(.cycles) summary").click()
    page.get_by_role("button", name="Logga ut", exact=True).click()
    page.wait_for_url(re.compile("/sign-in"))


def shows_nothing_of(page: Page, *words: str) -> None:
    for word in words:
        page.wait_for_function(f"(word) => !{SEEN}.includes(word)", arg=word)


def hand_over(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/child-survey")
    page.locator("main [name=pin]").fill(PIN)
    page.get_by_role("button", name="Lås och lämna över").click()
    page.wait_for_url("**/s/1")


def test_after_signing_out_neither_the_way_back_nor_another_tab_shows_anything(
    context: BrowserContext, site: Site
) -> None:
    page = sign_in(context, site, site.username)
    other = opened(context, f"{site.url}/notes")
    page.goto(f"{site.root}/account")
    expect(page.locator("main")).to_contain_text(NAME)
    sign_out(page)
    other.wait_for_url(re.compile("/sign-in"))
    page.go_back()
    page.wait_for_url(re.compile("/sign-in"))
    shows_nothing_of(page, NAME)
    other.go_back()  # what it showed was replaced: there is nothing left to go back to
    shows_nothing_of(other, NAME)


def test_what_was_typed_in_another_tab_is_hidden_and_comes_back_for_the_same_person(
    context: BrowserContext, site: Site
) -> None:
    page = sign_in(context, site, site.username)
    typing = opened(context, f"{site.url}/own-survey")
    typing.locator("main textarea").first.press_sequentially("Det gick bra")
    sign_out(page)
    expect(typing.locator("main")).to_be_hidden()
    shows_nothing_of(typing, NAME)
    fill_in(page, site, site.username)
    expect(typing.locator("main textarea").first).to_be_visible()
    expect(typing.locator("main textarea").first).to_have_value("Det gick bra")


def test_what_was_typed_is_not_shown_to_a_colleague_who_signs_in(context: BrowserContext, site: Site) -> None:
    page = sign_in(context, site, site.username)
    typing = opened(context, f"{site.url}/own-survey")
    typing.on("dialog", lambda dialog: dialog.accept())
    typing.locator("main textarea").first.press_sequentially("Det gick bra")
    sign_out(page)
    expect(typing.locator("main")).to_be_hidden()
    fill_in(page, site, COLLEAGUE)
    typing.wait_for_url(lambda url: "own-survey" not in url)
    shows_nothing_of(typing, "Det gick bra", NAME)


def test_the_childs_turn_shows_nothing_of_the_worker_and_afterwards_nothing_of_the_child(
    context: BrowserContext, site: Site
) -> None:
    page = sign_in(context, site, site.username)
    other = opened(context, f"{site.root}/account")
    hand_over(page, site)
    other.wait_for_url("**/unlock")
    axe(other)
    page.go_back()
    page.wait_for_url(re.compile("/unlock"))
    shows_nothing_of(page, NAME)
    page.goto(f"{site.root}/s/1")
    page.locator("main textarea").fill("Jag tyckte om ballongen")
    page.locator("main button[value=next]").click()
    page.wait_for_url("**/s/2")
    page.get_by_role("link", name="För dig som är vuxen: ta tillbaka enheten").click()
    page.locator("main [name=pin]").fill(PIN)
    page.get_by_role("button", name="Lås upp").click()
    page.wait_for_url("**/child-survey")
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        shows_nothing_of(page, "ballongen")


def test_the_pages_about_sessions_and_the_question_before_signing_out_pass_axe(
    context: BrowserContext, site: Site
) -> None:
    page = sign_in(context, site, site.username)
    page.goto(f"{site.root}/account")
    axe(page)
    page.goto(f"{site.url}/child-survey")
    axe(page)
    page.evaluate("document.getElementById('unsent').showModal()")
    expect(page.get_by_role("dialog", name="Här finns ljud som inte är skickat än")).to_be_visible()
    axe(page)
    boss = sign_in(context.browser.new_context(locale="sv-SE"), site, "alva")  # type: ignore[union-attr]  # it has one
    boss.goto(f"{site.root}/admin/people/{site.worker_id}/sessions")
    expect(boss.locator("main")).to_contain_text(NAME)
    axe(boss)
    boss.context.close()
