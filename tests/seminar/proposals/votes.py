"""Dots of others, so that enough have voted for their dots to be shown."""

import uuid

from seminar.proposals.models import Dot
from seminar.seminars.models import Seminar
from tests import factories as make
from toolkit.access import Role
from toolkit.db import db


def by_others(cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, many: int = 2) -> None:
    """So many of the unit put their first dot on a proposal, at the seminar of the cycle."""
    [day] = db.session.query(Seminar).where(Seminar.cycle_id == cycle_id)
    for _ in range(many):
        person = make.a_person(day.cycle.unit, Role.SOCIAL_WORKER)
        db.session.add(Dot(seminar_id=day.id, person_id=person.id, number=1, proposal_id=proposal_id))
    db.session.commit()
