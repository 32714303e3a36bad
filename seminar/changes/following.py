"""Who may follow a cycle's seminar while it goes on: the one place that decides it, for pages, polling and streams."""

import uuid

from sqlalchemy import select

from toolkit.access import Actor, Role
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import NotFound


def get_followed(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """The cycle whose seminar the person may follow: today the facilitator of the unit. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    cycle = db.session.scalar(select(Cycle).where(Cycle.id == cycle_id, Cycle.unit_id == actor.unit_id))
    if cycle is None:
        raise NotFound
    return cycle
