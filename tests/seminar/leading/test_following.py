"""Two windows in a browser: what the one shows, the other goes to; and whoever looks on their own comes back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from seminar.seminars import planning
from tests.inspection import axe
from tests.seminar.leading.open_room import OpenRoom, window

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRoom]:
    made = OpenRoom(tmp_path_factory.mktemp("leading"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def point(page: Page, line: int) -> None:
    """Mark a line and point at it."""
    page.locator(f"[data-segment='{line}']").select_text()
    page.locator(f"[data-segment='{line}']").dispatch_event("pointerup")
    page.locator("[data-selection-bar]").get_by_role("button", name="Peka här").click()
    expect(page.locator("[data-selection-bar]")).to_be_hidden()


def test_one_shows_and_the_other_follows(browser: Browser, room: OpenRoom) -> None:
    first, second = (f"{room.address}/transcripts/{text}" for text in room.texts)
    laptop, phone = window(browser, room, second), window(browser, room, room.address, who="second")
    follow = phone.locator("#follow")
    expect(follow).to_contain_text("Du tittar själv.")  # whoever leads does, until they follow
    follow.get_by_role("button", name="Följ med igen").click()
    expect(follow).to_contain_text("Du följer gruppen.")
    expect(follow.get_by_role("button", name="Titta själv")).to_be_focused()

    # A text is shown: the window goes there. A passage: it is pointed at, by an outline and a word.
    laptop.get_by_role("button", name="Visa för alla").click()
    phone.wait_for_url(f"**{second}")
    point(laptop, 3)
    expect(phone.locator("#line-3")).to_have_attribute("data-pointed", "Här")
    expect(phone.locator("#line-3")).to_be_in_viewport()
    assert phone.evaluate("[...CSS.highlights.get('pointed')][0].toString()").startswith("Man orkar inte")
    expect(laptop.locator("#line-3")).to_have_attribute("data-pointed", "Här")
    expect(phone.locator("#follow [role=status]")).to_have_text("Du följer gruppen. Gruppen läser intervju 2.")
    axe(phone)
    laptop.locator("[data-segment='1']").select_text()  # the same bar puts words under a theme, as before
    laptop.locator("[data-segment='1']").dispatch_event("pointerup")
    laptop.locator("[data-selection-bar]").get_by_role("option", name="Tillit").click()
    expect(phone.locator("#line-1 mark")).to_have_count(1)
    expect(phone.locator("#line-3")).to_have_attribute("data-pointed", "Här")

    # Whoever takes part follows from the first page on, and is told who is here.
    guest = window(browser, room, room.address, who="worker")
    guest.wait_for_url(f"**{second}**")
    expect(guest.locator("#line-3")).to_have_attribute("data-pointed", "Här")
    expect(guest.get_by_role("button", name="Visa för alla")).to_have_count(0)
    expect(guest.locator(".follow__here")).to_contain_text(re.compile(r"Här nu: 3 \(.+, .+, .+\) · Intervju 2: \d"))
    guest.goto(room.root + room.address)
    expect(guest.locator("#follow")).to_contain_text("Du tittar själv.")
    guest.context.close()

    # Whoever opens the board by themselves is left there, in a new window and in one that was where the group is.
    on_board = room.address.replace("/seminar", "/board/contact")
    for opened in (on_board, second):
        own = window(browser, room, opened, who="worker")
        own.goto(room.root + on_board)
        expect(own.locator("#follow")).to_contain_text("Du tittar själv.")
        expect(own.get_by_role("button", name="Följ med igen")).to_be_visible()
        assert own.url.endswith("/board/contact")
        own.context.close()
    expect(laptop.locator("#follow")).to_contain_text("Du är där gruppen är.")
    expect(laptop.get_by_role("button", name="Följ med igen")).to_be_hidden()

    # Half-typed words are not left, and focus stays where it is. When they are gone the window comes along.
    phone.get_by_text("Utan mus, eller ett nytt tema").click()
    phone.locator("#new_theme").fill("Halvskrivet")
    board = window(browser, room, room.address.replace("/seminar", "/board/contact"))
    row = board.locator(".board__row").first
    row.get_by_role("button", name="Visa för alla").click()
    expect(row).to_have_attribute("data-pointed", "Här")
    expect(follow).to_contain_text("Du skriver. Du följer med när du är klar.")
    expect(phone.locator("#new_theme")).to_be_focused()
    phone.locator("#new_theme").fill("")
    phone.locator("#new_theme").blur()
    phone.wait_for_url("**/board/contact#row-*")
    expect(phone.locator(".board__row").first).to_have_attribute("data-pointed", "Här")

    # They go elsewhere by themselves, are left alone, and come back with one press, from the keyboard.
    phone.goto(room.root + first)
    expect(follow).to_contain_text("Du tittar själv.")
    board.get_by_role("button", name="Visa för alla", exact=True).first.click()
    expect(follow).to_contain_text("Gruppen är vid tavlan")
    assert phone.url.endswith(first)
    follow.get_by_role("button", name="Följ med igen").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/board/contact")
    expect(follow).to_contain_text("Du följer gruppen.")

    # The seminar ends: nobody is led any more.
    def end() -> None:
        planning.end(room.leads(), room.cycle_id, room.day_id)

    room.in_app(end)
    laptop.reload()
    expect(laptop.locator("#follow")).to_have_count(0)
    for page in (laptop, phone, board):
        page.context.close()
