"""One key per word in a real browser: the page searches by itself, shows each decision at once, and undoes it."""

import pytest
from playwright.sync_api import Browser, expect

from app import create_app
from tests.inspection import axe
from tests.journeys.site import Site
from tests.transcription.interviews import Interview as Told
from tests.transcription.interviews import a_transcript
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.people.models import Person
from transcription.deidentification import reading
from transcription.models import Transcript
from transcription.transcripts import State

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

LINES = (
    ("interviewer", "Hej Alva, vad bra att du kom."),
    ("child", "Min kompis Samir sa det, och Samirs pappa. Vi bor i Sollefteå."),
)


def test_one_key_decides_and_another_undoes(browser: Browser, site: Site) -> None:
    with create_app(site.settings).app_context():
        assignment = db.session.get_one(Assignment, site.assignment_id)
        worker = db.session.get_one(Person, site.worker_id)
        told = Told(worker=worker, colleague=worker, facilitator=worker, assignment=assignment)
        transcript_id = a_transcript(told, state=State.CORRECTED, lines=LINES).id
        db.session.commit()
        db.engine.dispose()
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    page = context.new_page()
    page.goto(f"{site.root}/transcripts/{transcript_id}/words")
    cards = page.locator("li[data-key]")
    expect(cards).to_have_count(3, timeout=90_000)  # the search began by itself
    expect(cards.first).to_be_focused()
    axe(page)
    page.keyboard.press("j")
    page.keyboard.press("1")  # Samir
    expect(page.locator(".sheet .replaced")).to_have_text(["kompis 1", "kompis 1:s"])
    page.keyboard.press("z")
    expect(page.locator(".sheet .replaced")).to_have_count(0)
    expect(cards).to_have_count(3)
    for key in "121":  # Samir, Sollefteå, Alva: the list goes round until nothing waits
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Jag har läst allt")).to_be_enabled(timeout=30_000)
    with create_app(site.settings).app_context():
        texts = [text for _, text in reading.list_texts(db.session.get_one(Transcript, transcript_id))]
        db.engine.dispose()
    assert texts[1] == "Min kompis [kompis 1] sa det, och [kompis 1:s] pappa. Vi bor i Sollefteå."
    assert "[" in texts[0]
    context.close()
