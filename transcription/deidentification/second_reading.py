"""A colleague reads the de-identified text before it is handed over, where the unit wants that.

Whoever reads sees the text as the seminar would, and nothing else: no recording, no name, no replaced word. It is never
the interviewer, and never anybody who handles or has handled the child.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import joinedload

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment, ChildHandler, Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.people import directory
from toolkit.people.models import Person
from transcription.deidentification import marked_text
from transcription.deidentification.models import ReadingState, SecondReading
from transcription.transcripts import access
from transcription.transcripts.access import Part
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.states import SAFE, State

ASKED, APPROVED, SENT_BACK = ReadingState
LONGEST_COMMENT = 2000
CHOOSE = N_("Choose a colleague who has not handled the child.")


@dataclass(frozen=True, slots=True)
class ReadingStatus:
    """How the second reading of an interview stands. `last` is the newest for the text as it is approved now."""

    is_wanted: bool
    last: SecondReading | None = None
    readers: Sequence[Person] = ()

    @property
    def is_missing(self) -> bool:
        """Whether the text must wait for a colleague."""
        return self.is_wanted and (self.last is None or not self.last.is_approved)


@dataclass(frozen=True, slots=True)
class SecondReadingPage:
    """What the colleague reads."""

    reading: SecondReading
    lines: Sequence[tuple[Segment, str]]
    is_practice: bool


def standing(actor: Actor, assignment: Assignment, *, parts: Sequence[Part]) -> ReadingStatus:
    """How it stands for the interviewer who holds the assignment, with the colleagues who can be asked."""
    if not assignment.cycle.unit.second_reader:
        return ReadingStatus(is_wanted=False)
    return ReadingStatus(is_wanted=True, last=_last(assignment, parts), readers=list_readers(actor, assignment))


def require(actor: Actor, assignment: Assignment, *, parts: Sequence[Part]) -> None:
    """Raises `WrongState` while a colleague must read the text and has not approved it."""
    fresh = [part for part in parts if part.state == State.APPROVED]
    if fresh and standing(actor, assignment, parts=parts).is_missing:
        raise WrongState(N_("A colleague must read the text before you hand it over."))


def list_readers(actor: Actor, assignment: Assignment) -> Sequence[Person]:
    """Social workers of the unit who neither did the interview nor handle, or have handled, the child."""
    barred = {
        assignment.interviewer_id,
        *db.session.scalars(select(ChildHandler.person_id).where(ChildHandler.child_id == assignment.child_id)),
    }
    return [one for one in directory.list_colleagues(actor, role=Role.SOCIAL_WORKER) if one.id not in barred]


def ask(actor: Actor, assignment_id: uuid.UUID, *, reader_id: uuid.UUID) -> SecondReading:
    """Ask a colleague to read what is approved. Who was asked before is no longer asked.

    Raises `WrongState` while a part is not approved or nobody needs to read, `InvalidInput` for somebody who may not.
    """
    assignment = assignments.get_own(actor, assignment_id)
    parts = access.list_parts(assignment)
    if not assignment.cycle.unit.second_reader:
        raise WrongState(N_("Your unit does not use a second reader. You can hand over yourself."))
    if not parts or any(part.state not in SAFE for part in parts):
        raise WrongState(
            N_("Every part of the interview must be corrected and approved before you hand over."),
            page="interview",
            of=assignment_id,
        )
    if reader_id not in {one.id for one in list_readers(actor, assignment)}:
        raise InvalidInput(CHOOSE, field="reader")
    db.session.execute(
        delete(SecondReading).where(SecondReading.assignment_id == assignment.id, SecondReading.state == ASKED)
    )
    made = SecondReading(assignment_id=assignment.id, reader_id=reader_id, asked_at=clock.now())
    db.session.add(made)
    db.session.flush()
    trail.record(actor, Event.SECOND_READING_ASKED, assignment.id, reader=reader_id)
    return made


def list_asked(actor: Actor) -> Sequence[SecondReading]:
    """The readings that wait for the person, the oldest first."""
    waiting: Sequence[SecondReading] = db.session.scalars(_mine(actor)).all()
    return [one for one in waiting if _transcripts(one)]


def open_page(actor: Actor, reading_id: uuid.UUID) -> SecondReadingPage:
    """The text for the colleague who was asked, put on the trail. Raises `NotFound` for everybody else."""
    found = _get_mine(actor, reading_id)
    written = _transcripts(found)
    for one in written:
        trail.record(actor, Event.DEIDENTIFIED_READ, one.id)
    lines = [(segment, text) for one in written for segment, text in marked_text.list_texts(one) if text]
    return SecondReadingPage(found, lines, any(one.is_practice for one in written))


def answer(actor: Actor, reading_id: uuid.UUID, *, state: str, comment: str = "") -> SecondReading:
    """Approve the text, or send it back with a comment about what can still be recognised.

    Raises `NotFound`, and `InvalidInput` for sending back without a word.
    """
    found = _get_mine(actor, reading_id, to_change=True)
    comment = comment.strip()[:LONGEST_COMMENT]
    if state not in {APPROVED, SENT_BACK}:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
    if state == SENT_BACK and not comment:
        raise InvalidInput(N_("Write what can still be recognised, so that your colleague finds it."), field="comment")
    found.state, found.comment, found.answered_at = ReadingState(state), comment, clock.now()
    db.session.flush()
    trail.record(actor, Event.SECOND_READING_ANSWERED, found.assignment_id, outcome=state)
    return found


def remove_all(assignment: Assignment) -> None:
    """Forget who read and what was said, when the interview is withdrawn."""
    db.session.execute(delete(SecondReading).where(SecondReading.assignment_id == assignment.id))


def _last(assignment: Assignment, parts: Sequence[Part]) -> SecondReading | None:
    """The newest reading of the text as it is approved now: approving anew makes an earlier reading worth nothing."""
    approved = [part.transcript.approved_at for part in parts if part.transcript and part.transcript.approved_at]
    found: SecondReading | None = db.session.scalar(
        select(SecondReading)
        .where(SecondReading.assignment_id == assignment.id)
        .order_by(SecondReading.asked_at.desc())
        .limit(1)
        .options(joinedload(SecondReading.reader))
    )
    if found is None or len(approved) < len(parts):
        return found if found is not None and found.state == SENT_BACK else None
    return found if found.state == SENT_BACK or found.asked_at >= max(approved) else None


def _mine(actor: Actor) -> Select[Any]:
    handled = exists().where(ChildHandler.child_id == Assignment.child_id, ChildHandler.person_id == actor.id)
    return (
        select(SecondReading)
        .join(SecondReading.assignment)
        .join(Assignment.cycle)
        .where(
            SecondReading.reader_id == actor.id,
            SecondReading.state == ASKED,
            Assignment.interviewer_id != actor.id,
            Assignment.ended_at.is_(None),
            Cycle.unit_id == actor.unit_id,
            ~handled,
        )
        .order_by(SecondReading.asked_at)
        .options(joinedload(SecondReading.assignment).joinedload(Assignment.interviewer))
    )


def _get_mine(actor: Actor, reading_id: uuid.UUID, *, to_change: bool = False) -> SecondReading:
    query = _mine(actor).where(SecondReading.id == reading_id)
    found: SecondReading | None = db.session.scalar(query.with_for_update(of=SecondReading) if to_change else query)
    if found is None or not _transcripts(found):
        raise NotFound
    return found


def _transcripts(asked: SecondReading) -> Sequence[Transcript]:
    """The texts of the interview, if every one is approved as it was when the colleague was asked; none otherwise."""
    written = db.session.scalars(
        select(Transcript).where(Transcript.assignment_id == asked.assignment_id).order_by(Transcript.created_at)
    ).all()
    as_asked = all(
        one.state in SAFE and one.approved_at is not None and one.approved_at <= asked.asked_at for one in written
    )
    return written if as_asked else ()
