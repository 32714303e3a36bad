"""What the interviewer need not be asked: the booking, the room and the recording have told it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.interviews import planning
from toolkit.interviews.models import Booking, Mark, Notes, Recording, RecordingState
from toolkit.interviews.room import ALREADY_ANSWERED, BROKEN_OFF, OF_QUESTIONS, REPEATED, TOO_HARD
from toolkit.participation import consent

MINUTE_MS = 60_000
SAID_OF_QUESTIONS = {
    TOO_HARD: "hard_questions",
    REPEATED: "repeated_questions",
    ALREADY_ANSWERED: "answered_questions",
}


def facts_of(assignment: Assignment) -> Mapping[str, Any]:
    """What is known of an interview that the caller holds, by the ids of `known` in interviewer_survey.yaml."""
    booking, recordings = planning.find_booking(assignment), _recordings(assignment)
    marks = db.session.scalars(select(Mark).where(Mark.assignment_id == assignment.id, Mark.undone_at.is_(None))).all()
    facts = {
        "case_state": "current" if assignment.child.case_open else "closed",
        "minutes": _minutes(booking, recordings),
        "place": booking.place if booking else None,
        "interpreter_needed": ("yes" if booking.interpreter else "no") if booking else None,
        "recording": _how_recorded(assignment, recordings),
        "silent_communication": "marked" if any(_is_sign(mark) for mark in marks) else "none",
        **_questions(marks),
    }
    return {name: value for name, value in facts.items() if value is not None}


def _recordings(assignment: Assignment) -> Sequence[Recording]:
    return db.session.scalars(
        select(Recording).where(Recording.assignment_id == assignment.id, Recording.state != RecordingState.RECEIVING)
    ).all()


def _minutes(booking: Booking | None, recordings: Sequence[Recording]) -> int | None:
    """How long the recordings are together, else what was booked."""
    recorded = sum(one.duration_ms or 0 for one in recordings)
    if recorded:
        return max(1, round(recorded / MINUTE_MS))
    return booking.minutes if booking else None


def _how_recorded(assignment: Assignment, recordings: Sequence[Recording]) -> str | None:
    """None where there is neither sound nor notes: the text has come from elsewhere, and the program knows no more."""
    if not consent.standing(assignment).may_record:
        return "refused"
    sounding = [one for one in recordings if one.state != RecordingState.REFUSED]
    if not sounding:
        return "failed" if recordings else "notes_only" if _has_notes(assignment) else None
    return "partly" if any(one.lacks_sound for one in sounding) else "no_trouble"


def _has_notes(assignment: Assignment) -> bool:
    finished = select(Notes.finished_at).where(Notes.assignment_id == assignment.id)
    return db.session.scalar(finished) is not None


def _is_sign(mark: Mark) -> bool:
    return mark.kind not in {*OF_QUESTIONS, BROKEN_OFF}


def _questions(marks: Sequence[Mark]) -> Mapping[str, list[str]]:
    """The questions that were too hard, came again or were answered already, each once."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mark in marks:
        if mark.kind in SAID_OF_QUESTIONS and mark.question_id:
            found[SAID_OF_QUESTIONS[mark.kind]].add(mark.question_id)
    return {name: sorted(questions) for name, questions in found.items()}
