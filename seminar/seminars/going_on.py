"""Which seminars are open at this moment, for their facilitator and for whoever takes part."""

from sqlalchemy import select

from seminar.changes import following
from seminar.seminars.models import Seminar, State
from toolkit.access import Actor
from toolkit.cycles.going_on import OpenSeminar
from toolkit.cycles.models import Cycle
from toolkit.db import db


def list_open(actor: Actor) -> list[OpenSeminar]:
    """One for each cycle that the person follows, the latest that was opened."""
    query = select(Seminar.cycle_id, Cycle.name, Seminar.place).join(Seminar.cycle)
    query = query.where(Seminar.state == State.OPEN, following.follows(actor)).order_by(Seminar.opened_at)
    found = {row[0]: OpenSeminar(cycle_id=row[0], cycle_name=row[1], place=row[2]) for row in db.session.execute(query)}
    return list(found.values())
