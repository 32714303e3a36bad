"""Units, teams and people: what the administrator keeps in order, and how others look a colleague up."""

import uuid
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from toolkit import versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.people import account_rules, coordinating, passwords, people_pages, sessions, signin
from toolkit.people.meeting import Meets
from toolkit.people.models import Person, PersonRole, Team, Unit


def is_empty() -> bool:
    """Whether nobody is here yet: the first start."""
    return db.session.scalar(select(func.count()).select_from(Person)) == 0


def as_actor(person: Person) -> Actor:
    """The person as the one who asks."""
    return Actor(id=person.id, unit_id=person.unit_id, name=person.name, roles=person.roles)


def get_own_unit(actor: Actor) -> Unit:
    """The unit of the person who asks."""
    return db.session.get_one(Unit, actor.unit_id)


def get_own(actor: Actor) -> Person:
    """The person who asks, as a row."""
    return db.session.get_one(Person, actor.id)


def names() -> dict[uuid.UUID, str]:
    """Everybody's name by id, for the log: also those whose account is closed."""
    return dict(db.session.execute(select(Person.id, Person.name)).all())


def list_units(actor: Actor) -> Sequence[Unit]:
    """Every unit with its teams, for the administrator; the own unit for the others."""
    query = select(Unit).order_by(Unit.name).options(selectinload(Unit.teams))
    if not actor.is_any(Role.ADMINISTRATOR):
        query = query.where(Unit.id == actor.unit_id)
    return db.session.scalars(query).all()


def list_teams(actor: Actor, *, unit_id: uuid.UUID | None = None) -> Sequence[Team]:
    """The teams of the own unit (the administrator: of any unit) in alphabetical order."""
    wanted = unit_id if unit_id and actor.is_any(Role.ADMINISTRATOR) else actor.unit_id
    return db.session.scalars(select(Team).where(Team.unit_id == wanted).order_by(Team.name)).all()


def list_colleagues(actor: Actor, *, role: Role | None = None) -> Sequence[Person]:
    """The people of the own unit who may sign in, in alphabetical order; with one role if asked for."""
    query = select(Person).where(Person.unit_id == actor.unit_id, Person.is_active).order_by(Person.name)
    if role is not None:
        query = query.join(PersonRole).where(PersonRole.role == role)
    return db.session.scalars(query).all()


def list_people(actor: Actor) -> Sequence[Person]:
    """Everybody, for the administrator."""
    return db.session.scalars(people_pages.people_of(actor)).all()


def get_person(actor: Actor, person_id: uuid.UUID) -> Person:
    """One person, for the administrator. Raises `NotFound`."""
    actor.require(Role.ADMINISTRATOR)
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def get_unit(actor: Actor, unit_id: uuid.UUID) -> Unit:
    """One unit, for the administrator. Raises `NotFound`."""
    actor.require(Role.ADMINISTRATOR)
    unit = db.session.get(Unit, unit_id)
    if unit is None:
        raise NotFound
    return unit


def add_unit(actor: Actor, *, name: str, municipality: str) -> Unit:
    """A new unit. Raises `InvalidInput` when the name is taken."""
    actor.require(Role.ADMINISTRATOR)
    if db.session.scalar(select(Unit.id).where(func.lower(Unit.name) == name.lower())):
        raise InvalidInput(N_("There is a unit with that name already."), field="name")
    unit = Unit(name=name, municipality=municipality)
    db.session.add(unit)
    db.session.flush()
    trail.record(actor, Event.UNIT_CREATED, unit.id)
    return unit


def change_unit(actor: Actor, unit_id: uuid.UUID, *, version: int, **settings: str | int | bool) -> Unit:
    """Change a unit's settings, seen as `version`; the field names are the columns'.

    Raises `InvalidInput`, and `Overtaken` when somebody else has changed the unit since.
    """
    unit = get_unit(actor, unit_id)
    versions.require(unit, version)
    if int(settings.get("youngest", unit.youngest)) > int(settings.get("oldest", unit.oldest)):
        raise InvalidInput(N_("The youngest age must not be above the oldest."), field="oldest")
    for name, value in settings.items():
        setattr(unit, name, value)
    versions.count(unit)
    db.session.flush()
    trail.record(actor, Event.UNIT_CHANGED, unit.id, fields=len(settings))
    return unit


def add_team(actor: Actor, *, unit_id: uuid.UUID, name: str) -> Team:
    """A new team in a unit. Raises `InvalidInput` when the name is taken there."""
    unit = get_unit(actor, unit_id)
    if db.session.scalar(select(Team.id).where(Team.unit_id == unit.id, func.lower(Team.name) == name.lower())):
        raise InvalidInput(N_("The unit has a team with that name already."), field="name")
    team = Team(unit_id=unit.id, name=name)
    db.session.add(team)
    db.session.flush()
    trail.record(actor, Event.TEAM_CREATED, team.id)
    return team


def add_person(
    actor: Actor,
    *,
    name: str,
    username: str,
    unit_id: uuid.UUID,
    team_id: uuid.UUID | None,
    roles: Iterable[Role],
    phone: str = "",
    coordinates: Collection[uuid.UUID] = (),
    meets: Meets | None = None,
) -> tuple[Person, str]:
    """A new person and the one-time code for the first password. Raises `InvalidInput`."""
    actor.require(Role.ADMINISTRATOR)
    account_rules.check_username(username, but=None)
    account_rules.check_team(unit_id, team_id)
    account_rules.check_coordinating(wanted := frozenset(roles), coordinates)
    person = Person(
        name=name,
        username=username.strip().lower(),
        unit_id=unit_id,
        team_id=team_id,
        phone=phone,
        password_hash=passwords.UNUSABLE,
        role_rows=[PersonRole(role=role) for role in sorted(wanted)],
    )
    coordinating.give(person, coordinates)
    (meets or Meets()).apply(person)
    db.session.add(person)
    db.session.flush()
    trail.record(actor, Event.PERSON_CREATED, person.id, roles=len(person.role_rows))
    return person, signin.issue_code(person)


def change_person(
    actor: Actor,
    person_id: uuid.UUID,
    *,
    name: str,
    username: str,
    unit_id: uuid.UUID,
    team_id: uuid.UUID | None,
    roles: Iterable[Role],
    phone: str = "",
    is_active: bool = True,
    coordinates: Collection[uuid.UUID] = (),
    meets: Meets | None = None,
    version: int,
) -> Person:
    """Change a person, seen as `version`; whoever is closed is signed out at once. One administrator stays.

    Raises `InvalidInput`, and `Overtaken` when somebody else has changed the person since.
    """
    person = get_person(actor, person_id)
    versions.require(person, version)
    account_rules.check_username(username, but=person.id)
    account_rules.check_team(unit_id, team_id)
    account_rules.check_coordinating(wanted := frozenset(roles), coordinates)
    account_rules.keep_an_administrator(person, still=is_active and Role.ADMINISTRATOR in wanted)
    person.name, person.username, person.phone = name, username.strip().lower(), phone
    person.unit_id, person.team_id = unit_id, team_id
    if meets:
        meets.apply(person)
    trail.record(actor, Event.PERSON_CHANGED, person.id)
    _give_roles(actor, person, wanted)
    coordinating.change(actor, person, units=coordinates)
    if is_active != person.is_active:
        person.is_active = is_active
        trail.record(actor, Event.PERSON_REOPENED if is_active else Event.PERSON_CLOSED, person.id)
    versions.count(person)
    if not is_active:
        sessions.end_all(person.id)
    db.session.flush()
    return person


def _give_roles(actor: Actor, person: Person, wanted: Collection[Role]) -> None:
    if wanted != person.roles:
        person.role_rows = [PersonRole(role=role) for role in sorted(wanted)]
        trail.record(actor, Event.ROLES_CHANGED, person.id, roles=len(wanted))


def new_code(actor: Actor, person_id: uuid.UUID) -> tuple[Person, str]:
    """A one-time code for somebody who has lost the password, which ends with it, as all the person's sessions do."""
    person = get_person(actor, person_id)
    trail.record(actor, Event.PERSON_CODE_ISSUED, person.id)
    return person, signin.issue_code(person)
