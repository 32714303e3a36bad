"""Listening and correcting in a real browser: sound and text in step, words saved as one goes."""

import json
import uuid
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from app import create_app
from tests.bench.review import SEGMENTS, add_long_transcript
from tests.inspection import OF_THE_LOOK, axe
from tests.journeys.people import finish_correcting
from tests.journeys.site import Site
from tests.transcription.interviews import LINES, a_sealed_recording, add_transcript
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.speech_models import practice
from transcription.transcripts import removal, segment_rows
from transcription.transcripts.models import Transcript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def transcript_id(site: Site) -> uuid.UUID:
    """A draft of the demo interview's first lines, with its sound; the only one of the interview."""
    with create_app(site.settings).app_context():
        assignment = db.session.get_one(Assignment, site.assignment_id)
        removal.remove_all(assignment)
        db.session.commit()
        recording_number = db.session.query(Transcript).count() + uuid.uuid4().int % 10**6
        content = practice.DEMO_INTERVIEW.read_bytes()
        recording = a_sealed_recording(assignment, content, duration_ms=150_860, number=recording_number)
        made = add_transcript(recording, lines=LINES)
        told = [5000, 5400, 6200, 6900], LINES[1][1].split()
        heard = [[at, at + 400, word, 0.3 if word == "varför" else 0.9] for at, word in zip(*told, strict=False)]
        segment_rows.list_segments(made)[1].words = json.dumps(heard)
        db.session.commit()
        found = made.id
        db.engine.dispose()
        return found


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """The worker's browser."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: Site, transcript_id: uuid.UUID) -> Page:
    """The review page, open."""
    page = context.new_page()
    page.goto(f"{site.root}/transcripts/{transcript_id}")
    expect(page.locator("[data-toggle]")).to_be_visible()
    expect(page.locator("#s1 [data-shown]")).to_be_visible()
    return page


def texts(site: Site, transcript_id: uuid.UUID) -> list[str]:
    with create_app(site.settings).app_context():
        found = [one.text for one in segment_rows.list_segments(db.session.get_one(Transcript, transcript_id))]
        db.engine.dispose()
        return found


def sound_at(page: Page) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def open_field(page: Page, place: str) -> Locator:
    """Touch a segment as a person does; its field."""
    page.locator(f"{place} [data-shown]").dblclick(position={"x": 5, "y": 8})
    field = page.locator(f"{place} textarea")
    expect(field).to_be_focused()
    return field


def test_sound_and_text_go_in_step(page: Page) -> None:
    lit = "() => [...CSS.highlights.get('word-now')].map(range => range.toString()).join()"
    page.locator("#s1 [data-play]").click()
    expect(page.locator("#s1")).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-toggle]")).to_have_attribute("aria-label", "Pausa")
    page.wait_for_function(f"() => ({lit})() === 'undrar'")
    page.wait_for_function(f"() => ({lit})() === 'varför'")
    page.keyboard.press("F4")
    expect(page.locator("[data-toggle]")).to_have_attribute("aria-label", "Spela")
    before = sound_at(page)
    page.keyboard.press("F2")
    assert sound_at(page) == pytest.approx(before - 2, abs=0.1)

    page.locator("#s1 [data-shown]").click(position={"x": 6, "y": 8})
    page.wait_for_function("() => !document.querySelector('audio').paused")
    assert 5 <= sound_at(page) < 6, "the first word was touched and is heard"
    page.keyboard.press("F4")

    page.get_by_role("slider", name="Plats i inspelningen").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert sound_at(page) == pytest.approx(2, abs=0.1)
    page.keyboard.press("Alt+PageUp")
    rate, pitch = page.evaluate(
        "(({playbackRate, preservesPitch}) => [playbackRate, preservesPitch])(document.querySelector('audio'))"
    )
    assert (rate, pitch) == (1.1, True)
    page.get_by_label("Hastighet").select_option("2")
    page.evaluate("document.querySelector('audio').currentTime = 6")
    page.get_by_role("button", name="Upprepa stycket").click()
    page.wait_for_function("() => document.querySelector('audio').currentTime > 8.3")
    page.wait_for_function("() => document.querySelector('audio').currentTime < 6")


def test_what_is_written_is_saved_and_undone_also_after_a_reload(
    page: Page, site: Site, transcript_id: uuid.UUID
) -> None:
    open_field(page, "#s1").fill("Jag undrar varför hon slutade.")
    expect(page.locator("[data-saved-at]")).to_contain_text("Sparat")
    assert texts(site, transcript_id)[1] == "Jag undrar varför hon slutade."
    page.keyboard.press("Enter")
    expect(page.locator("#s1 [data-shown]")).to_have_text("Jag undrar varför hon slutade.")
    page.reload()
    page.get_by_role("button", name="Ångra").click()
    expect(page.locator("#s1 [data-shown]")).to_have_text(LINES[1][1])
    page.get_by_role("button", name="Gör om").click()
    expect(page.locator("#s1 [data-shown]")).to_have_text("Jag undrar varför hon slutade.")
    page.get_by_role("link", name="Äldre versioner").click()
    page.locator("main li a").last.click()
    page.get_by_role("button", name="Ta tillbaka den här texten").click()
    assert texts(site, transcript_id) == [text for _, text in LINES]


def test_what_was_typed_is_there_again_when_the_page_is_gone_within_a_second(
    context: BrowserContext, page: Page, site: Site, transcript_id: uuid.UUID
) -> None:
    field = open_field(page, "#s1")
    field.press("End")
    field.press_sequentially(" nu")
    page.close()  # at once: no rest has come, and nobody has been asked
    again = context.new_page()
    for _ in range(20):
        again.goto(f"{site.root}/transcripts/{transcript_id}")
        if again.locator("#s1 [data-shown]").inner_text().endswith(" nu"):
            break
        again.wait_for_timeout(250)
    expect(again.locator("#s1 [data-shown]")).to_contain_text(" nu")
    assert texts(site, transcript_id)[1].endswith(" nu")


def test_the_other_tab_sees_both_texts_and_chooses(
    page: Page, context: BrowserContext, site: Site, transcript_id: uuid.UUID
) -> None:
    other = context.new_page()
    other.goto(page.url)
    open_field(page, "#s1").fill("Den första fliken.")
    expect(page.locator("[data-saved-at]")).to_contain_text("Sparat")
    open_field(other, "#s1").fill("Den andra fliken.")
    expect(other.locator("#s1 [data-theirs]")).to_have_text("Den första fliken.")
    expect(other.locator("#s1 textarea")).to_have_value("Den andra fliken.")
    assert texts(site, transcript_id)[1] == "Den första fliken."
    other.get_by_role("button", name="Behåll det jag skrev").click()
    expect(other.locator("[data-saved-at]")).to_contain_text("Sparat")
    assert texts(site, transcript_id)[1] == "Den andra fliken."
    other.close()


def test_words_written_without_contact_are_saved_when_it_is_back(
    page: Page, context: BrowserContext, site: Site, transcript_id: uuid.UUID
) -> None:
    context.set_offline(True)
    open_field(page, "#s1").fill("Skrivet utan nät.")
    expect(page.locator("#s1 [data-said]")).to_contain_text("Inte sparat än")
    context.set_offline(False)
    expect(page.locator("[data-saved-at]")).to_contain_text("Sparat", timeout=15_000)
    assert texts(site, transcript_id)[1] == "Skrivet utan nät."


def test_everything_by_key(page: Page, site: Site, transcript_id: uuid.UUID) -> None:
    """Divide, join, voices, uncertain words, the card: the mouse is not touched."""
    page.locator("#s1 .segment__open").focus()
    page.keyboard.press("Enter")
    page.locator("#s1 textarea").evaluate("field => field.setSelectionRange(10, 10)")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#s2 textarea")).to_have_value("varför Petra slutade.")
    expect(page.locator("#s2 textarea")).to_be_focused()
    page.keyboard.press("Alt+Digit2")
    expect(page.locator("#s2 b[data-name]")).to_have_text("Barnet")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#s1 textarea")).to_be_focused()
    page.keyboard.press("Shift+Alt+Digit4")
    expect(page.locator("[data-who=other]")).to_have_count(3)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-who=child]")).to_have_count(3)
    page.locator("#s2 .segment__open").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Slå ihop med det förra").press("Enter")
    expect(page.locator("#s1 textarea")).to_have_value(LINES[1][1])
    page.keyboard.press("Escape")
    assert texts(site, transcript_id) == [text for _, text in LINES]

    page.keyboard.press("F8")
    expect(page.locator(".unsure--looked")).to_have_text("varför")
    expect(page.locator("[data-unsure-left]")).to_have_text("Nästa osäkra ställe, 1 kvar")
    page.keyboard.press("F9")
    expect(page.locator("[data-unsure-left]")).to_have_text("Inget osäkert ställe kvar")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Genvägar")).to_be_visible()
    expect(page.get_by_role("heading", name="Genvägar").last).to_be_focused()
    page.get_by_role("dialog").get_by_label("Spela, pausa").press("F7")
    page.keyboard.press("Escape")
    page.keyboard.press("F7")
    page.wait_for_function("() => document.querySelector('audio').paused")


def test_a_selected_word_lands_in_the_field_for_ones_own(page: Page) -> None:
    finish_correcting(page)
    expect(page.locator("form[action$='/search']")).to_have_count(0, timeout=60_000)  # it searches by itself
    page.locator(".segment__text").first.dblclick(position={"x": 5, "y": 10})
    expect(page.get_by_label("Ord i texten")).to_have_value("Hej")


def test_everything_works_without_script(browser: Browser, site: Site, transcript_id: uuid.UUID) -> None:
    context = browser.new_context(locale="sv-SE", java_script_enabled=False)
    context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    page = context.new_page()
    page.goto(f"{site.root}/transcripts/{transcript_id}")
    page.locator("#s1 .segment__open").click()
    page.locator("main textarea").fill("Utan skript.")
    page.get_by_role("button", name="Spara", exact=True).click()
    assert page.url.endswith("#s1")
    assert texts(site, transcript_id)[1] == "Utan skript."
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_every_page_is_accessible(page: Page, site: Site, transcript_id: uuid.UUID, scheme: str, width: int) -> None:
    rules: Sequence[str] = OF_THE_LOOK if scheme == "dark" else ()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    axe(page, rules=rules)
    page.locator("#s1 .segment__open").focus()
    page.keyboard.press("Enter")
    axe(page, rules=rules)
    page.keyboard.press("Escape")
    page.goto(f"{page.url.split('#')[0]}/versions")
    axe(page, rules=rules)
    page.go_back()
    finish_correcting(page)
    expect(page.locator("form[action$='/search']")).to_have_count(0, timeout=60_000)  # it searches by itself
    interview = f"{site.root}/interviews/{site.assignment_id}"
    for address in (page.url, f"{interview}/transcript/progress", f"{interview}/hand-over"):
        page.goto(address)
        axe(page, rules=rules)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_twenty_thousand_words_open_light_and_are_written_in(context: BrowserContext, site: Site) -> None:
    """What makes it quick is held here; how quick it is stands in the bench."""
    with create_app(site.settings).app_context():
        made = add_long_transcript(db.session.get_one(Assignment, site.assignment_id))
        db.engine.dispose()
    page = context.new_page()
    page.goto(f"{site.root}/transcripts/{made}")
    page.locator("[data-sheet][data-live]").wait_for(timeout=20_000)
    assert page.locator("[data-id]").count() == SEGMENTS
    assert page.evaluate("document.querySelectorAll('*').length") < SEGMENTS * 9
    fetched = page.evaluate(
        """() => { const [page] = performance.getEntriesByType("navigation");
          return performance.getEntriesByType("resource").map(({ name, startTime }) =>
            [name, startTime < page.domInteractive]); }"""
    )
    assert sum(name.endswith(".css") for name, _ in fetched) == 1
    assert all(ahead for name, ahead in fetched if "/js/editor/" in name), "a module waited for the text"
    assert page.locator("[data-sheet] :is(form, textarea, select, button)").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet__part')).contentVisibility") == "auto"
    page.locator("#s1199 .segment__open").focus()
    page.keyboard.press("Enter")
    page.locator("#s1199 textarea").fill("Sist av alla.")
    assert page.locator("form.editor").count() == 1
