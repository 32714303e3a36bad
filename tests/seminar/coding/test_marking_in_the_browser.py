"""Marking words and coding them in a real browser, with twenty themes: the picker, the caps, and without a mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from seminar.themes import codebook
from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.seminar import making
from tests.seminar.live.room import Room
from toolkit.db import db
from toolkit.people import directory, sessions
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.one_database]
NAMES = ("Åka hem", "Ärlighet", "Öppna dörrar", "Vänta länge", "Café på väg")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Two themes of the room's own, and eighteen more: «1» … «8», «9a» … «9m»."""
    made = Room(tmp_path_factory.mktemp("marking"))

    def add_themes() -> None:
        leads = directory.as_actor(db.session.get_one(Person, made.people["first"]))
        for number in range(3, 21):
            name = NAMES[number - 3] if number < 8 else f"Tema nummer {number}"
            codebook.create(leads, made.cycle_id, name=name, area="contact", definition=f"beskrivning {number}")

    try:
        made.in_app(add_themes)
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture(scope="module")
def text(browser: Browser, room: Room) -> Iterator[Page]:
    """One page for all tests here; each begins with nothing marked."""
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    cookie = {"name": sessions.cookie_name(secure=False), "value": room.tokens["first"], "url": room.root}
    context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    page = context.new_page()
    page.goto(f"{room.root}{room.address}/transcripts/{room.texts[0]}")
    modules_are_ready(page)
    yield page
    context.close()


@pytest.fixture(autouse=True)
def nothing_is_marked(text: Page) -> Iterator[None]:
    yield
    if text.locator("dialog[open]").count():
        text.keyboard.press("Escape")
    if text.locator("[data-selection-bar]").is_visible():
        text.locator("[data-close]").click()


def mark(page: Page, line: int = 1) -> None:
    page.locator(f"[data-segment='{line}']").select_text()
    page.locator(f"[data-segment='{line}']").dispatch_event("pointerup")
    expect(page.locator("[data-selection-bar]")).to_be_visible()


def undo(page: Page) -> None:
    """Take back what was just marked, so that the next test finds the text as it was."""
    page.locator("#latest").get_by_role("button", name="Ångra").click()
    expect(page.locator("[data-segment] mark")).to_have_count(0)


@pytest.mark.parametrize(("pressed", "label"), [("5", "5"), ("9b", "9b"), ("9M", "9m")])
def test_every_cap_codes_under_its_own_theme_and_no_other(text: Page, room: Room, pressed: str, label: str) -> None:
    mark(text)
    for sign in pressed[:-1]:
        text.keyboard.press(sign)
        expect(text.locator("[data-typed]")).to_have_text(f"{sign} …")
        expect(text.locator("[data-selection-bar]")).to_be_visible()
    text.keyboard.press(pressed[-1])
    expect(text.locator("[data-selection-bar]")).to_be_hidden()
    expect(text.locator(f"#line-1 mark[data-n='{label}']")).to_have_count(1)
    undo(text)


def test_every_cap_that_is_shown_begins_no_other(text: Page) -> None:
    caps = text.locator("#picks [data-key]").evaluate_all("rows => rows.map((row) => row.dataset.key)")
    assert len(caps) == len(set(caps)) == 20
    assert {len(cap) for cap in caps} == {1, 2}
    expect(text.locator("#picks kbd")).to_have_text(caps)


def test_what_is_typed_is_forgotten_before_the_words_are(text: Page) -> None:
    mark(text)
    text.keyboard.press("9")
    text.keyboard.press("Escape")
    expect(text.locator("[data-typed]")).to_be_hidden()
    text.keyboard.press("9")
    text.keyboard.press("x")
    expect(text.locator("[data-typed]")).to_have_text("Inget tema har tangenten 9x")
    text.keyboard.press("0")
    expect(text.locator("[data-typed]")).to_have_text("Inget tema har tangenten 0")
    expect(text.locator("[data-selection-bar]")).to_be_visible()
    text.keyboard.press("Control+5")
    text.keyboard.press("Escape")
    expect(text.locator("[data-selection-bar]")).to_be_hidden()
    text.keyboard.type("9b")
    expect(text.locator("#latest")).not_to_contain_text("citat")


def test_the_caps_can_be_switched_off_and_the_sheet_tells_all_keys(text: Page) -> None:
    text.keyboard.press("?")
    card = text.get_by_role("dialog", name="Tangenter")
    expect(card).to_be_visible()
    axe(text)
    card.get_by_role("checkbox").uncheck()
    card.get_by_role("button", name="Stäng").click()
    mark(text)
    text.keyboard.type("9b?")
    expect(text.locator("[data-typed]")).to_be_hidden()
    expect(card).to_be_hidden()
    expect(text.locator("[data-selection-bar]")).to_be_visible()
    text.locator("[data-close]").click()
    text.get_by_role("button", name="Tangenter").click()
    card.get_by_role("checkbox").check()
    text.keyboard.press("Escape")


def test_the_picker_filters_while_one_types_whatever_the_letters(text: Page) -> None:
    mark(text)
    text.keyboard.press("a")
    field = text.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(field).to_have_value("a")
    for typed, first in (
        ("aka", "Åka hem"),
        ("ÅKA", "Åka hem"),
        ("oppna", "Öppna dörrar"),
        ("dörr", "Öppna dörrar"),
        ("cafe", "Café på väg"),
        ("beskrivning 11", "Tema nummer 11"),
        ("vä", "Vänta länge"),
    ):
        field.fill(typed)
        expect(text.locator("#theme-list [role=option]").first).to_contain_text(first)
    field.fill("tema nummer")
    expect(text.locator("#theme-list [aria-selected=true]")).to_contain_text("Tema nummer 8")
    expect(text.locator("[data-enter]")).to_contain_text("Enter tar ”Tema nummer 8”, som redan finns.")
    field.press("ArrowDown")
    expect(text.locator("#theme-list [aria-selected=true]")).to_contain_text("Tema nummer 9")
    expect(text.locator("#theme-list [aria-selected=true]")).to_have_id("option-1")
    expect(field).to_have_attribute("aria-activedescendant", "option-1")
    axe(text)
    field.press("Enter")
    expect(text.locator("#line-1 mark")).to_have_count(1)
    undo(text)
    mark(text)
    expect(text.get_by_role("group", name="Dina senaste teman").get_by_role("option").first).to_contain_text("nummer 9")


def test_a_new_theme_is_made_of_what_was_typed_with_its_area(text: Page, room: Room) -> None:
    text.set_viewport_size({"width": 1366, "height": 768})
    mark(text)
    text.get_by_role("combobox").fill("tema")  # many are like it: what a new one can be is seen all the same
    for option in text.get_by_role("group", name="Nytt tema ”tema”, under").get_by_role("option").all():
        expect(option).to_be_in_viewport(ratio=1)
    text.get_by_role("combobox").fill("Sms i tid")
    fresh = text.get_by_role("group", name="Nytt tema ”Sms i tid”, under")
    expect(fresh.get_by_role("option")).to_have_count(4)
    fresh.get_by_role("option").nth(2).click()
    expect(text.locator("#picks")).to_contain_text("Sms i tid")
    expect(text.locator("#line-1 mark")).to_have_count(1)
    expect(text.locator("#theme-choice")).to_have_value("")  # or it would look half-written, and keep its person here
    undo(text)
    mark(text)
    text.get_by_role("combobox").fill("SMS I TID")
    expect(text.locator("#theme-list [role=option]")).to_have_count(4)  # itself, and in the three other areas


def test_words_are_marked_without_a_mouse_and_said(text: Page) -> None:
    text.locator(".sheet").focus()
    text.keyboard.press("ArrowDown")
    text.keyboard.press("ArrowDown")
    expect(text.locator("[data-segment='1']")).to_be_focused()
    said = text.locator("[data-marked]")
    for key, words in (
        ("ArrowRight", "Att"), ("ArrowRight", "hon"),
        ("Shift+ArrowRight", "hon hade"), ("Shift+ArrowRight", "hon hade sagt"),
        ("Shift+ArrowLeft", "hon hade"), ("ArrowLeft", "hon"),
        ("Space", "Att hon hade sagt det själv."), ("Space", "🙂 Eller skickat ett sms."),
    ):  # fmt: skip
        text.keyboard.press(key)
        expect(said).to_have_text(words)
    text.keyboard.press("Escape")
    expect(text.locator("[data-selection-bar]")).to_be_hidden()
    expect(text.locator("[data-segment='1']")).to_be_focused()
    text.keyboard.press("Enter")
    marked = text.locator("[data-selection-bar] [data-said]")
    expect(marked).to_have_text("11 ord markerade")
    text.keyboard.press("Shift+ArrowDown")
    expect(marked).to_have_text("15 ord markerade")
    text.keyboard.press("Shift+ArrowUp")
    text.keyboard.press("Enter")
    expect(text.get_by_role("combobox")).to_be_focused()
    text.keyboard.type("tilli")
    text.keyboard.press("Enter")
    expect(text.locator("#line-1 mark")).to_have_count(1)
    expect(text.locator("[data-segment='1']")).to_be_focused()
    undo(text)


def test_a_note_is_written_beside_the_words_and_removed(text: Page) -> None:
    mark(text, 3)
    text.get_by_role("button", name="Skriv en anteckning").click()
    field = text.get_by_label("Din anteckning. Alla i rummet")
    expect(field).to_be_focused()
    expect(text.get_by_role("combobox")).to_be_hidden()
    field.press_sequentially("Blev tyst 5b?")
    axe(text)
    field.press("Enter")
    expect(text.locator("#notes")).to_contain_text("Blev tyst 5b?")
    expect(text.locator("[data-selection-bar]")).to_be_hidden()
    expect(text.locator("#toasts")).to_contain_text(re.compile("Anteckningen är sparad|Du skrev en anteckning"))
    expect(text.locator("[data-segment='3']")).to_be_focused()
    sign = text.locator("#line-3").get_by_role("link", name="En anteckning till den här raden")
    expect(sign).to_have_attribute("href", re.compile("^#note-"))
    assert text.evaluate("[...CSS.highlights.get('noted')].map(String)") == [making.LINES[3][1]]
    axe(text)
    mark(text, 0)
    expect(text.get_by_role("combobox")).to_be_visible()
    text.locator("#notes").get_by_role("button", name="Ta bort").click()
    expect(text.locator("#notes")).not_to_contain_text("Blev tyst")
    expect(text.locator("[data-note-sign]")).to_have_count(0)


def test_a_theme_is_dragged_to_another_place(text: Page, room: Room) -> None:
    page = text.context.new_page()
    page.set_viewport_size({"width": 1280, "height": 1600})  # a scroll would come between the grip and the drag
    page.goto(f"{room.root}{room.address.replace('/seminar', '/themes')}")
    modules_are_ready(page)
    rows = page.locator("#part-contact .rows > li")
    names = rows.locator("h3")
    before = [name.partition(" ")[2] for name in names.all_text_contents()]
    rows.nth(0).locator("[data-grip]").drag_to(rows.nth(3), target_position={"x": 40, "y": 60})
    moved = [before[1], before[2], before[3], before[0], *before[4:]]
    expect(names).to_have_text([re.compile(rf" {re.escape(name)}$") for name in moved])
    rows.nth(3).locator("[data-grip]").drag_to(rows.nth(0), target_position={"x": 40, "y": 4})
    expect(names).to_have_text([re.compile(rf" {re.escape(name)}$") for name in before])
    page.close()


@pytest.mark.parametrize(("line", "width", "height"), [(1, 1280, 640), (3, 1280, 640), (1, 683, 384)])
def test_the_picker_is_beside_the_words_and_within_the_window(text: Page, line: int, width: int, height: int) -> None:
    text.set_viewport_size({"width": width, "height": height})  # the last is a laptop at twice the size
    words = text.locator(f"[data-segment='{line}']")
    words.evaluate("line => line.scrollIntoView({ block: 'center' })")
    mark(text, line)
    bar, there = text.locator("[data-selection-bar]").bounding_box(), words.bounding_box()
    assert bar
    assert there
    assert min(bar["y"], there["y"]) >= 0
    assert bar["y"] + bar["height"] <= height
    assert bar["y"] >= there["y"] + there["height"] - 8 or bar["y"] + bar["height"] <= there["y"] + 8


def test_on_a_phone_it_is_a_sheet_at_the_lower_edge(text: Page) -> None:
    text.set_viewport_size({"width": 390, "height": 780})
    mark(text)
    bar = text.locator("[data-selection-bar]").bounding_box()
    assert bar
    assert (bar["x"], bar["width"]) == (0, 390)
    assert bar["y"] + bar["height"] == pytest.approx(780, abs=1)
    assert text.evaluate("document.documentElement.scrollWidth") == 390
    axe(text)
    text.get_by_role("option").first.click()
    expect(text.locator("#line-1 mark")).to_have_count(1)
    undo(text)
    text.set_viewport_size({"width": 1280, "height": 720})


HELD = """line => {
  line.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "touch", bubbles: true }));
  line.dispatchEvent(new PointerEvent("pointercancel", { pointerType: "touch", bubbles: true }));
  document.getSelection().setBaseAndExtent(line.firstChild, 0, line.firstChild, 3);
}"""
WIDENED = "line => document.getSelection().setBaseAndExtent(line.firstChild, 0, line.firstChild, 12)"


def test_words_that_a_finger_holds_and_widens_are_marked_once_it_rests(text: Page) -> None:
    line = text.locator("#line-1 [data-segment]")
    line.evaluate(HELD)  # as a telephone tells it: the finger is taken over by the system, and never comes up here
    line.evaluate(WIDENED)
    expect(text.locator("[data-selection-bar]")).to_be_visible()
    chosen = text.evaluate("document.getSelection().toString()")
    expect(text.locator("[data-selection-bar] [data-said]")).to_contain_text(str(len(chosen.split())))
    text.get_by_role("option").first.click()
    expect(text.locator("#line-1 mark")).to_have_count(1)
    undo(text)
