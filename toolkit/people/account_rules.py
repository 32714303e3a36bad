"""What holds for every account, whether it comes in by a form or from a file."""

import re
import uuid
from collections.abc import Collection, Set

from sqlalchemy import func, select

from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.people.models import Person, PersonRole, Team, Unit

READING_INTERVIEWS = frozenset({Role.SOCIAL_WORKER, Role.FACILITATOR})
LONGEST = 120


def is_username(username: str) -> bool:
    """Whether a name can be signed in with: one word, that is typed the same way every time."""
    return 0 < len(username) <= LONGEST and username.isprintable() and not re.search(r"\s", username)


def check_username(username: str, *, but: uuid.UUID | None) -> None:
    """The name can be signed in with, unless the person has had it so far, and nobody else has it.

    Raises `InvalidInput`.
    """
    name = username.strip().lower()
    held = but and db.session.scalar(select(Person.username).where(Person.id == but))
    if not is_username(name) and name != held:
        raise InvalidInput(N_("A user name is one word, without spaces: “sara.lind”, for instance."), field="username")
    taken = db.session.scalar(select(Person.id).where(Person.username == name))
    if taken is not None and taken != but:
        raise InvalidInput(N_("Somebody has that user name already."), field="username")


def check_team(unit_id: uuid.UUID, team_id: uuid.UUID | None) -> None:
    """The unit is there, and the team is one of its own. Raises `InvalidInput`."""
    if db.session.get(Unit, unit_id) is None:
        raise InvalidInput(N_("Choose a unit."), field="unit_id")
    if team_id is not None and db.session.scalar(select(Team.unit_id).where(Team.id == team_id)) != unit_id:
        raise InvalidInput(N_("The team belongs to another unit."), field="team_id")


def keep_an_administrator(person: Person, *, still: bool) -> None:
    """Somebody is still there who may add people. Raises `InvalidInput`."""
    if still or Role.ADMINISTRATOR not in person.roles:
        return
    is_other = (PersonRole.role == Role.ADMINISTRATOR, Person.is_active, Person.id != person.id)
    if db.session.scalar(select(Person.id).join(PersonRole).where(*is_other).limit(1)) is None:
        raise InvalidInput(N_("This is the only administrator. Give somebody else the role first."), field="roles")


def check_coordinating(roles: Set[Role], units: Collection[uuid.UUID]) -> None:
    """A coordinator has units to coordinate, and reads no interviews; nobody else has such units.

    Raises `InvalidInput`.
    """
    if Role.COORDINATOR not in roles:
        if units:
            raise InvalidInput(N_("Only a coordinator has units to coordinate. Give the role as well."), field="roles")
        return
    if roles & READING_INTERVIEWS:
        raise InvalidInput(
            N_("A coordinator has no access to interviews. Take away social worker and facilitator."), field="roles"
        )
    if not units:
        raise InvalidInput(N_("Choose at least one unit that the person coordinates."), field="coordinates")
    if db.session.scalar(select(func.count()).where(Unit.id.in_(units))) != len(set(units)):
        raise InvalidInput(N_("Choose units that are there."), field="coordinates")
