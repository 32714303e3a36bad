"""Who is to meet whom, as a long list is read: a page at a time."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from toolkit import paging
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import outlook, planning
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.paging import Page


def page_of_going(actor: Actor, cycle_id: uuid.UUID, *, page: int = 1) -> Page[Assignment]:
    """A page of who is to meet whom now, by the worker's name, for the facilitator. The look is put on the trail."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    found = paging.read(outlook.by_name(cycle), number=page)
    trail.record(actor, Event.ASSIGNMENT_READ, cycle.id, pairs=len(found))
    return found


def count_going(cycle_id: uuid.UUID, *, among: Collection[uuid.UUID]) -> int:
    """How many of some assignments are going on in a cycle that the caller holds."""
    going = select(Assignment.id).where(Assignment.cycle_id == cycle_id, Assignment.ended_at.is_(None))
    return len({*db.session.scalars(going)} & {*among})


def everybody_has_a_child(cycle: Cycle) -> bool:
    """Whether nobody waits, in a cycle that the caller holds; quicker than to foresee a draw."""
    going = select(func.count(Assignment.interviewer_id.distinct()))
    many = db.session.scalar(going.where(Assignment.cycle_id == cycle.id, Assignment.ended_at.is_(None))) or 0
    return many >= len(cycle.interviewers)
