"""Which person an account of the provider's is, and what its groups give them, at every sign-in anew.

The administrator adds people as before; the first sign-in ties the account to whoever has the same user name here.
From then on the account itself counts, whatever it is called. Where BR_OIDC_CREATE says so, a person is made of it.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from toolkit import clock, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.oidc.claims import Claims
from toolkit.oidc.models import ProviderAccount
from toolkit.oidc.provider import Provider
from toolkit.people import account_rules, directory, passwords, sessions
from toolkit.people.models import Person, PersonRole, Unit


class Refusal(StrEnum):
    """Why somebody whom the provider knows is not let in."""

    UNKNOWN = "no_person"
    CLOSED = "closed_account"
    OTHER_ACCOUNT = "other_account"
    NO_ROLE = "no_role"
    ROLES = "roles_apart"
    UNITS = "several_units"
    NO_UNIT = "no_unit"
    LAST_ADMINISTRATOR = "last_administrator"


SENTENCES = {
    Refusal.UNKNOWN: N_(
        "You have proved who you are, but nobody has added you here yet. Ask your administrator to add you with the"
        " user name that you have at the municipality, and sign in again."
    ),
    Refusal.CLOSED: N_("Your account here is closed. Ask your administrator if that is a mistake."),
    Refusal.OTHER_ACCOUNT: N_(
        "Your user name here belongs to another account at the municipality. Ask your administrator to release it."
    ),
    Refusal.NO_ROLE: N_(
        "Your account at the municipality is in no group that gives you a role here. Ask whoever hands out permissions"
        " in the municipality to put you into the right group."
    ),
    Refusal.ROLES: N_(
        "Your groups make you a coordinator and somebody who reads interviews as well, and nobody may be both. Ask"
        " whoever hands out permissions to mend that."
    ),
    Refusal.UNITS: N_(
        "Your account at the municipality is in the groups of several units. Here a person belongs to one: ask whoever"
        " hands out permissions to mend that."
    ),
    Refusal.NO_UNIT: N_("Your groups do not say which unit here you belong to. Ask your administrator to add you."),
    Refusal.LAST_ADMINISTRATOR: N_(
        "Your groups no longer make you an administrator, and you are the only one here. Give somebody else the role"
        " first, or ask to be put into the group again."
    ),
}


@dataclass(frozen=True, slots=True)
class Given:
    """What the groups of an account give."""

    roles: frozenset[Role]
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Settled:
    """Whom an account belongs to, or why nobody is let in."""

    person: Person | None = None
    refusal: Refusal | None = None


def settle(claims: Claims, provider: Provider) -> Settled:
    """The person behind an account, with the roles and the unit that its groups give. In a request that writes.

    Whoever is in no group any more loses their roles here and is signed out everywhere, though they are refused.
    """
    known = db.session.get(ProviderAccount, claims.account)
    person = known.person if known else _find_by_name(claims)
    given = Given(provider.grants.roles_of(claims.groups), provider.grants.units_of(claims.groups))
    refusal = _refuse_person(person, claims, provider, is_known=known is not None)
    if refusal is None and provider.grants.roles:
        refusal = _refuse_groups(person, given)
    if refusal is Refusal.NO_ROLE and known:
        _remove_roles(known.person)
    if refusal:
        return Settled(refusal=refusal)
    if person is None:
        person = _create(claims, given)
    elif provider.grants.roles:
        _follow(person, given)
    _remember(person, claims, known)
    return Settled(person)


def find_account(actor: Actor, person_id: uuid.UUID) -> ProviderAccount | None:
    """The account that a person signs in by, for the administrator. Raises `NotFound` for nobody."""
    person = directory.get_person(actor, person_id)
    return db.session.scalar(select(ProviderAccount).where(ProviderAccount.person_id == person.id))


def release(actor: Actor, person_id: uuid.UUID) -> None:
    """Let the account go, so that another one of the same user name can take its place; sessions by it end.

    Raises `NotFound` when there is none.
    """
    row = find_account(actor, person_id)
    if row is None:
        raise NotFound
    db.session.delete(row)
    sessions.end_of_provider(person_id=person_id)
    trail.record(actor, Event.PROVIDER_ACCOUNT_RELEASED, person_id)
    db.session.flush()


def is_of(account: str, person: Actor) -> bool:
    """Whether an account is that of a person."""
    row = db.session.get(ProviderAccount, account)
    return row is not None and row.person_id == person.id


def _find_by_name(claims: Claims) -> Person | None:
    return db.session.scalar(select(Person).where(Person.username == claims.username)) if claims.username else None


def _refuse_person(person: Person | None, claims: Claims, provider: Provider, *, is_known: bool) -> Refusal | None:
    """Why it ends with who it is. Nothing is changed."""
    if person is None:
        return None if provider.settings.creates and account_rules.is_username(claims.username) else Refusal.UNKNOWN
    other = select(ProviderAccount.account_hash).where(ProviderAccount.person_id == person.id)
    if not is_known and db.session.scalar(other):
        return Refusal.OTHER_ACCOUNT
    return None if person.is_active else Refusal.CLOSED


def _refuse_groups(person: Person | None, given: Given) -> Refusal | None:
    """Why it ends with the groups, in the order in which it is told. Nothing is changed."""
    if person is not None and _is_last_administrator(person, still=Role.ADMINISTRATOR in given.roles):
        return Refusal.LAST_ADMINISTRATOR
    if not given.roles:
        return Refusal.NO_ROLE
    if Role.COORDINATOR in given.roles and given.roles & account_rules.READING_INTERVIEWS:
        return Refusal.ROLES
    if len(given.units) > 1:
        return Refusal.UNITS
    is_somewhere = person is not None and not given.units
    return None if is_somewhere or _find_unit(given.units) else Refusal.NO_UNIT


def _is_last_administrator(person: Person, *, still: bool) -> bool:
    try:
        account_rules.keep_an_administrator(person, still=still)
    except InvalidInput:
        return True
    return False


def _find_unit(names: frozenset[str]) -> Unit | None:
    """The unit of that name; where no group names one, the only one that there is."""
    query = select(Unit).where(Unit.name.in_(names)) if names else select(Unit).limit(2)
    found = db.session.scalars(query).all()
    return found[0] if len(found) == 1 else None


def _create(claims: Claims, given: Given) -> Person:
    unit = _find_unit(given.units)
    if unit is None:  # `_refuse_groups` has looked
        raise NotFound
    person = Person(
        name=claims.name or claims.username,
        username=claims.username,
        unit_id=unit.id,
        password_hash=passwords.UNUSABLE,
        role_rows=[PersonRole(role=role) for role in sorted(given.roles)],
    )
    db.session.add(person)
    db.session.flush()
    trail.record(directory.as_actor(person), Event.PERSON_CREATED, person.id, roles=len(given.roles))
    return person


def _follow(person: Person, given: Given) -> None:
    """The roles and the unit of today's groups, in place of those of yesterday."""
    unit = _find_unit(given.units) if given.units else None
    if unit and unit.id != person.unit_id:
        person.unit_id, person.team_id = unit.id, None
        versions.count(person)
        trail.record(None, Event.PERSON_CHANGED, person.id)
    if given.roles != person.roles:
        _give(person, given.roles)


def _remove_roles(person: Person) -> None:
    if person.roles:
        _give(person, frozenset())
    sessions.end_all(person.id)


def _give(person: Person, roles: frozenset[Role]) -> None:
    person.role_rows = [PersonRole(role=role) for role in sorted(roles)]
    if Role.COORDINATOR not in roles:
        person.coordinated_rows = []
    versions.count(person)
    db.session.flush()
    trail.record(None, Event.ROLES_CHANGED, person.id, roles=len(roles))


def _remember(person: Person, claims: Claims, known: ProviderAccount | None) -> None:
    now = clock.now()
    if known:
        known.used_at = now
        return
    db.session.add(ProviderAccount(account_hash=claims.account, person_id=person.id, linked_at=now, used_at=now))
    trail.record(directory.as_actor(person), Event.PROVIDER_ACCOUNT_LINKED, person.id)
    db.session.flush()
