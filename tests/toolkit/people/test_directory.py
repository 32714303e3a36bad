"""Units, teams and people as the administrator keeps them, and what the others may look up."""

import uuid
from typing import Any

import pytest
from flask import Flask

from tests import factories as make
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people import directory, first_start, passwords, sessions, signin
from toolkit.people.models import Person, PersonRole, Unit

FIRST: dict[str, Any] = {
    "municipality": "Norrviks kommun",
    "unit": "Barn och unga",
    "name": "Ada Admin",
    "username": " Ada ",
    "password": make.PASSWORD,
}


@pytest.fixture
def unit(app: Flask) -> Unit:
    return make.a_unit(name="Barn och unga")


@pytest.fixture
def administrator(unit: Unit) -> Actor:
    return make.actor(make.a_person(unit, Role.ADMINISTRATOR, name="Ada Admin"))


@pytest.fixture
def worker(unit: Unit) -> Actor:
    return make.actor(make.a_person(unit, Role.SOCIAL_WORKER, name="Sara"))


def _person(administrator: Actor, unit: Unit, **values: object) -> tuple[Person, str]:
    given = {
        "name": "Ny Kollega", "username": "ny", "unit_id": unit.id, "team_id": None, "roles": [Role.SOCIAL_WORKER],
    }  # fmt: skip
    made = directory.add_person(administrator, **{**given, **values})  # type: ignore[arg-type]
    db.session.commit()  # a wrong try is counted in a transaction of its own
    return made


def _change(administrator: Actor, person: Person, **values: object) -> Person:
    given = {
        "name": person.name, "username": person.username, "unit_id": person.unit_id, "team_id": person.team_id,
        "roles": person.roles, "is_active": person.is_active, "version": person.version,
    }  # fmt: skip
    return directory.change_person(administrator, person.id, **{**given, **values})  # type: ignore[arg-type]


def test_a_new_user_name_has_no_spaces_and_who_has_one_already_keeps_it(administrator: Actor, unit: Unit) -> None:
    for name in ("anna berg", "anna\tberg", "anna\u00a0berg"):
        with pytest.raises(InvalidInput, match="without spaces") as refused:
            _person(administrator, unit, username=name)
        assert refused.value.field == "username"
    person, _code = _person(administrator, unit, username=" anna.berg ")
    assert person.username == "anna.berg"
    person.username = "anna berg"
    db.session.commit()
    assert _change(administrator, person, name="Anna").username == "anna berg"
    with pytest.raises(InvalidInput, match="without spaces"):
        _change(administrator, person, username="anna b berg")


def test_the_first_start_makes_one_unit_and_its_administrator(app: Flask) -> None:
    assert directory.is_empty()
    person, token = first_start.set_up(**FIRST)
    assert (person.username, person.roles, person.unit.name) == (
        "ada",
        frozenset({Role.ADMINISTRATOR}),
        "Barn och unga",
    )
    db.session.commit()
    assert signin.sign_in("ada", make.PASSWORD, place="here")[0] is person
    with app.test_request_context():
        assert sessions.find_actor(token) == directory.as_actor(person)


def test_nobody_can_set_up_a_second_time(app: Flask) -> None:
    first_start.set_up(**FIRST)
    with pytest.raises(WrongState):
        first_start.set_up(**{**FIRST, "username": "eve"})
    assert [person.username for person in db.session.query(Person)] == ["ada"]


def test_a_first_password_that_is_easy_to_guess_makes_nobody(app: Flask) -> None:
    with pytest.raises(InvalidInput) as refused:
        first_start.set_up(**{**FIRST, "password": "kort"})
    assert refused.value.field == "password"
    assert directory.is_empty()


def test_everybody_sees_the_own_unit_and_the_administrator_all(administrator: Actor, worker: Actor) -> None:
    other = make.a_unit(name="Annan enhet")
    assert [row.name for row in directory.list_units(worker)] == ["Barn och unga"]
    assert [row.name for row in directory.list_units(administrator)] == ["Annan enhet", "Barn och unga"]
    assert directory.get_own_unit(worker).id != other.id


def test_teams_of_another_unit_are_for_the_administrator(administrator: Actor, worker: Actor, unit: Unit) -> None:
    make.a_team(unit, name="Norr")
    other = make.a_unit()
    make.a_team(other, name="Söder")
    assert [team.name for team in directory.list_teams(worker, unit_id=other.id)] == ["Norr"]
    assert [team.name for team in directory.list_teams(administrator, unit_id=other.id)] == ["Söder"]


def test_colleagues_are_those_who_may_sign_in_here(administrator: Actor, worker: Actor, unit: Unit) -> None:
    make.a_person(unit, Role.SOCIAL_WORKER, name="Bo", is_active=False)
    make.a_person(make.a_unit(), Role.SOCIAL_WORKER, name="Cilla")
    assert [person.name for person in directory.list_colleagues(worker)] == ["Ada Admin", "Sara"]
    assert [person.name for person in directory.list_colleagues(worker, role=Role.SOCIAL_WORKER)] == ["Sara"]


def test_the_log_knows_names_also_of_closed_accounts(unit: Unit) -> None:
    gone = make.a_person(unit, name="Bo", is_active=False)
    assert directory.names()[gone.id] == "Bo"


def test_the_list_of_people_has_the_closed_accounts_last(administrator: Actor, unit: Unit) -> None:
    make.a_person(unit, name="Aa", is_active=False)
    make.a_person(unit, name="Zz")
    assert [person.name for person in directory.list_people(administrator)] == ["Ada Admin", "Zz", "Aa"]


@pytest.mark.parametrize(
    "ask",
    [
        directory.list_people,
        lambda actor: directory.get_person(actor, actor.id),
        lambda actor: directory.get_unit(actor, actor.unit_id),
        lambda actor: directory.add_unit(actor, name="Ny", municipality=""),
        lambda actor: directory.change_unit(actor, actor.unit_id, name="Ny", version=1),
        lambda actor: directory.add_team(actor, unit_id=actor.unit_id, name="Ny"),
        lambda actor: directory.new_code(actor, actor.id),
        lambda actor: directory.add_person(
            actor, name="N", username="n", unit_id=actor.unit_id, team_id=None, roles=[Role.ADMINISTRATOR]
        ),
    ],
)
@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER])
def test_keeping_people_is_for_the_administrator_alone(unit: Unit, role: Role, ask: object) -> None:
    someone = make.actor(make.a_person(unit, role))
    with pytest.raises(NotFound):
        ask(someone)  # type: ignore[operator]


def test_what_does_not_exist_is_not_found(administrator: Actor) -> None:
    for ask in (directory.get_person, directory.get_unit, directory.new_code):
        with pytest.raises(NotFound):
            ask(administrator, uuid.uuid4())


@pytest.mark.parametrize("again", ["Barn och unga", "BARN OCH UNGA"])
def test_two_units_cannot_share_a_name(administrator: Actor, again: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        directory.add_unit(administrator, name=again, municipality="")
    assert refused.value.field == "name"


def test_two_teams_of_a_unit_cannot_share_a_name_but_two_units_can_each_have_it(
    administrator: Actor, unit: Unit
) -> None:
    other = make.a_unit()
    directory.add_team(administrator, unit_id=unit.id, name="Norr")
    directory.add_team(administrator, unit_id=other.id, name="norr")
    with pytest.raises(InvalidInput) as refused:
        directory.add_team(administrator, unit_id=unit.id, name="NORR")
    assert refused.value.field == "name"


def test_the_ages_of_a_unit_stand_the_right_way_round(administrator: Actor, unit: Unit) -> None:
    with pytest.raises(InvalidInput) as refused:
        directory.change_unit(administrator, unit.id, youngest=12, oldest=8, version=unit.version)
    assert refused.value.field == "oldest"
    with pytest.raises(InvalidInput):
        directory.change_unit(administrator, unit.id, oldest=unit.youngest - 1, version=unit.version)
    changed = directory.change_unit(
        administrator, unit.id, youngest=8, oldest=8, second_reader=True, version=unit.version
    )
    assert (changed.youngest, changed.oldest, changed.second_reader) == (8, 8, True)


def test_a_new_person_gets_in_with_the_code_and_with_nothing_else(administrator: Actor, unit: Unit) -> None:
    person, code = _person(administrator, unit, username=" Ny.Kollega ")
    assert person.username == "ny.kollega"
    for guess in ("", passwords.UNUSABLE, code):
        with pytest.raises(InvalidInput):
            signin.sign_in("ny.kollega", guess, place="here")
    assert signin.use_code("ny.kollega", code, new=make.PASSWORD, place="here")[0] is person


@pytest.mark.parametrize("taken", ["ny", " NY "])
def test_a_user_name_belongs_to_one_person(administrator: Actor, unit: Unit, taken: str) -> None:
    _person(administrator, unit)
    with pytest.raises(InvalidInput) as refused:
        _person(administrator, unit, username=taken)
    assert refused.value.field == "username"


def test_a_person_may_keep_the_own_user_name_and_not_take_another_s(administrator: Actor, unit: Unit) -> None:
    first, _ = _person(administrator, unit)
    second, _ = _person(administrator, unit, username="annan")
    assert _change(administrator, first, name="Nytt Namn").name == "Nytt Namn"
    with pytest.raises(InvalidInput) as refused:
        _change(administrator, second, username="NY")
    assert refused.value.field == "username"


def test_a_team_and_its_people_are_of_the_same_unit(administrator: Actor, unit: Unit) -> None:
    elsewhere = make.a_team(make.a_unit())
    with pytest.raises(InvalidInput) as refused:
        _person(administrator, unit, team_id=elsewhere.id)
    assert refused.value.field == "team_id"
    with pytest.raises(InvalidInput) as unknown:
        _person(administrator, unit, unit_id=uuid.uuid4())
    assert unknown.value.field == "unit_id"
    assert _person(administrator, unit, team_id=make.a_team(unit).id)[0].team is not None


def test_roles_are_what_was_chosen_last_and_each_once(administrator: Actor, unit: Unit) -> None:
    person, _ = _person(administrator, unit, roles=[Role.SOCIAL_WORKER, Role.SOCIAL_WORKER, Role.FACILITATOR])
    assert person.roles == {Role.SOCIAL_WORKER, Role.FACILITATOR}
    _change(administrator, person, roles=[Role.UNIT_LEADER])
    db.session.expire_all()
    assert person.roles == {Role.UNIT_LEADER}
    assert db.session.query(PersonRole).filter_by(person_id=person.id).count() == 1


@pytest.mark.parametrize("loss", [{"roles": [Role.SOCIAL_WORKER]}, {"is_active": False}])
def test_one_administrator_stays_until_another_has_the_role(
    administrator: Actor, unit: Unit, loss: dict[str, object]
) -> None:
    alone = directory.get_person(administrator, administrator.id)
    closed = make.a_person(unit, Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(InvalidInput) as refused:
        _change(administrator, alone, **loss)
    assert refused.value.field == "roles"
    _change(administrator, closed, is_active=True)
    _change(administrator, alone, **loss)
    assert alone.is_active is (loss.get("is_active", True))


def test_a_new_code_ends_the_one_before(administrator: Actor, unit: Unit) -> None:
    person, first = _person(administrator, unit)
    _, second = directory.new_code(administrator, person.id)
    db.session.commit()
    with pytest.raises(InvalidInput):
        signin.use_code(person.username, first, new=make.PASSWORD, place="here")
    assert signin.use_code(person.username, second, new=make.PASSWORD, place="here")[0] is person


def test_each_kind_of_change_has_its_own_line(unit: Unit) -> None:
    boss, person = make.a_person(unit, Role.ADMINISTRATOR), make.a_person(unit, Role.SOCIAL_WORKER)
    same = {"name": person.name, "username": person.username, "unit_id": unit.id, "team_id": None}

    def lines_of(**change: object) -> list[str]:
        before = len(trail.pending())
        given = {**same, "version": person.version, "roles": [Role.SOCIAL_WORKER], **change}
        directory.change_person(make.actor(boss), person.id, **given)  # type: ignore[arg-type]
        return [event for event, _facts in trail.pending()[before:]]

    assert lines_of(name="Ny Namnsdotter") == [Event.PERSON_CHANGED]
    assert lines_of(roles=[Role.FACILITATOR]) == [Event.PERSON_CHANGED, Event.ROLES_CHANGED]
    closed = {"roles": [Role.FACILITATOR], "is_active": False}
    assert lines_of(**closed) == [Event.PERSON_CHANGED, Event.PERSON_CLOSED]
    assert lines_of(**closed) == [Event.PERSON_CHANGED]
    assert lines_of(roles=[Role.FACILITATOR]) == [Event.PERSON_CHANGED, Event.PERSON_REOPENED]


def test_the_first_start_stands_on_the_trail(app: Flask) -> None:
    first_start.set_up(**FIRST)
    assert Event.SET_UP in [event for event, _facts in trail.pending()]
