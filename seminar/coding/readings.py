"""What the group has read: every figure of the seminar is «of so many that were read», and an unread text moves none.

A text is read when words in it stand under a theme, or when the facilitator has said so. A child is read when every
text of theirs is.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.coding.models import Coding, Excerpt, Reading, counts
from seminar.texts.transcripts import get_transcript
from toolkit import row_by_row
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript


def mark_read(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, is_read: bool) -> None:
    """Say that the group has read a text through, or take that back. Raises `NotFound`, and `WrongState` once the
    report is finished."""
    actor.require(Role.FACILITATOR)
    transcript = get_transcript(actor, cycle_id, transcript_id)
    states.require_open(cycle_id)
    row = db.session.get(Reading, transcript.id)
    if is_read == (row is not None):
        return
    if row is None:
        db.session.add(Reading(transcript_id=transcript.id, marked_by_id=actor.id))
    else:
        db.session.delete(row)
    db.session.flush()
    trail.record(actor, Event.TRANSCRIPT_MARKED_READ, transcript.id, is_read=is_read)
    kind = ChangeKind.READ if is_read else ChangeKind.UNREAD
    log.append(actor, cycle_id, kind, of=transcript.id, transcript=transcript.id)


def is_marked(transcript: DeidentifiedTranscript) -> bool:
    """Whether somebody has said that a text that the caller holds is read."""
    return db.session.get(Reading, transcript.id) is not None


def list_read(actor: Actor, cycle_id: uuid.UUID) -> set[uuid.UUID]:
    """The ids of the texts of a cycle of the own unit that are read."""
    query = _texts(actor, select(DeidentifiedTranscript.id)).where(Assignment.cycle_id == cycle_id, was_read())
    return set(db.session.scalars(query))


def count_unread_in(actor: Actor, cycle_id: uuid.UUID) -> int:
    """How many handed-over texts of a cycle of the own unit are not read."""
    query = _texts(actor, select(func.count())).where(Assignment.cycle_id == cycle_id, ~was_read())
    return db.session.scalar(query) or 0


def count_unread(actor: Actor) -> dict[uuid.UUID, int]:
    """The same by cycle of the own unit, for those whose report is not finished: nothing waits in the others."""
    query = _texts(actor, select(Assignment.cycle_id, func.count())).where(Cycle.state.in_(states.OPEN), ~was_read())
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Assignment.cycle_id))}


def children_read(actor: Actor, cycle_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, frozenset[uuid.UUID]]:
    """The ids of the children who are read, by cycle of the own unit. Every cycle that was asked for has its set."""
    wanted = list(cycle_ids)
    unread = func.count().filter(~was_read())
    query = _texts(actor, select(Assignment.cycle_id, Assignment.child_id)).where(Assignment.cycle_id.in_(wanted))
    read: dict[uuid.UUID, list[uuid.UUID]] = {one: [] for one in wanted}
    for cycle_id, child_id in db.session.execute(
        query.group_by(Assignment.cycle_id, Assignment.child_id).having(unread == 0)
    ):
        read[cycle_id].append(child_id)
    return {cycle_id: frozenset(children) for cycle_id, children in read.items()}


def was_read() -> ColumnElement[bool]:
    """Whether a handed-over text is read, as a condition on `DeidentifiedTranscript`."""
    # Looked up text by text: a list of all that were ever read would grow with every year of every unit.
    said = select(Reading.transcript_id).where(Reading.transcript_id == DeidentifiedTranscript.id)
    under = select(Coding.id).where(Coding.excerpt_id == Excerpt.id, counts())
    marked = select(Excerpt.id).where(Excerpt.transcript_id == DeidentifiedTranscript.id, under.exists())
    return row_by_row.has(said) | row_by_row.has(marked)


def _texts(actor: Actor, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(DeidentifiedTranscript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .where(Cycle.unit_id == actor.unit_id, Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN))
    )
