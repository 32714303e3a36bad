"""Who came to a seminar: noted by itself when they follow it, and corrected by hand by whoever leads it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from seminar.leading.models import Attendance
from seminar.seminars import planning
from seminar.seminars.models import Seminar
from toolkit import versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.people.models import Person


@dataclass(frozen=True, slots=True)
class Listed:
    """Who stands on the list, for a form that was overtaken."""

    person_ids: frozenset[uuid.UUID]

    @property
    def version(self) -> int:
        """The list's version."""
        return version_of(self.person_ids)


def list_people(actor: Actor, seminar: Seminar) -> Sequence[Person]:
    """Everybody who may have been there: the unit, whoever was invited, and whoever is noted; alphabetical."""
    people = {person.id: person for person in planning.list_colleagues(actor, seminar.id)}
    noted = select(Person).join(Attendance, Attendance.person_id == Person.id)
    for person in db.session.scalars(noted.where(Attendance.seminar_id == seminar.id)):
        people[person.id] = person
    return sorted(people.values(), key=lambda person: person.name.casefold())


def list_attended(seminar: Seminar) -> set[uuid.UUID]:
    """Who was there, of a seminar that the caller holds."""
    rows = select(Attendance.person_id).where(Attendance.seminar_id == seminar.id, Attendance.was_there)
    return set(db.session.scalars(rows))


def version_of(people: Collection[uuid.UUID]) -> int:
    """A version of such a list: another one for other people."""
    return versions.of_words(sorted(str(one) for one in people))


def correct(
    actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, person_ids: Collection[uuid.UUID], version: int
) -> Seminar:
    """Exactly these people were there. For the facilitator; raises `Overtaken` when somebody has come or been corrected
    since, `InvalidInput` for somebody who cannot have been there, and `WrongState` once the report stands."""
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    states.require_open(cycle_id)
    there = list_attended(seminar)
    versions.require_same(version_of(there), version, refusal=versions.THEIRS_BESIDE_YOURS)
    if not set(person_ids) <= {person.id for person in list_people(actor, seminar)}:
        raise InvalidInput(N_("Choose from the list."), field="person_ids")
    rows = {row.person_id: row for row in db.session.query(Attendance).filter_by(seminar_id=seminar.id)}
    for person_id in set(person_ids) | rows.keys():
        row = rows.get(person_id) or Attendance(seminar_id=seminar.id, person_id=person_id)
        row.was_there = person_id in person_ids
        db.session.add(row)
    db.session.flush()
    trail.record(actor, Event.SEMINAR_CHANGED, seminar.id, people=len(set(person_ids)))
    return seminar
