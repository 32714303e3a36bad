"""Listening and correcting in a real browser: sound and text in step, words saved as one goes."""

import re
import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app import create_app
from tests.inspection import axe
from tests.journeys.site import Site
from tests.transcription.interviews import LINES, a_sealed_recording, add_transcript
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription import practice, transcripts
from transcription.models import Transcript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running installation with one interview."""
    made = Site(tmp_path_factory.mktemp("site"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def transcript_id(site: Site) -> uuid.UUID:
    """A draft of the demo interview's first lines, with its sound; the only one of the interview."""
    with create_app(site.settings).app_context():
        assignment = db.session.get_one(Assignment, site.assignment_id)
        transcripts.remove_all(assignment)
        db.session.commit()
        take_number = db.session.query(Transcript).count() + uuid.uuid4().int % 10**6
        content = practice.DEMO_INTERVIEW.read_bytes()
        take = a_sealed_recording(assignment, content, duration_ms=150_860, take=take_number)
        made = add_transcript(take, lines=LINES).id
        db.session.commit()
        db.engine.dispose()
        return made


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
        found = [one.text for one in transcripts.list_segments(db.session.get_one(Transcript, transcript_id))]
        db.engine.dispose()
        return found


def test_a_time_plays_from_there_and_the_stretch_is_marked(page: Page) -> None:
    page.locator("#s1 [data-play]").click()
    expect(page.locator("#s1")).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-toggle]")).to_have_attribute("aria-label", "Pausa")
    expect(page.locator("[data-now]")).not_to_have_text(re.compile(r"^0\.0[0-7]$"), timeout=15_000)
    page.keyboard.press("F4")
    expect(page.locator("[data-toggle]")).to_have_attribute("aria-label", "Spela")
    before = page.evaluate("document.querySelector('audio').currentTime")
    page.keyboard.press("F2")
    assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(before - 3, abs=0.1)


def test_what_is_written_is_saved_by_itself(page: Page, site: Site, transcript_id: uuid.UUID) -> None:
    page.locator("#s1 [data-shown]").click()
    page.locator("#s1 textarea").fill("Jag undrar varför hon slutade.")
    expect(page.locator("[data-saved-at]")).to_contain_text("Sparat")
    assert texts(site, transcript_id)[1] == "Jag undrar varför hon slutade."
    page.keyboard.press("Enter")
    expect(page.locator("#s1 [data-shown]")).to_have_text("Jag undrar varför hon slutade.")


def test_the_other_tab_is_told_and_keeps_its_words(
    page: Page, context: BrowserContext, site: Site, transcript_id: uuid.UUID
) -> None:
    other = context.new_page()
    other.goto(page.url)
    page.locator("#s1 [data-shown]").click()
    page.locator("#s1 textarea").fill("Den första fliken.")
    expect(page.locator("[data-saved-at]")).to_contain_text("Sparat")
    other.locator("#s1 [data-shown]").click()
    other.locator("#s1 textarea").fill("Den andra fliken.")
    expect(other.locator("#s1 [data-said]")).to_contain_text("annan flik")
    expect(other.locator("#s1 textarea")).to_have_value("Den andra fliken.")
    assert texts(site, transcript_id)[1] == "Den första fliken."
    other.close(run_before_unload=False)


def test_words_written_without_contact_are_saved_when_it_is_back(
    page: Page, context: BrowserContext, site: Site, transcript_id: uuid.UUID
) -> None:
    context.set_offline(True)
    page.locator("#s1 [data-shown]").click()
    page.locator("#s1 textarea").fill("Skrivet utan nät.")
    expect(page.locator("#s1 [data-said]")).to_contain_text("Inte sparat än")
    context.set_offline(False)
    expect(page.locator("[data-saved-at]")).to_contain_text("Sparat", timeout=15_000)
    assert texts(site, transcript_id)[1] == "Skrivet utan nät."


def test_dividing_joining_and_changing_the_voice_by_key(page: Page, site: Site, transcript_id: uuid.UUID) -> None:
    page.locator("#s1 [data-shown]").click()
    page.locator("#s1 textarea").evaluate("field => field.setSelectionRange(10, 10)")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#s2 [data-shown]")).to_have_text("varför Petra slutade.")
    page.locator("#s2 [data-shown]").click()
    page.keyboard.press("Alt+1")
    expect(page.locator("#s2 b[data-name]")).to_have_text("Barnet")
    expect(page.locator("[data-saved-at]")).to_contain_text("Sparat")
    page.locator("#s2").get_by_role("button", name="Slå ihop").click()
    expect(page.locator("#s1 [data-shown]")).to_have_text("Jag undrar varför Petra slutade.")
    assert texts(site, transcript_id) == [text for _, text in LINES]


def test_a_selected_word_lands_in_the_field_for_ones_own(page: Page) -> None:
    page.get_by_role("button", name="Klar med rättningen").click()
    page.locator(".segment__text").first.dblclick(position={"x": 5, "y": 10})
    expect(page.get_by_label("Ord i texten")).to_have_value("Hej")


def test_everything_works_without_script(browser: Browser, site: Site, transcript_id: uuid.UUID) -> None:
    context = browser.new_context(locale="sv-SE", java_script_enabled=False)
    context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    page = context.new_page()
    page.goto(f"{site.root}/transcripts/{transcript_id}")
    page.locator("#s1 textarea").fill("Utan skript.")
    page.locator("#s1").get_by_role("button", name="Spara").click()
    assert page.url.endswith("#s1")
    assert texts(site, transcript_id)[1] == "Utan skript."
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible(page: Page, site: Site, transcript_id: uuid.UUID, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    axe(page)
    page.locator("#s1 [data-shown]").click()
    axe(page)
    page.get_by_role("button", name="Klar med rättningen").click()
    interview = f"{site.root}/interviews/{site.assignment_id}"
    for address in (page.url, f"{interview}/transcript/waiting", f"{interview}/hand-over"):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_an_ordinary_interview_of_thousands_of_words_opens(
    context: BrowserContext, site: Site, transcript_id: uuid.UUID
) -> None:
    lines = tuple((speaker, f"{text} " * 3) for speaker, text in LINES * 75)
    with create_app(site.settings).app_context():
        take = db.session.get_one(Transcript, transcript_id).recording
        assert take is not None
        transcripts.remove_of_take(take)
        made = add_transcript(take, lines=lines).id
        db.session.commit()
        db.engine.dispose()
    assert sum(len(text.split()) for _, text in lines) > 5000
    page = context.new_page()
    page.goto(f"{site.root}/transcripts/{made}", wait_until="commit")
    expect(page.locator("#s299 [data-shown]")).to_be_visible(timeout=15_000)
    page.locator("#s299 [data-shown]").click()
    page.locator("#s299 textarea").fill("Sist av alla.")
    expect(page.locator("[data-saved-at]")).to_contain_text("Sparat", timeout=15_000)
