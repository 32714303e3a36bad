"""Whatever ends the sound ends «Spelar in», in plain words; the recording is marked, goes on, and is one recording."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect
from sqlalchemy import select

from tests.browser import launch
from tests.journeys.installation import in_app_of
from tests.journeys.recorder import GRIP, finish, record, until_clock, waiting, write_tone
from tests.journeys.site import Site
from toolkit.db import db
from toolkit.interviews.models import Mark, Recording

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

RECORDING, BROKEN, SILENT = "Spelar in", "Avbruten: inget spelas in", "Inget ljud: inget spelas in"
# What a browser or a device does by itself, and what the room then says.
WAYS = {
    "the recorder stops": ("rec.stop()", "Webbläsaren slutade spela in."),
    "the recorder fails": ("rec.dispatchEvent(new Event('error'))", "Det blev fel i inspelningen."),
    "the device is pulled": ("track.stop(); track.dispatchEvent(new Event('ended'))", "Mikrofonen försvann"),
    "the track ends without a word": ("track.stop()", "Mikrofonen försvann"),
    "nothing comes any more": (
        "rec.ondataavailable = null; const now = Date.now; Date.now = () => now() + 20000",
        "Det kommer inget mer ljud",
    ),
    "the device sleeps": ("const now = Date.now; Date.now = () => now() + 3600000", "Datorn eller telefonen sov"),
}


@pytest.fixture(scope="module")
def tablet(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser whose microphone hears a tone."""
    tone = write_tone(tmp_path_factory.mktemp("tone") / "tone.wav")
    with launch(tone, playwright=playwright) as started:
        yield started


@pytest.fixture
def context(tablet: Browser, site: Site) -> Iterator[BrowserContext]:
    """The worker's tablet, where a script can do to the recorder what a device does."""
    made = tablet.new_context(locale="sv-SE", permissions=["microphone"], viewport={"width": 1180, "height": 820})
    made.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    made.add_init_script(GRIP)
    errors: list[str] = []
    made.on("weberror", lambda error: errors.append(str(error.error)))
    yield made
    made.close()
    assert errors == []


def state(page: Page) -> Locator:
    return page.locator("[data-rec]")


def said(page: Page) -> Locator:
    return page.locator("[data-matter='sound']")


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Fortsätt spela in").click()
    expect(state(page)).to_have_text(RECORDING)
    expect(said(page)).to_have_count(0)


def last(site: Site, look: Callable[[Recording], Any]) -> Any:
    """Something about the latest recording."""

    def find() -> Any:
        return look(db.session.scalars(select(Recording).order_by(Recording.number.desc()).limit(1)).one())

    return in_app_of(site.settings, find)


@pytest.mark.parametrize("way", WAYS)
def test_whatever_ends_the_sound_is_said_and_the_recording_goes_on_as_one(
    context: BrowserContext, site: Site, way: str
) -> None:
    happens, words = WAYS[way]
    page = record(context, site)
    until_clock(page, 2)
    page.evaluate(f"() => {{ {happens} }}")
    expect(state(page)).to_have_text(BROKEN, timeout=15_000)
    expect(said(page)).to_contain_text(words)
    expect(page).to_have_title(f"{BROKEN} – Intervjurummet, {site.cycle} – Barnens röster")
    stood = page.locator("[data-clock]").text_content()
    expect(page.locator(".button:visible:not(.button--quiet):not(.button--plain)")).to_have_text(["Fortsätt spela in"])
    go_on(page)
    until_clock(page, 5)
    assert stood is not None
    finish(page)
    expect(page.locator(".recording").last).to_contain_text("Den bröts av en gång och gick vidare i samma inspelning.")
    breaks, number, length = last(site, lambda one: (one.breaks, one.number, one.duration_ms))
    assert breaks == 1
    assert length >= 4000
    expect(page.locator(f"#recording-{number} audio")).to_be_visible()


def test_a_break_that_nobody_goes_on_from_is_marked(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    until_clock(page, 2)
    page.evaluate("rec.stop()")
    expect(state(page)).to_have_text(BROKEN)
    finish(page)
    expect(page.locator(".recording").last).to_contain_text("Inspelningen bröts av. Det som fanns är sparat")
    assert last(site, lambda one: (one.breaks, one.remark)) == (0, "broken_off")


def test_a_call_mutes_the_microphone_and_the_sound_comes_back(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    until_clock(page, 1)
    page.evaluate("set(track, 'muted', true); track.dispatchEvent(new Event('mute'))")
    expect(state(page)).to_have_text(SILENT)
    expect(said(page)).to_contain_text("Mikrofonen är tystad")
    assert page.evaluate("rec.state") == "paused"
    page.evaluate("set(track, 'muted', false); track.dispatchEvent(new Event('unmute'))")
    expect(state(page)).to_have_text(RECORDING)
    expect(said(page)).to_have_count(0)
    until_clock(page, 3)
    finish(page)
    expect(page.locator(".recording").last).to_contain_text("Inspelningen är sparad")
    assert last(site, lambda one: (one.breaks, one.remark)) == (0, None)


def test_a_microphone_that_stays_muted_is_taken_anew(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    until_clock(page, 1)
    page.evaluate("set(track, 'muted', true); track.dispatchEvent(new Event('mute'))")
    expect(state(page)).to_have_text(SILENT)
    go_on(page)
    until_clock(page, 3)
    finish(page)
    assert last(site, lambda one: one.breaks) == 1


def test_a_recorder_that_something_else_paused_is_set_going_again(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    page.evaluate("rec.pause()")
    page.wait_for_function("() => rec.state === 'recording'")
    expect(state(page)).to_have_text(RECORDING)


def test_the_persons_own_pause_is_a_pause_and_no_break(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    until_clock(page, 1)
    page.get_by_role("button", name="Pausa").click()
    expect(state(page)).to_have_text("Pausad")
    expect(page.locator("[data-start] svg use, [data-start] svg").first).to_be_visible()
    expect(page.get_by_role("button", name="Pausa")).to_be_hidden()
    expect(page.get_by_role("button", name="Fortsätt spela in")).to_be_focused()
    go_on(page)
    finish(page)
    assert last(site, lambda one: (one.breaks, one.remark)) == (0, None)


def hide(page: Page, *, hidden: bool) -> None:
    page.evaluate(
        "(hidden) => { set(document, 'hidden', hidden); document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )


def test_the_screen_is_kept_awake_and_asked_for_again_after_the_page_was_hidden(
    context: BrowserContext, site: Site
) -> None:
    page = record(context, site)
    page.wait_for_function("() => window.wakes === 1")
    hide(page, hidden=True)
    page.evaluate("lock.release()")
    assert page.evaluate("wakes") == 1  # not while nobody sees it
    hide(page, hidden=False)
    page.wait_for_function("() => window.wakes === 2")
    expect(state(page)).to_have_text(RECORDING)
    page.evaluate("() => { navigator.wakeLock.request = () => Promise.reject(new Error('no')); lock.release(); }")
    expect(page.locator("[data-matter='wake']")).to_contain_text("Skärmen kan låsa sig")


def test_a_screen_that_was_locked_shows_the_truth_when_it_is_seen_again(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    until_clock(page, 1)
    hide(page, hidden=True)
    page.evaluate("set(rec, 'state', 'inactive')")
    hide(page, hidden=False)
    expect(state(page)).to_have_text(BROKEN)


def test_a_full_device_is_said_and_nothing_is_lost_while_the_page_is_open(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
    )
    expect(page.locator("[data-matter='device']")).to_contain_text("ingen plats kvar")
    expect(state(page)).to_have_text(RECORDING)
    until_clock(page, 3)
    finish(page)
    assert last(site, lambda one: one.duration_ms) >= 2500


def test_a_database_that_is_taken_away_does_not_stop_the_sound(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    until_clock(page, 1)
    page.evaluate(
        "new Promise((resolve) => { indexedDB.deleteDatabase('barnens-roster-waiting').onsuccess = resolve; })"
    )
    until_clock(page, 3)
    finish(page)
    assert last(site, lambda one: one.duration_ms) >= 2500


def test_a_closed_page_goes_on_in_the_same_recording(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    until_clock(page, 2)
    context.route("**/chunks/*", lambda route: route.abort())
    until_clock(page, 4)
    page.close()
    context.unroute("**/chunks/*")
    again = context.new_page()
    again.on("dialog", lambda dialog: dialog.accept())
    again.goto(f"{site.url}/recording")
    row = again.locator(".recording").last
    expect(row.locator("[data-said]")).to_contain_text("skickat")
    row.get_by_role("link", name="Fortsätt spela in").click()
    go_on(again)
    until_clock(again, 6)
    finish(again)
    expect(again.locator(".recording").last).to_contain_text("bröts av en gång")
    assert last(site, lambda one: one.duration_ms) >= 4500
    assert waiting(again) == 0


def test_the_break_stands_in_the_recordings_marks(context: BrowserContext, site: Site) -> None:
    page = record(context, site)
    until_clock(page, 2)
    page.evaluate("rec.stop()")
    go_on(page)
    until_clock(page, 4)
    finish(page)
    recording = last(site, lambda one: one.id)

    def marks() -> list[int]:
        found = select(Mark.at_ms).where(Mark.recording_id == recording, Mark.kind == "broken_off")
        return list(db.session.scalars(found))

    assert in_app_of(site.settings, marks) == [pytest.approx(2300, abs=1200)]
