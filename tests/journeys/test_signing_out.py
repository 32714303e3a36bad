"""Signing out leaves alone what waits in the browser, and says so; it is sent when the same person is here again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, expect
from sqlalchemy import select

from tests import factories as make
from tests.browser import launch
from tests.journeys.installation import in_app_of
from tests.journeys.recorder import COUNT, record, until_clock, waiting, write_tone
from tests.journeys.site import Site
from toolkit.access import Role
from toolkit.db import db
from toolkit.interviews.models import RecordingChunk
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

CHUNKS = "**/chunks/*"
COLLEAGUE = "amir.kollega"


@pytest.fixture(scope="module")
def tablet(playwright: Playwright, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser whose microphone hears a tone, in a house where a colleague may use the same tablet."""

    def hire() -> None:
        worker = db.session.get_one(Person, site.worker_id)
        make.a_person(worker.unit, Role.SOCIAL_WORKER, name="Amir Kollega", username=COLLEAGUE)

    in_app_of(site.settings, hire)
    with launch(write_tone(tmp_path_factory.mktemp("tone") / "tone.wav"), playwright=playwright) as started:
        yield started


@pytest.fixture
def context(tablet: Browser) -> Iterator[BrowserContext]:
    made = tablet.new_context(locale="sv-SE", permissions=["microphone"], viewport={"width": 1180, "height": 820})
    yield made
    made.close()


def sign_in(context: BrowserContext, site: Site, username: str) -> Page:
    page = context.new_page()
    page.goto(f"{site.root}/sign-in")
    page.get_by_label("Användarnamn").fill(username)
    page.locator("input[name=password]").fill(site.password)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def sign_out(page: Page) -> None:
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Logga ut", exact=True).click()


def leave_sound(context: BrowserContext, site: Site) -> None:
    """Record two seconds that never reach the server, and close the room."""
    context.route(CHUNKS, lambda route: route.abort())
    room = record(context, site)
    until_clock(room, 3)
    room.wait_for_function(f"async () => (await ({COUNT})()) >= 2")
    room.close()


def arrived(site: Site) -> int:
    return in_app_of(site.settings, lambda: len(db.session.scalars(select(RecordingChunk.number)).all()))


def test_nothing_is_asked_when_nothing_waits(context: BrowserContext, site: Site) -> None:
    page = sign_in(context, site, site.username)
    sign_out(page)
    page.wait_for_url("**/sign-in")


def test_what_waits_is_said_stays_sealed_and_goes_on_when_the_same_person_is_back(
    context: BrowserContext, site: Site
) -> None:
    page = sign_in(context, site, site.username)
    leave_sound(context, site)
    before, held = arrived(site), waiting(page)
    page.reload()
    sign_out(page)
    asked = page.get_by_role("dialog", name="Här finns ljud som inte är skickat än")
    expect(asked).to_contain_text("Mindre än en minut av en inspelning väntar")
    asked.get_by_role("button", name="Stanna kvar").click()
    expect(asked).to_be_hidden()
    sign_out(page)
    asked.get_by_role("button", name="Logga ut och låt det ligga").click()
    page.wait_for_url("**/sign-in")
    assert waiting(page) == held
    page.close()

    context.unroute(CHUNKS)
    colleague = sign_in(context, site, COLLEAGUE)
    sign_out(colleague)  # nothing is said to somebody else, and nothing is taken
    colleague.wait_for_url("**/sign-in")
    assert waiting(colleague) == held
    assert arrived(site) == before
    colleague.close()

    again = sign_in(context, site, site.username)
    expect(again.locator("p.unsent")).to_contain_text("är skickat")
    assert waiting(again) == 0
    assert arrived(site) == before + held
    again.get_by_role("link", name="Visa inspelningen").click()
    expect(again.get_by_role("link", name="Fortsätt spela in").last).to_be_visible()


def test_whoever_is_quicker_than_the_net_is_asked_all_the_same(context: BrowserContext, site: Site) -> None:
    page = sign_in(context, site, site.username)
    leave_sound(context, site)
    late: list[Route] = []
    page.route("**/sign-out.js*", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.reload(wait_until="domcontentloaded")
    page.evaluate("addEventListener('submit', () => { window.sent = (window.sent ?? 0) + 1; })")
    sign_out(page)
    page.get_by_role("button", name="Logga ut", exact=True).click()  # once more: it still waits
    for module in late:
        module.continue_()
    asked = page.get_by_role("dialog", name="Här finns ljud som inte är skickat än")
    expect(asked).to_be_visible()
    assert page.evaluate("window.sent") == 1
    asked.get_by_role("button", name="Stanna kvar").click()


def test_what_waits_can_be_sent_first(context: BrowserContext, site: Site) -> None:
    page = sign_in(context, site, site.username)
    leave_sound(context, site)
    page.reload()
    sign_out(page)
    asked = page.get_by_role("dialog", name="Här finns ljud som inte är skickat än")
    expect(asked).to_be_visible()  # before the net is back, or there is nothing to ask
    context.unroute(CHUNKS)
    asked.get_by_role("button", name="Skicka först och logga sedan ut").click()
    page.wait_for_url("**/sign-in")
    assert waiting(page) == 0


def test_a_recording_that_goes_on_in_another_tab_is_named(context: BrowserContext, site: Site) -> None:
    page = sign_in(context, site, site.username)
    room = record(context, site)
    until_clock(room, 1)
    sign_out(page)
    expect(page.get_by_role("dialog")).to_contain_text("En inspelning pågår i en annan flik")
    expect(page.get_by_role("button", name="Skicka först och logga sedan ut")).to_be_hidden()
