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
from seminar.texts.numbering import TextNumber, number_all
from toolkit import paging
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.paging import Page
from transcription.transcripts.models import DeidentifiedTranscript, Transcript


@dataclass(frozen=True, slots=True)
class Listed:
    """A text in the list: what it is called, and whether this person opens it."""

    number: TextNumber
    transcript: DeidentifiedTranscript
    may_open: bool


def list_transcripts(actor: Actor, cycle_id: uuid.UUID) -> Sequence[DeidentifiedTranscript]:
    """The handed-over transcripts of a cycle of the own unit, in the order they came. For the facilitator."""
    following.require_leading(actor)
    query = _readable(actor).where(Assignment.cycle_id == cycle_id)
    return db.session.scalars(query.order_by(*_IN_ORDER)).all()


def list_texts(actor: Actor, cycle_id: uuid.UUID) -> list[Listed]:
    """The texts of a cycle that somebody opens, and those of the interviews that they held, which others open: one
    interview after the other, called as for everybody. Raises `NotFound` for who does not follow the cycle."""
    following.get_followed(actor, cycle_id)
    query = _handed_over(actor).where(Assignment.cycle_id == cycle_id).add_columns(rights.may_open(actor))
    rows = db.session.execute(query.order_by(*_IN_ORDER)).all()
    numbers = number_all((transcript.id, transcript.assignment_id) for transcript, _ in rows)
    listed = [
        Listed(numbers[transcript.id], transcript, is_open)
        for transcript, is_open in rows
        if is_open or transcript.assignment.interviewer_id == actor.id
    ]
    return sorted(listed, key=lambda one: one.number)


@dataclass(frozen=True, slots=True)
class TextsPage:
    """A page of the texts that somebody opens or held, and of how many interviews all of them are."""

    texts: Page[Listed]
    interviews: int


def page_of_texts(actor: Actor, cycle_id: uuid.UUID, *, page: int = 1) -> TextsPage:
    """The same as `list_texts`, a page of it: of the others only the ids are fetched."""
    following.get_followed(actor, cycle_id)
    of_cycle = _handed_over(actor).where(Assignment.cycle_id == cycle_id)
    columns = of_cycle.with_only_columns(
        DeidentifiedTranscript.id, DeidentifiedTranscript.assignment_id, Assignment.interviewer_id,
        rights.may_open(actor),
    )  # fmt: skip
    rows = db.session.execute(columns.order_by(*_IN_ORDER)).all()
    numbers = number_all((row[0], row[1]) for row in rows)
    opens = {row[0]: bool(row[3]) for row in rows if row[3] or row[2] == actor.id}
    chosen = paging.cut(sorted(opens, key=numbers.__getitem__), number=page)
    found = {one.id: one for one in db.session.scalars(of_cycle.where(DeidentifiedTranscript.id.in_(chosen.rows)))}
    texts = chosen.each(lambda key: Listed(numbers[key], found[key], opens[key]))
    return TextsPage(texts, len({row[1] for row in rows if row[0] in opens}))


def list_numbers(actor: Actor, cycle_id: uuid.UUID) -> dict[uuid.UUID, TextNumber]:
    """What the texts of a cycle of the own unit are called."""
    query = _handed_over(actor).where(Assignment.cycle_id == cycle_id)
    columns = query.with_only_columns(DeidentifiedTranscript.id, DeidentifiedTranscript.assignment_id)
    return number_all((row[0], row[1]) for row in db.session.execute(columns.order_by(*_IN_ORDER)))


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


_IN_ORDER = (DeidentifiedTranscript.handed_over_at, Transcript.created_at)


def _handed_over(actor: Actor) -> Select[DeidentifiedTranscript]:
    return (
        select(DeidentifiedTranscript)
        .join(DeidentifiedTranscript.assignment)
        .join(Transcript, Transcript.id == DeidentifiedTranscript.transcript_id)
        .join(Assignment.cycle)
        .where(Cycle.unit_id == actor.unit_id, Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN))
        .options(contains_eager(DeidentifiedTranscript.assignment).joinedload(Assignment.child))
    )
