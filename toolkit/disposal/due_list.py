"""The list behind the numbers: which interviews and years are due, by the child's code alone."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from toolkit import clock, paging
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Child, Cycle
from toolkit.db import db
from toolkit.disposal import due
from toolkit.disposal.decisions import DECIDING
from toolkit.disposal.materials import OF_AN_INTERVIEW
from toolkit.disposal.models import Material
from toolkit.paging import Page


@dataclass(frozen=True, slots=True)
class DueRow:
    """One interview, or one year, that is due. `code` is the child's pseudonym; a year has none."""

    assignment_id: uuid.UUID | None
    code: str
    cycle: str
    is_overdue: bool
    is_due: bool


def list_rows(actor: Actor, material: Material, *, page: int = 1) -> Page[DueRow]:
    """A page of what is due within a month, the overdue first. Put on the trail."""
    actor.require(*DECIDING)
    today = clock.today()
    overdue, now = (set(due.list_ids(actor.unit_id, material, by=day)) for day in (today - timedelta(1), today))
    found = _list_due(actor.unit_id, material, by=today + due.SOON)
    trail.record(actor, Event.DISPOSAL_LIST_READ, actor.unit_id, kind=material.value, count=len(found))
    rows = [DueRow(assignment, code, cycle, one in overdue, one in now) for one, assignment, code, cycle in found]
    in_order = sorted(rows, key=lambda row: (not row.is_overdue, not row.is_due, row.cycle, row.code))
    return paging.cut(in_order, number=page)


def _list_due(
    unit_id: uuid.UUID, material: Material, *, by: date
) -> list[tuple[uuid.UUID, uuid.UUID | None, str, str]]:
    """Each with its id, its interview if it is one, the child's code and the year's name."""
    ids = due.find_query(unit_id, material, by=by)
    if ids is None:
        return []
    if material not in OF_AN_INTERVIEW:
        years = db.session.execute(select(Cycle.id, Cycle.name).where(Cycle.id.in_(ids)))
        return [(key, None, "", name) for key, name in years]
    of_interviews = select(Assignment.id, Child.code, Cycle.name).join(Assignment.child).join(Assignment.cycle)
    return [
        (key, key, code, name) for key, code, name in db.session.execute(of_interviews.where(Assignment.id.in_(ids)))
    ]
