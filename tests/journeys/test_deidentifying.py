"""One key per word in a real browser: the page searches by itself, shows each decision at once, and undoes it."""

import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from app import create_app
from tests import factories as make
from tests.browser import held_back
from tests.inspection import axe
from tests.journeys.site import Site
from tests.transcription.interviews import add_transcript
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.deidentification import lexicon, marked_text
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

LINES = (
    ("interviewer", "Hej Alva, vad bra att du kom."),
    ("child", "Min kompis Samir sa det, och Samirs pappa. Vi bor i Sollefteå."),
)


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A browser of the interviewer's."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    yield context.new_page()
    context.close()


def a_text(site: Site, lines: tuple[tuple[str, str], ...], *, number: int = 1) -> uuid.UUID:
    """A corrected transcript of a recording of the site's interview."""
    with create_app(site.settings).app_context():
        assignment = db.session.get_one(Assignment, site.assignment_id)
        made = add_transcript(make.a_recording(assignment, number=number), state=State.CORRECTED, lines=lines).id
        db.session.commit()
        db.engine.dispose()
    return made


def texts_of(site: Site, transcript_id: uuid.UUID) -> list[str]:
    """What would leave the room."""
    with create_app(site.settings).app_context():
        texts = [text for _, text in marked_text.list_texts(db.session.get_one(Transcript, transcript_id))]
        db.engine.dispose()
    return texts


def test_one_key_decides_and_another_undoes(page: Page, site: Site) -> None:
    transcript_id = a_text(site, LINES)
    page.goto(f"{site.root}/transcripts/{transcript_id}/words")
    cards = page.locator("li[data-key]")
    expect(cards).to_have_count(3, timeout=90_000)  # the search began by itself
    expect(cards.first).to_be_focused()
    axe(page)
    page.keyboard.press("1")  # Samir: the sure ones come first
    expect(page.locator(".sheet .replaced")).to_have_text(["kompis 1", "kompis 1:s"])
    page.keyboard.press("z")
    expect(page.locator(".sheet .replaced")).to_have_count(0)
    expect(cards).to_have_count(3)
    for key in "121":  # Samir and Sollefteå are sure, Alva is not
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Jag har läst allt")).to_be_enabled(timeout=30_000)
    texts = texts_of(site, transcript_id)
    assert texts[1] == "Min kompis [kompis 1] sa det, och [kompis 1:s] pappa. Vi bor i Sollefteå."
    assert "[" in texts[0]


def test_a_word_that_was_marked_before_the_scripts_came_lands_in_its_field(page: Page, site: Site) -> None:
    transcript_id = a_text(site, (("child", "Katten heter Sigge."),), number=5)
    page.goto(f"{site.root}/transcripts/{transcript_id}/words")
    expect(page.locator("[data-module='deidentification/search']")).to_have_count(0, timeout=90_000)
    with held_back(page, "main"):
        page.reload(wait_until="commit")
        page.locator(".sheet .segment__text").first.select_text()
    expect(page.locator("form [name=word]").last).to_have_value("Katten heter Sigge.")


def test_one_place_is_decided_by_itself_with_keys_and_with_a_mouse(page: Page, site: Site) -> None:
    transcript_id = a_text(site, (("child", "Min kompis Samir kom. Den andra Samir också. Samir är snäll."),), number=2)
    page.goto(f"{site.root}/transcripts/{transcript_id}/words")
    expect(page.locator("li[data-key]")).to_be_focused(timeout=90_000)
    page.keyboard.press("v")
    places = page.locator("#suggestions [data-at]")
    expect(places.first).to_be_focused()
    expect(page.locator(".sheet mark.identifier--here")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("2")
    expect(places.nth(1)).to_contain_text("För sig: behålls", timeout=30_000)
    expect(places.nth(1)).to_be_focused()
    expect(page.locator(".sheet mark.identifier")).to_have_count(2)
    axe(page)
    page.keyboard.press("Escape")
    page.keyboard.press("1")  # the word: all its other places
    expect(page.locator(".sheet .replaced")).to_have_text(["kompis 1", "kompis 1"])
    decided = page.locator("#decided")
    decided.get_by_text("Visa ställena").click(timeout=30_000)
    decided.get_by_role("button", name="Någon annan här").last.click()
    expect(page.locator(".sheet .replaced")).to_have_text(["kompis 1", "kompis 2"], timeout=30_000)
    decided.get_by_role("button", name="Som de andra").first.click()
    expect(page.locator(".sheet .replaced")).to_have_text(["kompis 1", "kompis 1", "kompis 2"], timeout=30_000)
    assert texts_of(site, transcript_id) == [
        "Min kompis [kompis 1] kom. Den andra [kompis 1] också. [kompis 2] är snäll."
    ]


def test_a_hundred_suggestions_take_a_key_each_at_most_and_none_waits_for_the_server(page: Page, site: Site) -> None:
    listed = [name for name in sorted(lexicon.words("given_names")) if not lexicon.is_two_things(name)][:80]
    unheard = [
        f"{one}{two}" for one in ("Brex", "Dvox", "Frux", "Gwex", "Tzux") for two in ("imo", "una", "eko", "ita")
    ]
    names = [*listed, *unheard]
    transcript_id = a_text(site, tuple(("child", f"Sen kom min kompis {name} dit.") for name in names), number=3)
    held: list[Route] = []
    page.route("**/words", lambda route: route.continue_() if route.request.method == "GET" else held.append(route))
    page.goto(f"{site.root}/transcripts/{transcript_id}/words")
    cards, replaced = page.locator("li[data-key]"), page.locator(".sheet .replaced")
    expect(cards).to_have_count(len(names), timeout=90_000)
    expect(cards.first).to_be_focused()
    for done in range(1, 13):
        page.keyboard.press("1")
        expect(cards).to_have_count(len(names) - done)
        expect(replaced).to_have_count(done)
        expect(cards.first).to_be_focused()
    assert len(held) == 1  # the server has answered nothing yet, and is told one after the other
    page.unroute("**/words")  # lets what was held go on
    page.keyboard.press("a")
    expect(page.locator("[data-sure]")).to_have_count(0, timeout=60_000)
    expect(cards.first).to_be_focused()
    left = cards.count()
    for _ in range(left):
        page.keyboard.press("1")
    expect(page.get_by_role("button", name="Jag har läst allt")).to_be_enabled(timeout=60_000)
    assert 12 + 1 + left < len(names)
    assert not [text for text, name in zip(texts_of(site, transcript_id), names, strict=True) if name in text]


def test_on_a_phone_the_page_begins_at_its_top_and_the_next_suggestion_stays_in_sight(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    names = ("Samir", "Adrian", "Agneta", "Fatima")
    talk = "Jag tycker att det var ganska jobbigt när vi skulle prata om det."
    lines = tuple(("child", f"{talk} Sen kom min kompis {names[at % 4]} dit.") for at in range(24))
    page.goto(f"{site.root}/transcripts/{a_text(site, lines, number=4)}/words")
    cards = page.locator("li[data-key]")
    expect(cards).to_have_count(4, timeout=90_000)
    expect(cards.first).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    cards.first.get_by_role("button", name="Byt").click()
    expect(cards).to_have_count(3)
    expect(cards.first).to_be_focused()
    expect(cards.first).to_be_in_viewport(ratio=0.9)
