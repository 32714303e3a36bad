"""The list behind the numbers: which interviews and years are due, by the child's code alone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disposal import due
from toolkit.disposal.decisions import DECIDING
from toolkit.disposal.materials import OF_AN_INTERVIEW
from toolkit.disposal.models import Material


@dataclass(frozen=True, slots=True)
class DueRow:
    """One interview, or one year, that is due. `code` is the child's pseudonym; a year has none."""

    assignment_id: uuid.UUID | None
    code: str
    cycle: str
    is_overdue: bool
    is_due: bool


def list_rows(actor: Actor, material: Material) -> Sequence[DueRow]:
    """What is due within a month, the overdue first. Put on the trail."""
    actor.require(*DECIDING)
    today = clock.today()
    overdue, now, soon = (
        set(due.list_ids(actor.unit_id, material, by=day)) for day in (today - timedelta(1), today, today + due.SOON)
    )
    if material in OF_AN_INTERVIEW:
        found = _interviews(soon)
    else:
        found = [(one.id, None, "", one.name) for one in db.session.scalars(select(Cycle).where(Cycle.id.in_(soon)))]
    trail.record(actor, Event.DISPOSAL_LIST_READ, actor.unit_id, kind=material.value, count=len(found))
    rows = [DueRow(assignment, code, cycle, one in overdue, one in now) for one, assignment, code, cycle in found]
    return sorted(rows, key=lambda row: (not row.is_overdue, not row.is_due, row.cycle, row.code))


def _interviews(ids: set[uuid.UUID]) -> list[tuple[uuid.UUID, uuid.UUID | None, str, str]]:
    rows = db.session.scalars(
        select(Assignment)
        .where(Assignment.id.in_(ids))
        .options(joinedload(Assignment.child), joinedload(Assignment.cycle))
    )
    return [(one.id, one.id, one.child.code, one.cycle.name) for one in rows]
