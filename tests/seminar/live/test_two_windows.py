"""One facilitator, a laptop and a projector: what is done in the one is seen in the other, and nobody is disturbed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.seminar import making
from tests.seminar.live.room import Room
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people import directory, sessions
from toolkit.people.models import Person
from transcription.transcripts.models import DeidentifiedTranscript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
WORDS = making.LINES[1][1]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("windows"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def window(browser: Browser, room: Room, path: str) -> Page:
    """A window of its own, as on another machine."""
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    cookie = {"name": sessions.cookie_name(secure=False), "value": room.tokens["first"], "url": room.root}
    context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    page = context.new_page()
    page.goto(room.root + path)
    modules_are_ready(page)
    page.evaluate("window.isStillThere = true")
    return page


def mark(page: Page, line: int, theme: str) -> None:
    """Mark a line with the mouse and choose a theme."""
    page.locator(f"[data-segment='{line}']").select_text()
    page.locator(f"[data-segment='{line}']").dispatch_event("pointerup")
    expect(page.locator("[data-selection-bar]")).to_be_visible()
    page.locator("#picks").get_by_role("button", name=theme).click()


def test_laptop_and_projector(browser: Browser, room: Room) -> None:
    text = f"{room.address}/transcripts/{room.texts[0]}"
    laptop, projector = window(browser, room, text), window(browser, room, text)
    board = window(browser, room, room.address.replace("/seminar", "/board/contact"))

    mark(laptop, 1, "Tillit")
    for page in (laptop, projector):
        expect(page.locator("#line-1 mark")).to_have_text(WORDS)
        expect(page.locator("#stripes-1 .stripe")).to_have_count(1)
        expect(page.locator("#picks button").first).to_contain_text("1 barn")
    expect(board.locator(".board__row").first).to_contain_text(WORDS)
    expect(laptop.locator("[data-selection-bar]")).to_be_hidden()
    axe(laptop)

    # Half-typed words and marked ones are left alone, while the rest is redrawn.
    projector.get_by_text("Utan mus, eller ett nytt tema").click()
    projector.locator("#new_theme").fill("Halvskrivet")
    projector.locator("[data-segment='3']").select_text()
    projector.locator("[data-segment='3']").dispatch_event("pointerup")
    mark(laptop, 3, "Tid")
    expect(laptop.locator("#line-3 mark")).to_have_count(1)
    expect(projector.locator("#picks button").nth(1)).to_contain_text("1 barn")
    expect(projector.locator("#line-3 mark")).to_have_count(0)
    expect(projector.locator("#new_theme")).to_have_value("Halvskrivet")
    projector.locator("[data-close]").click()
    expect(projector.locator("#line-3 mark")).to_have_count(1)

    # Undo in one window is undone in all.
    laptop.locator("#latest").get_by_role("button", name="Ångra").first.click()
    expect(projector.locator("#line-3 mark")).to_have_count(0)
    expect(laptop.locator("#latest")).to_contain_text("Gör det igen")

    # Off line for a while, and in step again.
    projector.context.set_offline(True)
    expect(projector.locator("#live-state")).to_have_text("Tappade kontakten – försöker igen.")
    mark(laptop, 3, "Tid")
    expect(laptop.locator("#line-3 mark")).to_have_count(1)
    expect(projector.locator("#line-3 mark")).to_have_count(0)
    projector.context.set_offline(False)
    expect(projector.locator("#line-3 mark")).to_have_count(1)
    expect(projector.locator("#new_theme")).to_have_value("Halvskrivet")
    assert all(page.evaluate("window.isStillThere") for page in (laptop, projector, board)), "nothing was loaded anew"

    # The child takes it back, on another machine: gone from every window, at once.
    def withdraw() -> None:
        leads = directory.as_actor(db.session.get_one(Person, room.people["first"]))
        withdrawal.withdraw(leads, db.session.get_one(DeidentifiedTranscript, room.texts[0]).assignment)

    room.in_app(withdraw)
    for page in (laptop, projector):
        expect(page.locator("main")).not_to_contain_text(WORDS, timeout=2000)
        expect(page.locator("#live-state")).to_contain_text("är tillbakatagen")
        expect(page.locator("main")).not_to_contain_text("Flicka")
    expect(board.locator("main")).not_to_contain_text(WORDS, timeout=2000)
    for page in (laptop, projector, board):
        page.context.close()


def test_the_list_of_texts_is_redrawn_with_one_stream(browser: Browser, room: Room) -> None:
    """A browser has six connections to one server: a stream that is left behind stops the tabs."""
    page = window(browser, room, room.address)
    page.add_init_script(
        "window.streams = []; window.EventSource = class extends EventSource {"
        " constructor(...all) { super(...all); window.streams.push(this); } };"
    )
    page.reload()
    modules_are_ready(page)
    row = page.locator("#texts li").last
    for theme in (0, 1):
        assert room.mark(theme + 1, text=1, theme=theme) == 204
        expect(row).to_contain_text(f"{theme + 1} citat")
    assert page.evaluate("streams.length") == 1
    page.evaluate("document.querySelector('[data-module~=\"seminar/live\"]').remove()")
    page.wait_for_function("() => streams[0].readyState === EventSource.CLOSED")
    page.context.close()
