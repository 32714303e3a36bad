"""Which roles may not sign in by a password alone: the administrator decides, and each sign-in asks."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from toolkit import versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.people import sessions
from toolkit.people.models import Awaited, Person, PersonRole
from toolkit.second_factor import proofs
from toolkit.second_factor.models import Authenticator, Passkey, RecoveryCode, SecondFactorPolicy

ONLY = 1  # the policy's one row
FROM_THE_START = frozenset({Role.ADMINISTRATOR, Role.UNIT_LEADER, Role.FACILITATOR})
"""Who administers, releases a report or takes out what children have said."""


@dataclass(frozen=True, slots=True)
class PersonsProofs:
    """One person, and what they prove themselves by besides the password."""

    person: Person
    has_app: bool
    passkeys: int
    codes_left: int
    is_required: bool


def required_roles() -> frozenset[Role]:
    """The roles that the administrator has named."""
    policy = db.session.get(SecondFactorPolicy, ONLY)
    return policy.roles if policy else frozenset()


def is_required(roles: Iterable[Role]) -> bool:
    """Whether somebody with these roles needs a second factor."""
    return not required_roles().isdisjoint(roles)


def find_awaited(person: Person) -> Awaited | None:
    """What else is asked of somebody who has shown their password."""
    if proofs.load(person.id).is_any:
        return Awaited.SECOND_FACTOR
    return Awaited.SET_UP if is_required(person.roles) else None


def find_policy(actor: Actor) -> SecondFactorPolicy | None:
    """What was decided, for the administrator."""
    actor.require(Role.ADMINISTRATOR)
    return db.session.get(SecondFactorPolicy, ONLY)


def require(actor: Actor, roles: Iterable[Role], *, version: int) -> None:
    """Name the roles that need a second factor, at once: who has none sets one up before the next page.

    Raises `Overtaken`.
    """
    actor.require(Role.ADMINISTRATOR)
    policy = db.session.get(SecondFactorPolicy, ONLY, with_for_update=True)
    versions.require(policy, version)
    wanted, before = frozenset(roles), policy.roles if policy else frozenset()
    names = ",".join(sorted(wanted))
    if policy is None:
        db.session.add(SecondFactorPolicy(id=ONLY, role_names=names))
    else:
        policy.role_names = names
        versions.count(policy)
    db.session.flush()
    held = _without_any(wanted - before)
    sessions.hold_back(held)
    trail.record(actor, Event.SECOND_FACTOR_REQUIRED, roles=len(wanted), people=len(held))


def list_people(actor: Actor) -> Sequence[PersonsProofs]:
    """Everybody who may sign in, by name, with what they have; for the administrator."""
    actor.require(Role.ADMINISTRATOR)
    trail.record(actor, Event.SECOND_FACTORS_READ)
    people = select(Person).where(Person.is_active).options(selectinload(Person.role_rows))
    apps = _ids(select(Authenticator.person_id).where(Authenticator.confirmed_at.is_not(None)))
    keys = _counts(select(Passkey.person_id, func.count()).group_by(Passkey.person_id))
    unused = select(RecoveryCode.person_id, func.count()).where(RecoveryCode.used_at.is_(None))
    left = _counts(unused.group_by(RecoveryCode.person_id))
    required = required_roles()
    return [
        PersonsProofs(one, one.id in apps, keys.get(one.id, 0), left.get(one.id, 0), not required.isdisjoint(one.roles))
        for one in db.session.scalars(people.order_by(Person.name))
    ]


def begin(administrator: Person) -> None:
    """Require it from the start of whoever administers, releases or exports. Nobody who is signed in is held back."""
    db.session.add(SecondFactorPolicy(id=ONLY, role_names=",".join(sorted(FROM_THE_START))))
    db.session.flush()
    actor = Actor(
        id=administrator.id, unit_id=administrator.unit_id, name=administrator.name, roles=administrator.roles
    )
    trail.record(actor, Event.SECOND_FACTOR_REQUIRED, roles=len(FROM_THE_START), people=0)


def _without_any(roles: Collection[Role]) -> frozenset[uuid.UUID]:
    """Who has one of the roles, and no second factor."""
    theirs = _ids(select(PersonRole.person_id).where(PersonRole.role.in_(list(roles))))
    apps = _ids(select(Authenticator.person_id).where(Authenticator.confirmed_at.is_not(None)))
    return theirs - apps - _ids(select(Passkey.person_id))


def _ids(query: Select[uuid.UUID]) -> frozenset[uuid.UUID]:
    return frozenset(db.session.scalars(query))


def _counts(query: Select[uuid.UUID, int]) -> dict[uuid.UUID, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}
