"""Marks made without contact: kept, said, sent in order and once each, also after a reload; and what has no place."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, Route, expect

from seminar.coding import marking
from seminar.coding.models import Coding
from seminar.themes import codebook, removing
from tests.browser import modules_are_ready
from tests.inspection import axe
from tests.seminar import making
from tests.seminar.live.room import Room
from tests.seminar.live.test_two_windows import mark, window
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people import sessions
from transcription.transcripts.models import DeidentifiedTranscript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("offline marks")]
WAITS = "väntar på kontakt"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("offline"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


def refuse_posts(page: Page, *, status: int | None = None) -> None:
    """No contact for what is sent, while pages can be loaded: as behind a proxy whose server is away."""

    def answer(route: Route, request: Request) -> None:
        if request.method != "POST":
            route.fallback()
        elif status:
            route.fulfill(status=status, body="")
        else:
            route.abort()

    page.route("**/transcripts/*", answer)


def mark_words(page: Page, line: int, start: int, end: int, theme: str) -> None:
    """Mark some words of a line and choose a theme."""
    page.evaluate(
        """([line, start, end]) => {
          const text = document.querySelector(`[data-segment="${line}"]`);
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          const at = (units) => { walker.currentNode = walker.root; let [node, left] = [walker.nextNode(), units];
            while (left > node.length) { left -= node.length; node = walker.nextNode(); } return [node, left]; };
          document.getSelection().setBaseAndExtent(...at(start), ...at(end));
          document.querySelector(".coding").dispatchEvent(new CustomEvent("words:read"));
        }""",
        [line, start, end],
    )
    expect(page.locator("[data-selection-bar]")).to_be_visible()
    page.locator("#picks").get_by_role("button", name=theme).click()
    expect(page.locator("[data-selection-bar]")).to_be_hidden()


def kept(page: Page) -> str:
    """All that the tab remembers of the outbox."""
    entries = page.evaluate("Object.entries(sessionStorage)")
    return " ".join(word for key, value in entries if key.startswith("outbox:") for word in (key, value))


def stands(room: Room) -> list[str]:
    """What stands in the database, in the order in which it came."""

    def look() -> list[str]:
        rows = db.session.query(Coding).order_by(Coding.created_at)
        return [row.excerpt.quote for row in rows if not row.removed_at]

    return room.in_app(look)


def test_three_marks_wait_over_a_reload_and_arrive_in_order(browser: Browser, room: Room) -> None:
    page = window(browser, room, f"{room.address}/transcripts/{room.texts[0]}")
    asked: list[str] = []
    refuse_posts(page, status=503)
    words = making.LINES[1][1]
    for start, end, theme in ((0, 3, "Tillit"), (4, 7, "Tid"), (8, 12, "Tillit")):
        mark_words(page, 1, start, end, theme)
    said = page.locator(".outbox__said")
    expect(said).to_have_text("3 markeringar väntar på kontakt. De skickas av sig själva, i tur och ordning.")
    expect(page.locator("[data-segment='1']")).to_have_attribute("data-waiting-here", "Väntar på kontakt")
    assert page.evaluate("getComputedStyle(document.querySelector('[data-waiting-here]')).outlineStyle") == "dotted"
    assert page.evaluate("CSS.highlights.get('waiting').size") == 3
    axe(page)
    assert stands(room) == []
    remembered = kept(page)
    assert str(room.people["first"]) in remembered
    assert str(room.cycle_id) in remembered
    assert not [word for word in ("Tillit", "Tid", *words.split()) if word in remembered], "ids and offsets, no word"

    # Leaving asks first; who stays keeps them, and who loads the page anew too.
    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", stay)
    page.evaluate("setTimeout(() => location.reload())")
    expect(said).to_contain_text("3 markeringar")
    page.once("dialog", go)
    page.reload()
    assert asked == ["beforeunload", "beforeunload"]
    modules_are_ready(page)
    expect(said).to_contain_text("3 markeringar")
    expect(page.locator("[data-segment='1']")).to_have_attribute("data-waiting-here", "Väntar på kontakt")

    # A new theme has a name, and nothing remembers words: it is asked for again, and the words stay marked.
    page.locator("[data-segment='3']").select_text()
    page.locator("[data-segment='3']").dispatch_event("pointerup")
    page.locator("#theme-choice").fill("Helt nytt")
    page.locator("#theme-list [role=option]").last.click()
    expect(page.locator("#toasts")).to_contain_text("Ett nytt tema behöver kontakt")
    expect(page.locator("#theme-choice")).to_have_value("Helt nytt")
    assert "Helt" not in kept(page)
    page.locator("[data-close]").click()

    page.unroute("**/transcripts/*")
    expect(said).to_be_empty()
    assert stands(room) == [words[0:3], words[4:7], words[8:12]], "in order, and once each"
    expect(page.locator("[data-waiting-here]")).to_have_count(0)
    expect(page.locator("#stripes-1 .stripe")).to_have_count(3)
    assert kept(page) == ""
    page.reload()  # nothing waits: nobody asks
    assert len(asked) == 2
    page.context.close()


def test_what_cannot_be_placed_any_more_says_why(browser: Browser, room: Room) -> None:
    page = window(browser, room, f"{room.address}/transcripts/{room.texts[1]}")
    before = stands(room)
    gone = room.in_app(lambda: codebook.create(room.leads(), room.cycle_id, name="Kort", area="contact").id)
    expect(page.locator("#picks")).to_contain_text("Kort")
    refuse_posts(page)
    mark_words(page, 1, 0, 7, "Kort")
    mark_words(page, 3, 0, 8, "Tillit")
    expect(page.locator(".outbox__said")).to_contain_text("2 markeringar väntar")

    def change() -> None:
        removing.remove(room.leads(), room.cycle_id, gone)
        db.session.get_one(DeidentifiedTranscript, room.texts[1]).revision = 2

    room.in_app(change)
    page.unroute("**/transcripts/*")
    rows = page.locator(".outbox__list li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("ett tema borttaget")
    expect(rows.last).to_contain_text("Texten har ändrats sedan du öppnade den. Markera orden en gång till.")
    expect(rows.last).to_contain_text("Tillit:")
    expect(rows.last.get_by_role("link", name="Visa stället")).to_have_attribute(
        "href", f"{room.address}/transcripts/{room.texts[1]}#line-3"
    )
    axe(page)
    expect(page.locator(".outbox__said")).to_be_empty()
    assert stands(room) == before
    rows.last.get_by_role("button", name="Ta bort från listan").click()
    expect(rows).to_have_count(1)
    rows.first.get_by_role("button", name="Ta bort från listan").click()
    expect(page.locator(".outbox__list")).to_be_hidden()
    assert kept(page) == ""

    # A child takes it back while a mark waits: the sentence says so, without a word of theirs.
    page.reload()
    modules_are_ready(page)
    refuse_posts(page, status=502)
    mark(page, 1, "Tillit")
    expect(page.locator(".outbox__said")).to_contain_text("1 markering väntar")
    room.in_app(
        lambda: withdrawal.withdraw(
            room.leads(), db.session.get_one(DeidentifiedTranscript, room.texts[1]).assignment
        )
    )  # fmt: skip
    expect(page.locator("main")).not_to_contain_text(making.LINES[1][1], timeout=2000)
    page.unroute("**/transcripts/*")
    expect(page.locator(".outbox__list li")).to_contain_text("en intervju kan vara tillbakatagen")
    page.context.close()


def test_a_mark_whose_answer_was_lost_is_not_put_back_once_somebody_took_it_away(browser: Browser, room: Room) -> None:
    page = window(browser, room, f"{room.address}/transcripts/{room.texts[0]}")
    before = stands(room)

    def lose_the_answer(route: Route, request: Request) -> None:
        if request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.fallback()

    page.route("**/transcripts/*", lose_the_answer)
    mark_words(page, 3, 0, 8, "Tid")
    expect(page.locator(".outbox__said")).to_contain_text("1 markering väntar")
    expect(page.locator("#stripes-3 .stripe")).to_have_count(1)
    assert len(stands(room)) == len(before) + 1

    def take_away() -> None:
        row = db.session.query(Coding).order_by(Coding.created_at.desc()).first()
        assert row
        marking.remove(room.leads(), room.cycle_id, row.id)

    room.in_app(take_away)
    expect(page.locator("#stripes-3 .stripe")).to_have_count(0)
    page.unroute("**/transcripts/*")
    expect(page.locator(".outbox__said")).to_be_empty()
    assert stands(room) == before
    page.context.close()


def test_signing_out_forgets_and_another_person_never_sends_them(browser: Browser, room: Room) -> None:
    page = window(browser, room, f"{room.address}/transcripts/{room.texts[0]}")
    before = stands(room)
    refuse_posts(page)
    mark(page, 3, "Tid")
    expect(page.locator(".outbox__said")).to_contain_text("1 markering väntar")

    # Another facilitator in the same tab: what the first one left is not theirs to send.
    page.on("dialog", lambda dialog: dialog.accept())
    name = sessions.cookie_name(secure=False)
    page.context.clear_cookies(name=name)
    page.context.add_cookies([{"name": name, "value": room.tokens["second"], "url": room.root}])
    page.unroute("**/transcripts/*")
    page.reload()
    modules_are_ready(page)
    assert kept(page) == ""
    assert stands(room) == before

    refuse_posts(page)
    mark(page, 3, "Tid")
    expect(page.locator(".outbox__said")).to_contain_text("1 markering väntar")
    assert str(room.people["second"]) in kept(page)
    page.evaluate("document.querySelector('form[action$=\"sign-out\"]').requestSubmit()")
    page.wait_for_url("**/sign-in*")
    assert page.evaluate("sessionStorage.length") == 0
    assert stands(room) == before
    page.context.close()
