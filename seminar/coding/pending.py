"""Pending codings: what those who take part have coded, where that waits until whoever leads accepts or declines it.

Such a coding is somebody's suggestion. Accepting lets it count; declining closes it, as taking away does.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from seminar.changes import following
from seminar.changes.models import ChangeKind
from seminar.coding import marked_texts, marking
from seminar.coding.models import Coding, Excerpt
from seminar.texts import rights
from seminar.themes import suggested
from toolkit.access import Actor
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from toolkit.errors import N_, WrongState
from transcription.transcripts.models import DeidentifiedTranscript

GONE = N_("It has been taken away meanwhile.")


def accept(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """Let a suggestion count, with its theme where that was suggested, too. Twice is once. Raises `NotFound`, and
    `WrongState` when it has been taken away, or its theme's name is taken."""
    following.require_leading(actor)
    row = marking.get_changeable(actor, cycle_id, coding_id)
    if row.removed_at:
        raise WrongState(GONE)
    if not row.is_waiting:
        return row
    row.is_waiting = False
    kind, with_theme = ChangeKind.SUGGESTION_ACCEPTED, suggested.accept(actor, row.theme)
    before = {"with_theme": True} if with_theme else None
    return marking.touch(actor, row, event=Event.EXCERPT_ACCEPTED, removed=False, kind=kind, before=before)


def accept_all(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, by: uuid.UUID) -> int:
    """Let everything count that somebody suggests in one text; how many that was. Raises `NotFound`."""
    following.require_leading(actor)
    cycle = following.get_followed(actor, cycle_id)
    theirs = select(Coding.id).join(Coding.excerpt).where(Excerpt.transcript_id == transcript_id, _waits())
    found = db.session.scalars(theirs.where(Coding.coded_by_id == by).order_by(Excerpt.start)).all()
    return len([accept(actor, cycle.id, coding_id) for coding_id in found])


def decline(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """Close a suggestion. Twice is once. Raises `NotFound`, and `WrongState` for what counts already."""
    following.require_leading(actor)
    row = marking.get_changeable(actor, cycle_id, coding_id)
    if not row.is_waiting:
        raise WrongState(N_("It counts already. Take it away if it should not stand there."))
    return marking.remove(actor, cycle_id, coding_id)


def reopen(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID, *, with_theme: bool = False) -> Coding:
    """Let it wait again, with the theme that was accepted with it: the undo of `accept`."""
    following.require_leading(actor)
    row = marking.get_changeable(actor, cycle_id, coding_id)
    row.is_waiting = True
    if with_theme:
        suggested.let_wait(actor, row.theme)
    kind = ChangeKind.SUGGESTION_REOPENED
    return marking.touch(actor, row, event=Event.SEMINAR_UNDONE, removed=False, kind=kind, before={"declined": False})


@dataclass(frozen=True, slots=True)
class Declined:
    """A suggestion that was declined, and in which line its words begin."""

    coding: Coding
    position: int


def list_declined(actor: Actor, cycle_id: uuid.UUID) -> list[Declined]:
    """What somebody who takes part suggested, was declined, and they have not seen yet."""
    if following.leads(actor):
        return []
    rows = db.session.scalars(_untold(actor, cycle_id).order_by(Coding.changed_at)).all()
    return [Declined(row, marked_texts.place_of(row)[1]) for row in rows]


def mark_seen(actor: Actor, cycle_id: uuid.UUID, *, coding_ids: Collection[uuid.UUID]) -> None:
    """They have seen that these were declined: they are told of them no more. Other people's stay as they are."""
    cycle = following.get_followed(actor, cycle_id)
    for row in db.session.scalars(_untold(actor, cycle.id).where(Coding.id.in_(coding_ids))):
        row.is_untold = False
    db.session.flush()


def _untold(actor: Actor, cycle_id: uuid.UUID) -> Select[Coding]:
    return (
        select(Coding)
        .join(Coding.excerpt)
        .join(Excerpt.transcript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .where(Assignment.cycle_id == cycle_id, rights.may_open(actor), Excerpt.lost_at.is_(None))
        .where(Coding.coded_by_id == actor.id, Coding.is_untold, Coding.removed_at.is_not(None))
        .options(contains_eager(Coding.excerpt), joinedload(Coding.theme))
    )


def count_waiting(actor: Actor, cycle_id: uuid.UUID) -> Mapping[uuid.UUID, int]:
    """How many suggestions wait in each text of a cycle of the own unit; texts without any are left out."""
    query = (
        select(Excerpt.transcript_id, func.count())
        .select_from(Coding)
        .join(Coding.excerpt)
        .join(Excerpt.transcript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .where(Assignment.cycle_id == cycle_id, Cycle.unit_id == actor.unit_id, _waits())
        .where(Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN))
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Excerpt.transcript_id))}


def _waits() -> ColumnElement[bool]:
    return Coding.removed_at.is_(None) & Coding.is_waiting
