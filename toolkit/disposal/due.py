"""What is due by the decisions, now or soon, in the unit of the person who asks: interviews and years, no child's word.

An interview is due when the term of a decision has ended that has held at any time since the interview began. What is
set aside, what was withdrawn and what is gone already is never due.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle, CyclePhase, EndReason
from toolkit.db import db
from toolkit.disposal import lines
from toolkit.disposal.decisions import DECIDING
from toolkit.disposal.materials import LINES, OF_AN_INTERVIEW
from toolkit.disposal.models import (
    CountedFrom,
    DisposalDecision,
    DisposalHold,
    DisposalItem,
    DisposalProposal,
    Material,
    Outcome,
)
from toolkit.hooks import Hook
from toolkit.interviews import intake
from toolkit.interviews.models import Booking, Notes, Recording
from toolkit.participation.models import Consent, ContactDetails, ContactEntry
from toolkit.surveys.models import ChildResponse, FocusNotes, StaffSurvey

SOON = timedelta(days=30)
"""So long before its last day something may be disposed of: two people need time, and «at the latest» is a promise."""

HAS_FULL_TEXT: Hook[Callable[[], ColumnElement[bool]]] = Hook("it is asked whether a full text is there", "transcripts")
"""For a query of assignments: whether words with names in them are there."""


@dataclass(frozen=True, slots=True)
class Due:
    """How much of one kind is due: past its last day, by today, and within `SOON` (each holds the ones before it)."""

    overdue: int
    now: int
    soon: int


def count(actor: Actor) -> Mapping[Material, Due]:
    """How much is due in the own unit, by material; without what has no term."""
    actor.require(*DECIDING)
    today = clock.today()
    days = (today - timedelta(1), today, today + SOON)
    with_term = _with_term(actor.unit_id)
    asked = [
        column
        for material, decisions in with_term.items()
        for column in _counting(actor.unit_id, material, decisions, days=days)
    ]
    numbers = list(db.session.execute(select(*asked)).one()) if asked else []
    return {material: Due(*numbers[n * 3 : n * 3 + 3]) for n, material in enumerate(with_term)}


def list_ids(unit_id: uuid.UUID, material: Material, *, by: date) -> Sequence[uuid.UUID]:
    """The interviews (of answers: the cycles) whose term has ended by a day, in the order of their ids."""
    query = find_query(unit_id, material, by=by)
    return [] if query is None else db.session.scalars(query.order_by(query.selected_columns[0])).all()


def find_query(unit_id: uuid.UUID, material: Material, *, by: date) -> Select[Any] | None:
    """The same as a query, for a larger one; None where no decision has a term."""
    decisions = _with_term(unit_id).get(material)
    if not decisions or material in LINES:
        return None
    return _query(unit_id, material, decisions, by=by)


def _counting(
    unit_id: uuid.UUID, material: Material, decisions: Sequence[DisposalDecision], *, days: Sequence[date]
) -> Iterator[ColumnElement[int]]:
    if material in LINES:
        own = next((each.months for each in decisions if each.replaced_at is None), None)
        months = lines.find_months(unit_id, material) if material is Material.TRAIL else own
        yield from (lines.counting(unit_id, material, months, by=day) for day in days)
        return
    for day in days:
        listed = _query(unit_id, material, decisions, by=day).subquery()
        yield select(func.count()).select_from(listed).scalar_subquery()


def _with_term(unit_id: uuid.UUID) -> Mapping[Material, list[DisposalDecision]]:
    """The decisions with a term, by material, the newest last. Earlier ones hold for what began under them."""
    rows = db.session.scalars(
        select(DisposalDecision)
        .where(DisposalDecision.unit_id == unit_id, DisposalDecision.months.is_not(None))
        .order_by(DisposalDecision.created_at, DisposalDecision.id)
    )
    found: dict[Material, list[DisposalDecision]] = {}
    for row in rows:
        found.setdefault(row.material, []).append(row)
    return found


def _query(unit_id: uuid.UUID, material: Material, decisions: Sequence[DisposalDecision], *, by: date) -> Select[Any]:
    of_interviews = material in OF_AN_INTERVIEW
    began = Assignment.created_at if of_interviews else Cycle.created_at
    ended = [
        and_(
            true() if each.replaced_at is None else began < each.replaced_at,
            _has_begun(each, material, by=by),
        )
        for each in decisions
    ]
    base = _interviews(unit_id, material) if of_interviews else _years(unit_id)
    return base.where(or_(*ended))


def _interviews(unit_id: uuid.UUID, material: Material) -> Select[Any]:
    held = select(DisposalHold.id).where(DisposalHold.assignment_id == Assignment.id, DisposalHold.lifted_at.is_(None))
    return (
        select(Assignment.id)
        .join(Assignment.cycle)
        .where(
            Cycle.unit_id == unit_id,
            Assignment.disposed_at.is_(None),
            Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN),
            ~held.exists(),
            ~_is_gone(material, DisposalItem.assignment_id == Assignment.id),
            _is_there(material),
        )
    )


def _years(unit_id: uuid.UUID) -> Select[Any]:
    has_any = or_(
        *(select(table.cycle_id).where(table.cycle_id == Cycle.id).exists()
          for table in (ChildResponse, StaffSurvey, FocusNotes))
    )  # fmt: skip
    gone = _is_gone(Material.ANSWERS, DisposalItem.cycle_id == Cycle.id)
    return select(Cycle.id).where(Cycle.unit_id == unit_id, has_any, ~gone)


def _is_gone(material: Material, is_same: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(DisposalItem.id)
        .join(DisposalItem.proposal)
        .where(is_same, DisposalProposal.material == material, DisposalItem.outcome == Outcome.DISPOSED)
        .exists()
    )


def _is_there(material: Material) -> ColumnElement[bool]:
    """Whether there is anything of a kind. Of what hangs on an interview there is always something."""
    if material is Material.RECORDING:
        return _has(Recording, Recording.state != intake.DESTROYED)
    if material is Material.FULL_TEXT:
        return or_(_has(Notes), *(is_there() for is_there in HAS_FULL_TEXT.each()))
    if material is Material.CONTACT:
        return or_(*(_has(table) for table in (ContactDetails, ContactEntry, Consent)))
    return true()


def _has(table: Any, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(table.assignment_id).where(table.assignment_id == Assignment.id, *which).exists()


def _has_begun(decision: DisposalDecision, material: Material, *, by: date) -> ColumnElement[bool]:
    """Whether a term began so early that it has ended by a day. A year's end is the latest that any term begins."""
    border = lines.border(decision.months or 0, by=by)
    reported = or_(
        Cycle.reported_at < border,
        and_(Cycle.reported_at.is_(None), _last_day() < border.date()),  # `border` is the first moment after that day
    )
    if material not in OF_AN_INTERVIEW or decision.counted_from is not CountedFrom.INTERVIEW:
        return reported
    return or_(
        reported,
        Assignment.ended_at < border,
        _has(Recording, Recording.created_at < border),
        _has(Booking, Booking.starts_at < border),
        _has(Notes, Notes.finished_at < border),
    )


def _last_day() -> ColumnElement[date]:
    last = select(func.max(CyclePhase.ends_on)).where(CyclePhase.cycle_id == Cycle.id)
    return last.scalar_subquery()
