"""The unit's cycles as they are due today: which one a room opens with, and which are running. `due` orders them."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles import due, planning
from toolkit.cycles.due import Room, Year
from toolkit.cycles.models import Cycle
from toolkit.db import db

OUTLIVE_THE_REPORT = frozenset({Room.PROPOSALS})
NOTHING: Mapping[uuid.UUID, int] = {}


def find_due(actor: Actor, room: Room, *, waiting: Mapping[uuid.UUID, int] = NOTHING) -> uuid.UUID | None:
    """The cycle of the own unit that is due in a room today, or None before the first one.

    `waiting` says how many things wait in the room, by cycle.
    """
    cycles = db.session.scalars(
        select(Cycle)
        .where(Cycle.unit_id == actor.unit_id)
        .order_by(Cycle.created_at)
        .options(selectinload(Cycle.phases))
    )
    years = [_as_seen(cycle, room, waiting.get(cycle.id, 0)) for cycle in cycles]
    return next((year.id for year in due.order(years, room, today=clock.today())), None)


def list_named(actor: Actor) -> Sequence[Cycle]:
    """The cycles of the own unit to choose among, the latest first: names and states, in one question."""
    query = select(Cycle).where(Cycle.unit_id == actor.unit_id)
    return db.session.scalars(query.order_by(Cycle.year.desc(), Cycle.created_at.desc())).all()


def list_running(actor: Actor) -> Sequence[Cycle]:
    """The cycles that somebody has work in, the one with the nearest day first. For those who lead or decide."""
    running = [cycle for cycle in planning.list_cycles(actor) if not cycle.is_closed]
    return sorted(running, key=lambda cycle: due.next_day(planning.days_of(cycle), today=clock.today()))


def _as_seen(cycle: Cycle, room: Room, waiting: int) -> Year:
    return Year(
        id=cycle.id,
        year=cycle.year,
        days=planning.days_of(cycle),
        waiting=waiting,
        is_done=cycle.is_closed if room in OUTLIVE_THE_REPORT else not cycle.is_open,
    )
