"""Which units a coordinator sees: those that the administrator has given, and no other."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select

from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.people.models import CoordinatedUnit, Person, Unit


def list_units(actor: Actor) -> Sequence[Unit]:
    """The units that the caller coordinates, by name. Raises `NotFound` for anybody who is no coordinator."""
    actor.require(Role.COORDINATOR)
    query = select(Unit).join(CoordinatedUnit).where(CoordinatedUnit.person_id == actor.id)
    return db.session.scalars(query.order_by(Unit.name)).all()


def change(actor: Actor, person: Person, *, units: Collection[uuid.UUID]) -> None:
    """The same for somebody who is here already; a change is on the trail."""
    if give(person, units):
        trail.record(actor, Event.COORDINATED_UNITS_CHANGED, person.id)


def give(person: Person, units: Collection[uuid.UUID]) -> bool:
    """Let somebody coordinate these units and no others; whether that changed anything."""
    wanted = set(units)
    if wanted == set(person.coordinates):
        return False
    kept = [row for row in person.coordinated_rows if row.unit_id in wanted]
    new = sorted(wanted - {row.unit_id for row in kept})
    person.coordinated_rows = [*kept, *(CoordinatedUnit(unit_id=unit_id) for unit_id in new)]
    return True
