"""How far an interview has come before the talk: the steps Prepare, Ask and Book, and the stages of the cycle."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from toolkit import row_by_row
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle
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


def has_been_asked(_cycle: Cycle) -> ColumnElement[bool]:
    """Whether the child or a guardian has been tried or has answered: a condition on `Assignment`."""
    tried = select(ContactEntry.id).where(ContactEntry.assignment_id == Assignment.id)
    return row_by_row.has(tried) | consent.has_answered()


def has_been_interviewed() -> ColumnElement[bool]:
    """Whether notes are finished, or there is a whole recording, or was one until a decision disposed of its sound: the
    talk has been held all the same. A condition on `Assignment`."""
    by_decision = and_(
        Assignment.recording_disposed_at.is_not(None),
        Recording.state == intake.DESTROYED,
        Recording.finished_at.is_not(None),
        Recording.refusal.is_(None),
    )
    taken = select(Recording.id).where(
        Recording.assignment_id == Assignment.id, or_(Recording.state == intake.WHOLE, by_decision)
    )
    written = select(Notes.assignment_id).where(Notes.assignment_id == Assignment.id, Notes.finished_at.is_not(None))
    return row_by_row.has(taken) | row_by_row.has(written)
