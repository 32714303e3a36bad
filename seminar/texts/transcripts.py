"""The handed-over transcripts of a cycle, read by whoever leads the seminar or takes part: the approved, de-identified
copy and no other.

Opening one is put on the trail.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from seminar.changes import following
from seminar.texts import rights
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from toolkit.errors import NotFound
from transcription.transcripts.models import DeidentifiedTranscript


@dataclass(frozen=True, slots=True)
class Listed:
    """A text in the list: its number among all of its cycle, how many these are, and whether this person opens it.

    It is part number `part` of the `parts` of its interview.
    """

    number: int
    of: int
    transcript: DeidentifiedTranscript
    may_open: bool
    part: int
    parts: int


def list_transcripts(actor: Actor, cycle_id: uuid.UUID) -> Sequence[DeidentifiedTranscript]:
    """The handed-over transcripts of a cycle of the own unit, in the order they came. For the facilitator."""
    following.require_leading(actor)
    query = _readable(actor).where(Assignment.cycle_id == cycle_id)
    return db.session.scalars(query.order_by(DeidentifiedTranscript.handed_over_at)).all()


def list_texts(actor: Actor, cycle_id: uuid.UUID) -> list[Listed]:
    """The texts of a cycle that somebody opens, and those of the interviews that they held, which others open: in the
    order they came, with the numbers that they have for everybody. Raises `NotFound` for who does not follow it."""
    following.get_followed(actor, cycle_id)
    query = _handed_over(actor).where(Assignment.cycle_id == cycle_id).add_columns(rights.may_open(actor))
    rows = db.session.execute(query.order_by(DeidentifiedTranscript.handed_over_at)).all()
    siblings: dict[uuid.UUID, list[uuid.UUID]] = {}
    for transcript, _ in rows:
        siblings.setdefault(transcript.assignment_id, []).append(transcript.id)
    return [
        Listed(
            number,
            len(rows),
            transcript,
            is_open,
            siblings[transcript.assignment_id].index(transcript.id) + 1,
            len(siblings[transcript.assignment_id]),
        )
        for number, (transcript, is_open) in enumerate(rows, 1)
        if is_open or transcript.assignment.interviewer_id == actor.id
    ]


def get_number(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> tuple[int, int]:
    """The number of a text that the caller holds among those of its cycle, and how many these are."""
    query = _handed_over(actor).where(Assignment.cycle_id == cycle_id).with_only_columns(DeidentifiedTranscript.id)
    ids = db.session.scalars(query.order_by(DeidentifiedTranscript.handed_over_at)).all()
    return ids.index(transcript_id) + 1, len(ids)


def held_by(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> bool:
    """Whether a text is of an interview that somebody who follows the cycle held themselves, and so do not open."""
    if following.leads(actor):
        return False
    query = _handed_over(actor).where(DeidentifiedTranscript.id == transcript_id, Assignment.cycle_id == cycle_id)
    own = query.where(Assignment.interviewer_id == actor.id, following.follows(actor))
    return db.session.scalar(own.with_only_columns(DeidentifiedTranscript.id)) is not None


def get_transcript(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> DeidentifiedTranscript:
    """One handed-over transcript that somebody reads in a cycle of the own unit. Raises `NotFound`."""
    query = _readable(actor).where(DeidentifiedTranscript.id == transcript_id, Assignment.cycle_id == cycle_id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def record_look(actor: Actor, transcript: DeidentifiedTranscript) -> None:
    """Put a look at a transcript that the caller holds on the trail."""
    trail.record(actor, Event.DEIDENTIFIED_READ, transcript.id)


def _readable(actor: Actor) -> Select[DeidentifiedTranscript]:
    return _handed_over(actor).where(rights.may_open(actor))


def _handed_over(actor: Actor) -> Select[DeidentifiedTranscript]:
    return (
        select(DeidentifiedTranscript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .where(Cycle.unit_id == actor.unit_id, Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN))
        .options(contains_eager(DeidentifiedTranscript.assignment).joinedload(Assignment.child))
    )
