"""A hand that stops inside a word, in a real browser: what is lit there is what the server keeps."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from seminar.texts import anchors
from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.seminar.live.room import Room
from tests.seminar.texts.test_whole_words import EXAMPLES, taken
from toolkit.people import sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.one_database]


@pytest.fixture(scope="module")
def text(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One text, open in one page."""
    room = Room(tmp_path_factory.mktemp("words"))
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    try:
        room.start()
        cookie = {"name": sessions.cookie_name(secure=False), "value": room.tokens["first"], "url": room.root}
        context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
        page = context.new_page()
        page.goto(f"{room.root}{room.address}/transcripts/{room.texts[0]}")
        modules_are_ready(page)
        yield page
    finally:
        context.close()
        room.kill()


def mark_letters(page: Page, begins: int, ends: int, line: int = 1) -> None:
    """As a hand does that stops anywhere in the line."""
    shown = "(line, [from, to]) => document.getSelection().setBaseAndExtent(line.firstChild, from, line.firstChild, to)"
    page.locator(f"[data-segment='{line}']").evaluate(shown, [begins, ends])
    page.locator(f"[data-segment='{line}']").dispatch_event("pointerup")


def test_what_ends_inside_a_word_grows_to_its_ends_and_a_button_takes_just_that(text: Page) -> None:
    for lit, chosen in (("hon hade", False), ("n ha", True)):
        mark_letters(text, 6, 10)
        said, other = text.locator("[data-selection-bar] [data-said]"), text.locator("[data-whole-words]")
        expect(said).to_have_text("2 ord markerade")
        expect(other).to_have_text("Bara det jag markerade")
        if chosen:
            other.click()
            expect(said).to_have_text("Precis det du markerade")
            expect(other).to_have_text("Hela ord")
            axe(text)
        assert text.evaluate("[...CSS.highlights.get('picked')].map(String)") == [lit]
        text.get_by_role("option").first.click()
        expect(text.locator("#line-1 mark")).to_have_text([lit])
        text.locator("#latest").get_by_role("button", name="Ångra").click()
        expect(text.locator("[data-segment] mark")).to_have_count(0)
    mark_letters(text, 3, 12)
    expect(text.locator("[data-whole-words]")).to_be_hidden()  # « hon hade»: the space is no word's


def test_the_browser_shows_what_the_server_keeps(text: Page) -> None:
    grow = """async (cases) => {
      const loaded = performance.getEntriesByType("resource").map((one) => one.name);
      const address = loaded.find((one) => one.includes("coding/words"));
      const { startOfWord, endOfWord } = await import(address);
      return cases.map(([line, start, end]) => line.slice(startOfWord(line, start), endOfWord(line, end)));
    }"""
    cases = [taken(marked) for marked, _kept in EXAMPLES]
    units = [[line, anchors.to_utf16(line, start), anchors.to_utf16(line, end)] for line, start, end in cases]
    assert text.evaluate(grow, units) == [kept for _marked, kept in EXAMPLES]
