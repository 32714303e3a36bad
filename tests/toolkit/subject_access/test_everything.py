"""Everything sealed about a child is told, or is said to be left out, and nobody at work is named."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.factories import CANARY
from tests.sealed import every_blob
from tests.toolkit.disposal.planning import a_scene
from tests.world import STAFF_CANARY, a_neighbourhood
from toolkit import clock
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Assignment, Child
from toolkit.db import db
from toolkit.disposal import gone, withdrawal
from toolkit.disposal.models import Material
from toolkit.subject_access import gathering, schema
from toolkit.subject_access.fields import LEFT_OUT, SECTIONS
from toolkit.subject_access.gathering import Held
from toolkit.vault.columns import KeyPart, key_name
from toolkit.vault.texts import text_key_id

TOLD = {
    "assignment.reason": "interview.reason", "booking.place_note": "booking.place_note",
    "chosen_quote.words": "quotes.in_report_as", "consent.decline_note": "answers.decline_note",
    "contact_details.child_name": "contact_details.child_name", "contact_entry.note": "contact_log.note",
    "counted_answers.answers": "counted_answers.answer", "deidentified_segment.text": "deidentified.lines",
    "disposal_hold.reason": "set_aside.reason", "excerpt.quote": "quotes.words", "excerpt_note.text": "quotes.notes",
    "guide_choice.reason": "guide.reason", "imported_file.content": "other_versions.text", "notes.text": "notes.text",
    "quote_review.child_words": "quotes.child_words", "quote_review.wording": "quotes.wording",
    "report_interviewer_answer.text": "report_answers.text", "retranscription.lines": "other_versions.text",
    "second_reading.comment": "second_readings.comment", "segment.text": "transcripts.lines",
    "segment.words": "transcripts.recognised", "seminar_mark.note": "reader_marks.note",
    "seminar_mark.quote": "reader_marks.words", "transcript_edit.after": "corrections.after",
    "transcript_edit.before": "corrections.before",
}  # fmt: skip
LEFT = {
    "contact_details.guardian_names": "guardian_contact", "contact_details.other": "guardian_contact",
    "contact_details.phone": "guardian_contact", "identifier_decision.place": "identifiers",
    "identifier_decision.token": "identifiers", "identifier_decision.word": "identifiers",
    "interviewer_response.answers": "reflection", "known_name.name": "known_names", "reflection.text": "reflection",
    "worry.handed_to": "worry_receiver",
}  # fmt: skip
OF_THE_PROGRAM = {
    "excerpt.after": "the words around a quote, which stand in the text", "excerpt.before": "the same",
    "seminar_mark.after": "the same", "seminar_mark.before": "the same",
    "transcript.peaks": "how loud the sound is", "transcript.suggestions": "what the machine proposes to replace",
}  # fmt: skip


@pytest.fixture
def child(app: Flask) -> Child:
    found = db.session.get_one(Assignment, a_neighbourhood().ids["assignment_id"])
    db.session.commit()
    return found.child


@pytest.fixture
def held(child: Child) -> Held:
    return gathering.gather(child)


def values(held: Held, section: str, field: str) -> Iterator[str]:
    for one in held.sections:
        if one.name == section:
            yield from (json.dumps(row.get(field), default=str, ensure_ascii=False) for row in one.rows)


def as_text(held: Held) -> str:
    made = schema.as_json(held.sections, held.left_out, made_at=clock.now(), reference="", unit="")
    return json.dumps(made, ensure_ascii=False)


def test_every_sealed_text_about_the_child_is_told_or_said_to_be_left_out(child: Child, held: Held) -> None:
    keys = {
        key_name(one.id, part) for one in db.session.query(Assignment).filter_by(child_id=child.id) for part in KeyPart
    }
    sealed = {blob.label for blob in every_blob() if text_key_id(blob.data) in keys}
    assert sealed <= TOLD.keys() | LEFT.keys() | OF_THE_PROGRAM.keys(), "say where it is told, or why not"
    said = {label: list(values(held, *TOLD[label].split("."))) for label in sealed & TOLD.keys()}
    codes = {"counted_answers.answers"}
    assert not [label for label, each in said.items() if label not in codes and not any(CANARY in one for one in each)]
    assert all(said.values())
    assert {LEFT[label] for label in sealed & LEFT.keys()} <= held.left_out.keys()


def test_what_is_told_and_left_out_has_its_words(held: Held) -> None:
    for section in held.sections:
        for row in section.rows:
            assert row.keys() <= SECTIONS[section.name].fields.keys(), section.name
    assert held.left_out.keys() <= LEFT_OUT.keys()


def test_nobody_at_work_is_named(held: Held) -> None:
    assert CANARY in as_text(held)
    assert STAFF_CANARY not in as_text(held).replace(f"Team {STAFF_CANARY}", "the team")


def test_the_log_says_what_was_done_and_not_by_whom(child: Child, held: Held) -> None:
    log = next(one for one in held.sections if one.name == "log")
    assert {row["act"] for row in log.rows} <= set(Event)
    assert all(row.keys() == {"at", "act"} for row in log.rows)
    assert len(log.rows) <= db.session.query(AuditEntry).count()


def test_what_is_disposed_of_is_gone_here_too_and_said_so(app: Flask) -> None:
    assignment = a_scene().assignment
    for material in (Material.RECORDING, Material.FULL_TEXT, Material.CONTACT):
        gone.dispose_of_interview(None, assignment, material=material)
    db.session.commit()
    left = gathering.gather(assignment.child)
    assert not left.sounds
    names = {one.name for one in left.sections}
    assert {"deidentified", "quotes", "recordings"} <= names
    assert not {"contact_details", "corrections", "notes"} & names


def test_after_a_withdrawal_there_is_that_a_child_was_asked_and_no_word(child: Child) -> None:
    withdrawal.withdraw(None, db.session.query(Assignment).filter_by(child_id=child.id).one())
    db.session.commit()
    left = gathering.gather(child)
    words = [one for one in left.sections if one.name != "requests"]  # the number of a request is the register's
    assert CANARY not in as_text(replace(left, sections=words))
    assert "interview" in {one.name for one in left.sections}
