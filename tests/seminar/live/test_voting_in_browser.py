"""From the board to a vote by keyboard alone: who takes part puts a dot, who leads closes, and both see it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from seminar.proposals import proposing
from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.seminar.live.room import Room
from tests.seminar.live.test_two_windows import window
from tests.seminar.proposals import votes
from toolkit.people import sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("voting"))
    try:
        made.start()
        made.open_for("worker")
        yield made
    finally:
        made.kill()


def as_worker(browser: Browser, room: Room, path: str) -> Page:
    page = window(browser, room, path)
    cookie = {"name": sessions.cookie_name(secure=False), "value": room.tokens["worker"], "url": room.root}
    page.context.clear_cookies()
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    page.goto(room.root + path)
    modules_are_ready(page)
    return page


def test_from_the_board_to_a_vote(browser: Browser, room: Room) -> None:
    board = room.address.replace("/seminar", "/board/contact")

    def propose() -> None:
        for text in ("Ett sms.", "Ett brev."):
            proposing.write(room.leads(), room.cycle_id, room.themes[0], text=text)

    room.in_app(propose)
    leads = window(browser, room, board.replace("/board/contact", "/proposals/voting"))
    takes_part = as_worker(browser, room, board)

    # A participant writes a proposal of their own, and nobody else's opens for them.
    row = takes_part.locator(".board__row").first
    expect(row.get_by_role("link", name="Ett sms.")).to_have_count(0)
    row.get_by_role("link", name="Skriv ett förslag").press("Enter")
    field = takes_part.locator("[data-cell-form] textarea")
    expect(field).to_be_focused()
    takes_part.keyboard.type("Ett kort.")
    takes_part.keyboard.press("Control+Enter")
    expect(row.get_by_role("link", name="Ett kort.")).to_be_visible()
    expect(leads.locator("main")).to_contain_text("Ett kort.")

    expect(takes_part.locator(".toast")).to_contain_text("Du skrev ett förslag.")

    # The facilitator opens the voting; one window puts a dot and takes another back.
    dots = leads.locator("#ballot input[name=dots]")
    dots.fill("4")
    dots.press("Enter")
    expect(leads.get_by_role("button", name="Avsluta röstningen")).to_be_visible()
    # Every other window is told, with the way there; the author's own has the words of what was done, and the way back.
    expect(leads.locator(".toast")).to_contain_text("Du öppnade röstningen")
    expect(leads.locator(".toast").get_by_role("button", name="Ångra")).to_be_visible()
    expect(takes_part.locator(".toast")).to_contain_text("Röstningen är öppen.")
    takes_part.locator(".toast").get_by_role("button", name="Rösta").press("Enter")
    expect(takes_part.locator("#ballot")).to_contain_text("Du har 4 prickar kvar.")
    takes_part.get_by_role("button", name="Sätt en prick").nth(2).press("Enter")
    expect(takes_part.locator("#ballot")).to_contain_text("Du har 3 prickar kvar.")
    takes_part.get_by_role("button", name="Sätt en prick").first.press("Enter")
    expect(takes_part.locator("#ballot")).to_contain_text("Du har 2 prickar kvar.")
    takes_part.get_by_role("button", name="Ta tillbaka din prick").first.press("Enter")
    expect(takes_part.get_by_role("button", name="Ta tillbaka din prick")).to_have_count(1)
    axe(takes_part)
    expect(leads.locator("#ballot")).to_contain_text("1 person har satt prickar.")
    expect(leads.locator("main")).not_to_contain_text("1 prick")

    leads.get_by_role("button", name="Avsluta röstningen").press("Enter")
    leads.get_by_role("dialog").get_by_role("button", name="Inte än").press("Enter")
    expect(leads.get_by_role("dialog")).to_have_count(0)
    expect(takes_part.locator("#ballot")).to_contain_text("prickar kvar")

    def vote() -> None:
        last = proposing.list_proposals(room.leads(), room.cycle_id)[-1]
        votes.by_others(room.cycle_id, last.id)

    room.in_app(vote)
    leads.get_by_role("button", name="Avsluta röstningen").press("Enter")
    leads.get_by_role("dialog").get_by_role("button", name="Avsluta den för alla").press("Enter")
    for page in (leads, takes_part):
        expect(page.locator("main")).to_contain_text("3 prickar")
    leads.get_by_role("button", name="Ordna efter prickarna").press("Enter")
    for page in (leads, takes_part):
        expect(page.locator(".votes li").first).to_contain_text("Ett kort.")
    axe(leads)
    for page in (leads, takes_part):
        page.context.close()
