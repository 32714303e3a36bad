"""A doubtful place is heard again: the answer comes to the open page by itself, and is used with one press."""

import json
import uuid

import pytest
from playwright.sync_api import Browser, expect

from app import create_app
from tests.inspection import axe
from tests.journeys.site import Site
from tests.transcription.interviews import LINES, a_sealed_recording, add_transcript
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.asr.confidence import ConfidenceFlag
from transcription.editor.retranscription.models import Retranscription
from transcription.editor.retranscription.offers import OfferState
from transcription.speech_models import practice
from transcription.transcripts import segment_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACE = [15_500, 2_500]


def an_uncertain_draft(site: Site) -> uuid.UUID:
    """A draft with a segment that the machine doubts, and a place where it heard no words."""
    with create_app(site.settings).app_context():
        assignment = db.session.get_one(Assignment, site.assignment_id)
        recording = a_sealed_recording(assignment, practice.DEMO_INTERVIEW.read_bytes(), duration_ms=150_860)
        made = add_transcript(recording, lines=LINES)
        made.untranscribed = {"spans": [PLACE]}
        segment_rows.list_segments(made)[1].confidence_flag = ConfidenceFlag.UNSURE
        db.session.commit()
        found = made.id
        db.engine.dispose()
        return found


def answer(site: Site, text: str) -> None:
    """What the worker would do: the one place that was asked for has been heard."""
    with create_app(site.settings).app_context():
        asked = db.session.query(Retranscription).filter_by(state=OfferState.ASKED).one()
        words = [[asked.start_ms, asked.end_ms, word, 0.9] for word in text.split()]
        asked.lines = json.dumps([[asked.start_ms, asked.end_ms, text, words, 0.9, None]])
        asked.state = OfferState.OFFERED
        db.session.commit()
        db.engine.dispose()


def test_the_answer_comes_by_itself_and_is_used(browser: Browser, site: Site) -> None:
    transcript_id = an_uncertain_draft(site)
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    context.add_cookies(site.cookies())  # type: ignore[arg-type]  # a name, a value and an address
    page = context.new_page()
    page.goto(f"{site.root}/transcripts/{transcript_id}")
    uncertain, silent = page.locator("#t5000"), page.locator(f"#t{PLACE[0]}")

    uncertain.get_by_role("button", name="Låt datorn lyssna igen").click()
    expect(uncertain).to_contain_text("Hörs igen, noggrannare.")
    answer(site, "Jag undrar varför Petronella slutade.")
    expect(uncertain).to_contain_text("Hört igen, noggrannare: Jag undrar varför Petronella slutade.")
    axe(page)
    uncertain.get_by_role("button", name="Använd det här").click()
    expect(page.locator("#s1 [data-shown]")).to_contain_text("Petronella")

    silent.get_by_role("button", name="Låt datorn lyssna igen").click()
    answer(site, "Mm.")
    silent.get_by_role("button", name="Använd det inte").click()
    expect(silent).to_contain_text("Datorn har lyssnat på alla sätt den kan.")
    silent.get_by_role("button", name="Inget att skriva här").click()
    expect(silent).to_have_count(0)
    context.close()
