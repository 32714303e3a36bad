"""What is due by the decisions, now or soon, in the unit of the person who asks: interviews and years, no child's word.

An interview is due when the term of a decision has ended that has held at any time since the interview began. What is
set aside, what was withdrawn and what is gone already is never due.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased

from toolkit import clock, row_by_row
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle, CyclePhase, EndReason
from toolkit.db import db
from toolkit.disposal import lines
from toolkit.disposal.decisions import DECIDING
from toolkit.disposal.materials import DISPOSED_AT, LINES, OF_AN_INTERVIEW
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


_YEAR = aliased(Cycle)  # asked for by itself, once for a whole question


@dataclass(frozen=True, slots=True)
class Due:
    """How much of one kind is due: past its last day, by today, and within `SOON` (each holds the ones before it)."""

    overdue: int
    now: int
    soon: int


def count(actor: Actor) -> Mapping[Material, Due]:
    """How much is due in the own unit, by material; without what has no term."""
    actor.require(*DECIDING)
    days, with_term = span(), _with_term(actor.unit_id)
    if not with_term:
        return {}
    asked = [_counting(actor.unit_id, material, decisions, days=days) for material, decisions in with_term.items()]
    found = db.session.execute(union_all(*asked) if len(asked) > 1 else asked[0])
    return {Material(name): Due(*numbers) for name, *numbers in found}


def span() -> Sequence[date]:
    """The days by which something is overdue, due, and soon to be."""
    today = clock.today()
    return (today - timedelta(1), today, today + SOON)


def list_ids(unit_id: uuid.UUID, material: Material, *, by: date) -> Sequence[uuid.UUID]:
    """The interviews (of answers: the cycles) whose term has ended by a day, in the order of their ids."""
    query = find_query(unit_id, material, days=[by])
    return [] if query is None else db.session.scalars(query.order_by(query.selected_columns[0])).all()


def find_query(unit_id: uuid.UUID, material: Material, *, days: Sequence[date]) -> Select[Any] | None:
    """The ids of what is due by the last of some days, each with whether it is by the others; for a larger query.

    None where no decision has a term.
    """
    decisions = _with_term(unit_id).get(material)
    if not decisions or material in LINES:
        return None
    earlier = [_has_ended(material, decisions, by=day) for day in days[:-1]]
    which = Assignment.id if material in OF_AN_INTERVIEW else Cycle.id
    return _due(unit_id, material, decisions, by=days[-1], columns=[which, *earlier])


def _counting(
    unit_id: uuid.UUID, material: Material, decisions: Sequence[DisposalDecision], *, days: Sequence[date]
) -> Select[Any]:
    """How many are due by each of the days: what is due by the last is gone through once, and not once a day."""
    name = literal(material.value)
    if material in LINES:
        own = next((each.months for each in decisions if each.replaced_at is None), None)
        months = lines.find_months(unit_id, material) if material is Material.TRAIL else own
        columns: list[Any] = [name, *(lines.counting(unit_id, material, months, by=day) for day in days)]
        return select(*columns)
    earlier = [func.count().filter(_has_ended(material, decisions, by=day)) for day in days[:-1]]
    return _due(unit_id, material, decisions, by=days[-1], columns=[name, *earlier, func.count()])


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


def _due(
    unit_id: uuid.UUID, material: Material, decisions: Sequence[DisposalDecision], *, by: date, columns: Sequence[Any]
) -> Select[Any]:
    query = select(*columns)
    if material in OF_AN_INTERVIEW:
        query = _interviews(query.select_from(Assignment).join(Assignment.cycle), unit_id, material, decisions, by=by)
    else:
        query = _years(query.select_from(Cycle), unit_id)
    return query.where(_has_ended(material, decisions, by=by))


def _has_ended(material: Material, decisions: Sequence[DisposalDecision], *, by: date) -> ColumnElement[bool]:
    """Whether a term has ended by a day: of a decision that held when the thing was there already."""
    began = Assignment.created_at if material in OF_AN_INTERVIEW else Cycle.created_at
    return or_(
        *(
            and_(true() if each.replaced_at is None else began < each.replaced_at, _has_begun(each, material, by=by))
            for each in decisions
        )
    )


def _interviews(
    query: Select[Any],
    unit_id: uuid.UUID,
    material: Material,
    decisions: Sequence[DisposalDecision],
    *,
    by: date,
) -> Select[Any]:
    """Narrowed to what is still there, in the years that may have anything due: what is long gone costs nothing."""
    held = select(DisposalHold.id).where(DisposalHold.assignment_id == Assignment.id, DisposalHold.lifted_at.is_(None))
    if all(_is_of_the_year(each, material) for each in decisions):
        of_years = or_(*(Assignment.cycle_id.in_(_reported(each, by=by)) for each in decisions))
    else:
        of_years = Assignment.cycle_id.in_(select(_YEAR.id).where(_YEAR.unit_id == unit_id))
    return query.where(
        of_years,
        Assignment.disposed_at.is_(None),
        DISPOSED_AT[material].is_(None),
        Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN),
        ~held.exists(),
        _is_there(material),
    )


def _years(query: Select[Any], unit_id: uuid.UUID) -> Select[Any]:
    has_any = or_(
        *(select(table.cycle_id).where(table.cycle_id == Cycle.id).exists()
          for table in (ChildResponse, StaffSurvey, FocusNotes))
    )  # fmt: skip
    gone = (
        select(DisposalItem.id)
        .join(DisposalItem.proposal)
        .where(
            DisposalItem.cycle_id == Cycle.id,
            DisposalProposal.material == Material.ANSWERS,
            DisposalItem.outcome == Outcome.DISPOSED,
        )
    )
    return query.where(Cycle.unit_id == unit_id, has_any, ~gone.exists())


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
    return row_by_row.has(select(table.assignment_id).where(table.assignment_id == Assignment.id, *which))


def _has_begun(decision: DisposalDecision, material: Material, *, by: date) -> ColumnElement[bool]:
    """Whether a term began so early that it has ended by a day. A year's end is the latest that any term begins."""
    owner = Assignment.cycle_id if material in OF_AN_INTERVIEW else Cycle.id
    reported = owner.in_(_reported(decision, by=by))
    if _is_of_the_year(decision, material):
        return reported
    border = lines.border(decision.months or 0, by=by)
    return or_(
        reported,
        Assignment.ended_at < border,
        _has(Recording, Recording.created_at < border),
        _has(Booking, Booking.starts_at < border),
        _has(Notes, Notes.finished_at < border),
    )


def _is_of_the_year(decision: DisposalDecision, material: Material) -> bool:
    """Whether the term is the same for all of a year."""
    return material not in OF_AN_INTERVIEW or decision.counted_from is not CountedFrom.INTERVIEW


def _reported(decision: DisposalDecision, *, by: date) -> Select[Any]:
    """The unit's years whose report stood so early, or whose plan ended so early without one, that the term is over."""
    border = lines.border(decision.months or 0, by=by)
    last = select(func.max(CyclePhase.ends_on)).where(CyclePhase.cycle_id == _YEAR.id).scalar_subquery()
    no_report = and_(_YEAR.reported_at.is_(None), last < border.date())  # the first moment after that day
    return select(_YEAR.id).where(_YEAR.unit_id == decision.unit_id, or_(_YEAR.reported_at < border, no_report))
