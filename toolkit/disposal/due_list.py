"""The list behind the numbers: which interviews and years are due, by the child's code alone."""

import uuid
from dataclasses import dataclass

from toolkit import paging
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
    found = _list_due(actor.unit_id, material)
    trail.record(actor, Event.DISPOSAL_LIST_READ, actor.unit_id, kind=material.value, count=len(found))
    in_order = sorted(found, key=lambda row: (not row.is_overdue, not row.is_due, row.cycle, row.code))
    return paging.cut(in_order, number=page)


def _list_due(unit_id: uuid.UUID, material: Material) -> list[DueRow]:
    query = due.find_query(unit_id, material, days=due.span())
    if query is None:
        return []
    if material not in OF_AN_INTERVIEW:
        years = db.session.execute(query.add_columns(Cycle.name))
        return [DueRow(None, "", name, is_overdue, is_due) for _key, is_overdue, is_due, name in years]
    interviews = query.join(Assignment.child).add_columns(Child.code, Cycle.name)
    return [
        DueRow(key, code, name, is_overdue, is_due)
        for key, is_overdue, is_due, code, name in db.session.execute(interviews)
    ]
