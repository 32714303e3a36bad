"""A facilitator and somebody who takes part, each in a window: suggested in the one, accepted in the other."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.seminar import making
from tests.seminar.live.room import Room
from toolkit.people import sessions

OUT = "Seminariet är avslutat, eller så är du inte med i det längre."
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("participant"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def window(browser: Browser, room: Room, who: str, **more: Any) -> Page:
    """The page of the first text, as somebody has it."""
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm", **more)
    cookie = {"name": sessions.cookie_name(secure=False), "value": room.tokens[who], "url": room.root}
    context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    page = context.new_page()
    page.goto(f"{room.root}{room.address}/transcripts/{room.texts[0]}")
    modules_are_ready(page)
    return page


def test_suggested_here_and_accepted_there(browser: Browser, room: Room) -> None:
    day = room.open_for("worker", codings_wait=True)
    leads, worker = window(browser, room, "first"), window(browser, room, "worker", color_scheme="dark")
    address = f"{room.address}/transcripts/{room.texts[0]}"
    words = {"start_segment": 3, "start_offset": 0, "end_segment": 3, "end_offset": 9, "theme_id": room.themes[0]}
    assert room.post(address, "worker", **words) == 204
    for page in (leads, worker):
        expect(page.locator("#line-3 mark.coded--waiting")).to_have_count(1)
        expect(page.locator("#stripes-3 .stripe--waiting")).to_have_count(1)
        expect(page.locator("#pending")).to_contain_text("1 föreslaget citat väntar")
        expect(page.locator("#picks button").first).to_contain_text("0 barn")
        axe(page)
    expect(worker.locator("#pending").get_by_role("button")).to_have_count(0)
    words = {**words, "start_offset": 10, "end_offset": 15}
    assert room.post(address, "worker", **words) == 204
    expect(leads.locator("#pending")).to_contain_text("2 föreslagna citat väntar")
    for left in (1, 0):
        leads.locator("#pending").get_by_role("button", name="Godta", exact=True).first.press("Enter")
        expect(leads.locator("#pending li")).to_have_count(left)
        # to the next one's button; after the last to a heading; never to nowhere
        at = (
            leads.locator("#pending").get_by_role("button", name="Godta", exact=True)
            if left
            else leads.locator("h2:focus")
        )
        expect(at).to_be_focused()
    for page in (leads, worker):
        expect(page.locator("#line-3 mark")).to_have_count(2)
        expect(page.locator("#line-3 mark.coded--waiting")).to_have_count(0)
        expect(page.locator("#picks button").first).to_contain_text("1 barn")
    # Two who write when it ends: the one hears of it, and the other saves before they have heard.
    board = room.root + room.address.replace("/seminar", "/board/contact")
    hears, deaf = worker.context.new_page(), worker.context.new_page()
    deaf.add_init_script("window.EventSource = class extends EventTarget { close() {} }; window.setInterval = () => 0;")
    for page in (hears, deaf):
        page.goto(board)
        modules_are_ready(page)
        page.get_by_role("link", name="Skriv ett förslag").first.press("Enter")
        page.locator("[data-cell-form] textarea").fill("Ett brev före mötet.")
    room.close(day)
    for page in (worker, hears):
        expect(page.locator("main")).to_contain_text(OUT, timeout=20_000)
    expect(deaf.locator("main")).not_to_contain_text(OUT)
    deaf.get_by_role("button", name="Spara").press("Enter")
    for page in (worker, hears, deaf):
        expect(page.locator("h1")).to_have_text(OUT)
        expect(page.locator("h1")).to_be_focused()
        expect(page.locator("#follow, #board, #picks, mark")).to_have_count(0)
        expect(page.locator("body")).not_to_contain_text(making.LINES[1][1])
        expect(page.get_by_role("link", name="Gå till startsidan")).to_be_visible()
    for page in (hears, deaf):
        expect(page.locator("main textarea")).to_have_value("Ett brev före mötet.")
        expect(page.locator("main textarea")).not_to_be_editable()
        expect(page.locator("main")).to_contain_text("Kopiera det härifrån")
        axe(page)
    expect(worker.locator("main textarea")).to_have_count(0)
