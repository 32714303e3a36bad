"""Two windows write on one board: in two cells at once, and in the same one, and nobody's words are lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from seminar.board import voices
from seminar.proposals import proposing
from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.seminar.live.room import Room
from tests.seminar.live.test_two_windows import window
from toolkit.db import db
from toolkit.people import sessions
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("cells"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def cell(page: Page) -> Locator:
    return page.locator("[data-cell-form]")


def open_cell(page: Page, name: str) -> Locator:
    """Open the first cell of that name by keyboard; gives its field, which has the focus."""
    page.locator(".board__row").first.get_by_role("link", name=name).first.press("Enter")
    field = cell(page).locator("textarea, input:not([type=hidden])").first
    expect(field).to_be_focused()
    return field


def test_two_write_at_once(browser: Browser, room: Room) -> None:
    address = room.address.replace("/seminar", "/board/contact")
    one, other = window(browser, room, address), window(browser, room, address)
    row = other.locator(".board__row").first

    # In two cells at once: each sees the other's words come, and goes on writing.
    mine = open_cell(one, "Skriv vad barnen säger")
    mine.fill("Många vill veta i förväg.")
    axe(one)
    theirs = open_cell(other, "Skriv vad ni ser")
    theirs.fill("Vi berättar för sent.")
    one.get_by_role("button", name="Spara").click()
    expect(cell(one)).to_have_count(0)
    expect(row).to_contain_text("Många vill veta i förväg.")
    expect(theirs).to_be_focused()
    expect(theirs).to_have_value("Vi berättar för sent.")
    theirs.press("Control+Enter")
    expect(one.locator(".board__row").first).to_contain_text("Vi berättar för sent.")
    expect(other.get_by_role("link", name="Skriv vad ni ser").first).to_be_focused()

    # A new voice comes into the very column where somebody writes: their cell is left alone.
    half = open_cell(one, "Vi berättar för sent.")
    half.fill("Vi berättar ofta för sent.")
    open_cell(other, "Skriv vad ni ser").fill("Vi har bråttom.")
    other.get_by_role("button", name="Spara").click()
    expect(one.locator(".board__row").first).to_contain_text("Vi har bråttom.")
    expect(half).to_be_focused()
    expect(half).to_have_value("Vi berättar ofta för sent.")

    # In the same cell: whoever comes second sees both texts, puts them together and saves.
    late = open_cell(other, "Vi berättar för sent.")
    late.fill("Vi berättar alldeles för sent.")
    one.get_by_role("button", name="Spara").click()
    expect(cell(one)).to_have_count(0)
    expect(late).to_have_value("Vi berättar alldeles för sent.")
    other.get_by_role("button", name="Spara").click()
    expect(cell(other).locator(".cell__newer")).to_contain_text("Vi berättar ofta för sent.")
    expect(cell(other).locator(".cell__newer")).to_be_focused()
    expect(cell(other).locator(".cell__newer")).to_be_in_viewport(ratio=1)
    expect(cell(other).locator("textarea")).to_have_value("Vi berättar alldeles för sent.")
    axe(other)
    cell(other).locator("textarea").fill("Vi berättar ofta alldeles för sent.")
    other.get_by_role("button", name="Spara").click()
    expect(one.locator(".board__row").first).to_contain_text("Vi berättar ofta alldeles för sent.")

    # Escape asks once before it lets go of words; what is removed meanwhile can be written anew.
    kept = open_cell(one, "Vi har bråttom.")
    kept.fill("Vi har alltid bråttom.")
    kept.press("Escape")
    expect(cell(one)).to_contain_text("Inte sparat än.")
    open_cell(other, "Vi har bråttom.")
    other.get_by_role("button", name="Ta bort").click()
    expect(row).not_to_contain_text("Vi har bråttom.")
    expect(kept).to_have_value("Vi har alltid bråttom.")
    one.get_by_role("button", name="Spara").click()
    expect(cell(one)).to_contain_text("Någon har tagit bort det här.")
    one.get_by_role("button", name="Spara").click()
    expect(row).to_contain_text("Vi har alltid bråttom.")
    open_cell(one, "Vi har alltid bråttom.").press("Escape")
    expect(cell(one)).to_have_count(0)
    assert all(page.evaluate("window.isStillThere") for page in (one, other)), "nothing was loaded anew"

    def stands() -> list[str]:
        return [voice.text for voice in voices.list_voices(room.leads(), room.cycle_id)[0].staff]

    assert room.in_app(stands) == ["Vi berättar ofta alldeles för sent.", "Vi har alltid bråttom."]
    for page in (one, other):
        page.context.close()


def test_who_is_responsible_has_room_for_its_fields_on_a_laptop(browser: Browser, room: Room) -> None:
    address = room.address.replace("/seminar", "/board/contact")
    room.in_app(lambda: proposing.write(room.leads(), room.cycle_id, room.themes[0], text="Ett kort före mötet."))
    page = window(browser, room, address)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("link", name="Välj ansvarig").first.press("Enter")
    expect(cell(page).locator("input[name=responsible]")).to_be_focused()
    field = cell(page).locator("input[name=responsible]").bounding_box()
    assert field
    assert field["width"] >= 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    page.context.close()


def test_who_signs_out_and_in_again_goes_on_with_what_they_wrote(browser: Browser, room: Room) -> None:
    """In another tab: the forms that were open take the form token that holds now."""
    page = window(browser, room, room.address.replace("/seminar", "/board/contact"))
    context = page.context
    other = context.new_page()
    other.goto(f"{room.root}/account")
    modules_are_ready(other)

    # Another tab of the same person changes nothing of what is unsaved.
    untouched = context.new_page()
    untouched.goto(f"{room.root}{room.address.replace('/seminar', '/themes')}/{room.themes[0]}")
    modules_are_ready(untouched)
    before = untouched.locator("main form [name=csrf_token]").first.input_value()
    context.clear_cookies(name="form")
    other.reload()
    expect(untouched.locator("main form [name=csrf_token]").first).not_to_have_value(before)
    assert untouched.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))")  # nothing asks
    untouched.close()

    field = open_cell(page, "Skriv ett förslag")
    field.fill("Ett brev före mötet.")
    other.locator("details.menu summary").click()
    other.get_by_role("button", name="Logga ut", exact=True).click()
    other.wait_for_url("**/sign-in")
    expect(page.locator("html")).to_have_attribute("data-locked", "")
    token = room.in_app(lambda: begin_again(room))
    cookie = {"name": sessions.cookie_name(secure=False), "value": token, "url": room.root}
    context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    other.goto(f"{room.root}/account")
    expect(page.locator("html")).not_to_have_attribute("data-locked", "")
    page.get_by_role("button", name="Spara").click()
    expect(cell(page)).to_have_count(0)
    expect(page.locator(".board__row").first).to_contain_text("Ett brev före mötet.")
    context.close()


def begin_again(room: Room) -> str:
    token = sessions.begin(db.session.get_one(Person, room.people["first"]))
    db.session.commit()
    return token
