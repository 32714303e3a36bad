"""Who coordinates which units: entered by the administrator, and by nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from toolkit.access import Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound
from toolkit.people import coordinating, directory, removing
from toolkit.people.models import CoordinatedUnit, Person


@pytest.fixture
def boss(app: Flask) -> Person:
    return make.a_person(make.a_unit(name="Hemma"), Role.ADMINISTRATOR)


def add(boss: Person, **more: object) -> Person:
    values = {"name": "Sam", "username": "sam", "unit_id": boss.unit_id, "team_id": None, **more}
    person, _code = directory.add_person(make.actor(boss), **values)  # type: ignore[arg-type]
    return person


def change(boss: Person, person: Person, **more: object) -> Person:
    same = {"name": person.name, "username": person.username, "unit_id": person.unit_id, "team_id": None}
    return directory.change_person(make.actor(boss), person.id, **{**same, "version": person.version, **more})  # type: ignore[arg-type]


def names(person: Person) -> list[str]:
    return [unit.name for unit in coordinating.list_units(make.actor(person))]


def test_units_are_given_and_taken_away_and_the_trail_tells(boss: Person) -> None:
    north, south = make.a_unit(name="Norr"), make.a_unit(name="Söder")
    person = add(boss, roles=[Role.COORDINATOR], coordinates=[north.id])
    assert names(person) == ["Norr"]
    change(boss, person, roles=[Role.COORDINATOR], coordinates=[south.id, north.id])
    assert names(person) == ["Norr", "Söder"]
    change(boss, person, roles=[Role.COORDINATOR], coordinates=[south.id, north.id])
    events = [event for event, _facts in trail.pending()]
    assert events.count(Event.COORDINATED_UNITS_CHANGED) == 1
    change(boss, person, roles=[Role.UNIT_LEADER], coordinates=[])
    assert db.session.scalars(select(CoordinatedUnit)).all() == []


@pytest.mark.parametrize(
    ("roles", "with_unit", "field"),
    [
        ([Role.COORDINATOR, Role.SOCIAL_WORKER], True, "roles"),
        ([Role.COORDINATOR, Role.FACILITATOR], True, "roles"),
        ([Role.COORDINATOR], False, "coordinates"),
        ([Role.UNIT_LEADER], True, "roles"),
    ],
)
def test_a_coordinator_reads_no_interviews_and_has_units(
    boss: Person, roles: list[Role], with_unit: bool, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        add(boss, roles=roles, coordinates=[boss.unit_id] if with_unit else [])
    assert refused.value.field == field


def test_a_unit_that_is_not_there_is_refused(boss: Person) -> None:
    with pytest.raises(InvalidInput):
        add(boss, roles=[Role.COORDINATOR], coordinates=[boss.id])


def test_a_unit_that_was_a_mistake_can_still_be_taken_away(boss: Person) -> None:
    unit = make.a_unit()
    person = add(boss, roles=[Role.COORDINATOR], coordinates=[boss.unit_id, unit.id])
    removing.remove_unit(make.actor(boss), unit.id)
    db.session.expire_all()
    assert names(person) == ["Hemma"]


def test_the_administrator_chooses_on_the_person_s_page(
    boss: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    unit = make.a_unit(name="Norr")
    client = signed_in(boss)
    sent = {
        "name": "Sam", "username": "sam", "unit_id": str(boss.unit_id), "team_id": "", "roles": "coordinator",
        "coordinates": str(unit.id), "capacity": "1",
    }  # fmt: skip
    assert client.post("/admin/people/new", data=sent).status_code == 200
    person = db.session.scalar(select(Person).where(Person.username == "sam"))
    assert person is not None
    assert names(person) == ["Norr"]
    page = client.get(f"/admin/people/{person.id}").text
    assert (
        f'value="{unit.id}" checked' in page
        or f'checked id="coordinates-1" name="coordinates" type="checkbox" value="{unit.id}"' in page
    )


def test_nobody_else_has_units(boss: Person) -> None:
    with pytest.raises(NotFound):
        coordinating.list_units(make.actor(boss))
