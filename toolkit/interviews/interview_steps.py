"""How far an interview has come before the talk: the steps Prepare, Ask and Book, and the stages of the cycle."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.interviews import intake, planning
from toolkit.interviews.models import Notes, Recording
from toolkit.interviews.steps import StepFacts
from toolkit.participation import chronicle, consent
from toolkit.participation.models import ContactEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts(StepFacts):
    """Who has said what, and the contacts so far: (machine date, date in words, what happened), oldest first."""

    standing: consent.Standing
    lines: Sequence[tuple[str, str, str]]


def step_facts(_actor: Actor, assignment: Assignment) -> dict[str, StepFacts]:
    """The facts of the steps before the talk."""
    preparation, booking = planning.find_preparation(assignment), planning.find_booking(assignment)
    return {
        "prepare": StepFacts(done_at=preparation.prepared_at if preparation else None),
        "contact": _contact(assignment),
        "book": StepFacts(done_at=booking.booked_at if booking else None),
    }


def _contact(assignment: Assignment) -> ContactFacts:
    standing = consent.standing(assignment)
    return ContactFacts(
        done_at=max(answer.given_at for answer in standing.answers) if standing.may_interview else None,
        standing=standing,
        lines=chronicle.list_lines(assignment, standing.answers),
    )


def list_asked(cycle_id: uuid.UUID) -> Collection[uuid.UUID]:
    """The assignments of a cycle whose child or guardian has been tried or has answered."""
    tried = select(ContactEntry.assignment_id).join(ContactEntry.assignment).where(Assignment.cycle_id == cycle_id)
    return {*db.session.scalars(tried), *consent.list_answered(cycle_id)}


def list_interviewed(cycle_id: uuid.UUID) -> Collection[uuid.UUID]:
    """The assignments of a cycle that have finished notes or a whole recording, or had one until a decision disposed
    of its sound: the talk has been held all the same."""
    by_decision = and_(
        Assignment.recording_disposed_at.is_not(None),
        Recording.state == intake.DESTROYED,
        Recording.finished_at.is_not(None),
        Recording.refusal.is_(None),
    )
    taken = (
        select(Recording.assignment_id)
        .join(Recording.assignment)
        .where(Assignment.cycle_id == cycle_id, or_(Recording.state == intake.WHOLE, by_decision))
    )
    written = (
        select(Notes.assignment_id)
        .join(Assignment, Assignment.id == Notes.assignment_id)
        .where(Assignment.cycle_id == cycle_id, Notes.finished_at.is_not(None))
    )
    return {*db.session.scalars(taken), *db.session.scalars(written)}
