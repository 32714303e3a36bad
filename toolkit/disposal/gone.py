"""What disposing of each kind of material does: rows, bytes and data keys. Withdrawals and decisions both end here.

Harmless when it is done again: a crash, or a copy that was put back, may ask for the same once more.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import defer

from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.disposal.materials import DISPOSED_AT, RULES
from toolkit.disposal.models import Material
from toolkit.hooks import Hook
from toolkit.interviews import notes, removing
from toolkit.interviews.models import Booking
from toolkit.participation.models import Consent, ContactDetails, ContactEntry
from toolkit.surveys.models import ChildResponse, FocusNotes, StaffSurvey
from toolkit.vault import key_destruction
from toolkit.vault.columns import KeyPart, key_name, vault

FULL_TEXTS: Hook[Callable[[Assignment], None]] = Hook(
    "the full text is disposed of",
    "retranscriptions",
    "imported_files",
    "transcripts",
    "second_readings",
    "known_names",
)
"""Each destroys what it holds of words with names in them. What was handed over to the seminar stays."""

ANSWERS: Hook[Callable[[Cycle], None]] = Hook("a year's survey answers are disposed of", "report")
"""Each destroys its copies of what children and staff answered in a year."""


def dispose_of_interview(actor: Actor | None, assignment: Assignment, *, material: Material) -> None:
    """Destroy one kind of material of an interview that the caller holds, with the keys that it lies under."""
    if material is Material.RECORDING:
        removing.destroy_sound(actor, assignment)
    elif material is Material.FULL_TEXT:
        for destroy in FULL_TEXTS.each():
            destroy(assignment)
        notes.destroy(actor, assignment)
    elif material is Material.CONTACT:
        _forget_contact(assignment)
    else:
        withdrawal.destroy_material(actor, assignment)
    setattr(assignment, DISPOSED_AT[material].key, clock.now())
    key_destruction.destroy_at_commit(db.session(), assignment.id, parts=RULES[material].parts, by_decision=True)
    db.session.flush()


def dispose_of_answers(cycle: Cycle) -> None:
    """Destroy what children and staff answered in a year that the caller holds, and the key of it."""
    for destroy in ANSWERS.each():
        destroy(cycle)
    for table in (ChildResponse, StaffSurvey, FocusNotes):
        db.session.execute(delete(table).where(table.cycle_id == cycle.id))
    key_destruction.destroy_at_commit(db.session(), cycle.id, parts=RULES[Material.ANSWERS].parts, by_decision=True)
    db.session.flush()


def list_marked(material: Material, keys: frozenset[str]) -> Sequence[Assignment]:
    """The interviews that are still there although this material's key is among these, and went by a decision."""
    there = select(Assignment).where(
        Assignment.disposed_at.is_(None), Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN)
    )
    gone = keys & vault().keys.disposed
    return [one for one in db.session.scalars(there) if key_name(one.id, RULES[material].parts[0]) in gone]


def list_marked_years(keys: frozenset[str]) -> Sequence[Cycle]:
    """The years whose answers' key is among these."""
    return [one for one in db.session.scalars(select(Cycle)) if key_name(one.id, KeyPart.ANSWERS) in keys]


def _forget_contact(assignment: Assignment) -> None:
    """Who was asked, when and what they answered stays, without a name or a word."""
    db.session.execute(delete(ContactDetails).where(ContactDetails.assignment_id == assignment.id))
    # written over without being opened: a key may have been lost
    entries = select(ContactEntry).where(ContactEntry.assignment_id == assignment.id)
    for entry in db.session.scalars(entries.options(defer(ContactEntry.note))):
        entry.note = ""
    answers = select(Consent).where(Consent.assignment_id == assignment.id)
    for answer in db.session.scalars(answers.options(defer(Consent.decline_note))):
        answer.decline_note = ""
    booked = select(Booking).where(Booking.assignment_id == assignment.id).options(defer(Booking.place_note))
    for booking in db.session.scalars(booked):
        booking.place_note = ""
