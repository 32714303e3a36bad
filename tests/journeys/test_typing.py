"""Typing is safe from the first key: a long flow is saved in its middle, and a page that holds something asks first."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from tests.browser import held_back
from tests.journeys.installation import in_app_of
from tests.journeys.site import Site
from toolkit.db import db
from toolkit.interviews.models import Notes

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="sv-SE")
    made.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    yield made
    made.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def asks_before_leaving(page: Page) -> bool:
    """Whether the page holds something that it would ask about."""
    return bool(
        page.evaluate(
            """() => { const leaving = new Event("beforeunload", { cancelable: true });
              window.dispatchEvent(leaving); return leaving.defaultPrevented; }"""
        )
    )


def stored(site: Site) -> str:
    return in_app_of(site.settings, lambda: db.session.scalars(select(Notes)).one().text)


@pytest.mark.parametrize("address", ["notes", "reflection", "own-survey"])
def test_the_first_key_is_unsaved(context: BrowserContext, site: Site, address: str) -> None:
    page = opened(context, f"{site.url}/{address}")
    assert not asks_before_leaving(page)
    page.locator("main textarea").first.press_sequentially("a")
    assert asks_before_leaving(page)


@pytest.mark.parametrize("address", ["notes", "own-survey"])
def test_what_was_typed_before_the_scripts_came_is_unsaved_too(
    context: BrowserContext, site: Site, address: str
) -> None:
    page = context.new_page()
    page.clock.install()
    with held_back(page, "main"):
        page.goto(f"{site.url}/{address}", wait_until="commit")
        page.locator("main textarea").first.press_sequentially("tidigt ")
    assert asks_before_leaving(page)
    if address == "notes":
        with page.expect_response("**/notes"):
            page.clock.run_for(6000)
        expect(page.locator("form [data-said]")).to_contain_text("Sparat")
        assert "tidigt" in stored(site)
        assert not asks_before_leaving(page)


def test_notes_that_are_written_without_a_rest_are_saved_meanwhile_and_when_the_page_is_hidden(
    context: BrowserContext, site: Site
) -> None:
    page = opened(context, f"{site.url}/notes")
    page.clock.install()
    text = page.locator("main textarea")
    text.press("Control+End")  # another test's page may have saved its first key when it was closed
    with page.expect_response("**/notes"):
        for word in range(8):
            text.press_sequentially(f"ord{word} ")
            page.clock.run_for(2500)
    text.press_sequentially("sista")
    with page.expect_response("**/notes"):
        page.evaluate(
            """() => { Object.defineProperty(document, "hidden", { get: () => true });
              document.dispatchEvent(new Event("visibilitychange")); }"""
        )
    expect(page.locator("form [data-said]")).to_contain_text("Sparat")
    assert stored(site).endswith("sista")
    assert not asks_before_leaving(page)


def test_a_form_that_a_script_sends_goes_on_asking(context: BrowserContext, site: Site) -> None:
    page = opened(context, f"{site.url}/own-survey")
    page.evaluate("document.querySelector('main form').addEventListener('submit', (event) => event.preventDefault())")
    page.locator("main textarea").first.press_sequentially("a")
    page.locator("main form button").last.click()
    page.wait_for_timeout(50)
    assert asks_before_leaving(page)
