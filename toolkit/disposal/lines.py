"""What is disposed of as lines that were over before a moment: sign-ins of the own unit, and the log of all units.

The log is one for the whole installation and goes from its beginning, so it goes as far as every unit's decision in
force allows. What is removed of it stays verifiable (`audit.cutting`).
"""

import uuid
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, literal, select

from toolkit.access import Actor
from toolkit.audit import cutting, trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.disposal import sign_in
from toolkit.disposal.models import DisposalDecision, DisposalProposal, Material
from toolkit.disposal.terms import end_of, latest_start
from toolkit.jobs import daily, queue
from toolkit.jobs.context import JobContext, Postponed
from toolkit.jobs.registry import Handler
from toolkit.people.models import Unit

REMOVE = "disposal:log_lines"
"""The job that removes lines of the log which two people have disposed of."""


def find_months(unit_id: uuid.UUID, material: Material) -> int | None:
    """How old a line becomes at the most; None where nothing of it may go. Of the log the longest term of all units."""
    which = and_(
        DisposalDecision.unit_id == Unit.id, DisposalDecision.material == material,
        DisposalDecision.replaced_at.is_(None),
    )  # fmt: skip
    query = select(DisposalDecision.months).select_from(Unit).outerjoin(DisposalDecision, which)
    if material is not Material.TRAIL:
        query = query.where(Unit.id == unit_id)
    months = db.session.scalars(query).all()
    return None if not months or None in months else max(each for each in months if each)


def border(months: int, *, by: date) -> datetime:
    """The moment before which a line was written whose term has ended by a day."""
    return end_of(latest_start(by, months))


def counting(unit_id: uuid.UUID, material: Material, months: int | None, *, by: date) -> ColumnElement[int]:
    """For a query: how many lines are due by a day."""
    if months is None:
        return literal(0)
    if material is Material.TRAIL:
        return cutting.counting(before=border(months, by=by))
    return sign_in.counting_ended(unit_id, before=border(months, by=by))


def count(unit_id: uuid.UUID, material: Material, *, by: date) -> int:
    """How many lines are due by a day."""
    months = find_months(unit_id, material)
    return db.session.scalar(select(counting(unit_id, material, months, by=by))) or 0


def dispose(actor: Actor, proposal: DisposalProposal) -> int:
    """Dispose of the lines that were due by the proposal's day, if the decisions in force still say so; how many."""
    months = find_months(proposal.unit_id, proposal.material)
    if months is None:
        return 0
    before = border(months, by=proposal.due_by)
    if proposal.material is Material.SIGN_IN:
        return sign_in.remove_ended(proposal.unit_id, before=before)
    anchor, removed = cutting.cut(db.session(), before=before)
    if removed:
        trail.record(actor, Event.LOG_DISPOSED, proposal.id, entries=anchor.seq, sha256=anchor.hash, removed=removed)
        queue.enqueue(None, REMOVE, ref=daily.NOTHING)
    return removed


def remove_bytes(unit: JobContext) -> None:
    """For the worker: remove lines of the log that are disposed of, some at a time; also what a kill has left."""
    removed = cutting.AT_ONCE
    while removed:
        with unit.saving() as session:
            removed = cutting.remove_cut(session)
    raise Postponed("done_for_today", after=daily.EVERY)


HANDLER = Handler(remove_bytes, daily=True)
