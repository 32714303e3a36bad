"""The wall in a browser: it follows whatever is shown, and is read from ten metres in light and in dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from seminar.coding.models import Coding
from tests.inspection import axe
from tests.seminar import making
from tests.seminar.leading.open_room import OpenRoom, window
from toolkit.db import db
from toolkit.disposal import withdrawal
from transcription.transcripts.models import DeidentifiedTranscript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
WALL = {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 667}
READ_AT_TEN_METRES = 40
"""Pixels of 1920 for running text. On a canvas three metres wide that is 62 mm from line to line, and small letters are
some 31 mm high: at ten metres eleven minutes of arc, twice what somebody with full sight needs."""
MEASURED = """() => [...document.querySelectorAll('#wall p, #wall li, #wall h1, #wall h2, #wall b, #wall footer')]
    .filter(one => one.offsetParent && one.textContent.trim() && !one.closest('.segment__who, .visually-hidden'))
    .map(one => [parseFloat(getComputedStyle(one).fontSize), one.textContent.trim().slice(0, 40)])"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRoom]:
    made = OpenRoom(tmp_path_factory.mktemp("wall"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def is_legible(wall: Page) -> None:
    """Everything that is read from the seats is large enough, and nothing goes off the side."""
    measured = wall.evaluate(MEASURED)
    assert measured
    small = [one for one in measured if one[0] < READ_AT_TEN_METRES]
    assert not small, small
    assert wall.evaluate("document.documentElement.scrollWidth") <= WALL["width"]
    axe(wall)


def test_the_wall_follows_and_is_read_from_ten_metres(browser: Browser, room: OpenRoom) -> None:
    room.mark(1)
    wall = window(browser, room, f"{room.address}/projector", viewport=WALL)
    laptop = window(browser, room, f"{room.address}/transcripts/{room.texts[0]}")
    expect(wall.locator("h1")).to_have_text("Seminariet är öppet")
    is_legible(wall)

    laptop.locator("[data-segment='1']").select_text()
    laptop.locator("[data-segment='1']").dispatch_event("pointerup")
    laptop.locator("[data-selection-bar]").get_by_role("button", name="Peka här").click()
    expect(wall.locator("#line-1")).to_have_attribute("data-pointed", "Här")
    expect(wall.locator("#line-1")).to_be_in_viewport()
    expect(wall.locator(".wall__themes")).to_contain_text("Tillit")
    is_legible(wall)
    foot = wall.evaluate("document.querySelector('.wall__foot').getBoundingClientRect().toJSON()")
    page = wall.evaluate(
        "[document.documentElement.clientWidth, document.querySelector('main').getBoundingClientRect().bottom]"
    )
    assert (foot["left"], foot["right"]) == (0, page[0]), "no line of the text is seen beside it"
    assert foot["bottom"] >= min(page[1], WALL["height"]) - 1, "nor beneath it"
    wall.emulate_media(color_scheme="dark")
    is_legible(wall)

    # What is coded meanwhile comes up, too.
    room.mark(3, theme=1)
    expect(wall.locator(".wall__themes")).to_contain_text("Tid")

    # A row of the board; contact is lost, and comes back.
    board = window(browser, room, room.address.replace("/seminar", "/board/contact"), viewport=PHONE)
    expect(board.locator(".board__row h2").first).to_be_in_viewport()
    axe(board)
    wall.context.set_offline(True)
    expect(wall.locator("#live-state")).to_have_text("Tappade kontakten – försöker igen.")
    board.locator(".board__row").first.get_by_role("button", name="Visa för alla").click()
    expect(board.locator(".board__row").first).to_have_attribute("data-pointed", "Här")
    wall.context.set_offline(False)
    expect(wall.locator("h1")).to_have_text("Tillit")
    is_legible(wall)
    board.get_by_role("button", name="Visa för alla", exact=True).first.click()
    expect(wall.locator(".wall__list li")).to_have_count(2)
    is_legible(wall)

    # The agenda, and what is left of a point: right at once in a tab that has slept.
    follow = laptop.locator("#follow")
    follow.get_by_role("button", name="Gå vidare till").click()
    expect(wall.get_by_role("timer")).to_contain_text("min kvar")
    follow.get_by_role("button", name="Visa dagordningen för alla").click()
    expect(wall.locator("h1")).to_have_text("Dagordning")
    expect(wall.locator("[aria-current=step]")).to_have_count(1)
    is_legible(wall)
    wall.evaluate("(() => { const now = Date.now; Date.now = () => now() + 9 * 3600_000; })()")
    expect(wall.get_by_role("timer")).to_contain_text("min över tiden")

    # The child takes it back: gone from the wall at once.
    laptop.get_by_role("button", name="Visa för alla").click()
    expect(wall.locator("#wall")).to_contain_text(making.LINES[3][1])

    def withdraw() -> None:
        assert db.session.query(Coding).count()
        withdrawal.withdraw(room.leads(), db.session.get_one(DeidentifiedTranscript, room.texts[0]).assignment)

    room.in_app(withdraw)
    expect(wall.locator("#wall")).not_to_contain_text(making.LINES[3][1], timeout=2000)
    for page in (wall, laptop, board):
        page.context.close()
