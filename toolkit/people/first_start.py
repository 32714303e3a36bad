"""The very first start: a unit, its administrator, and whether people sign in by two steps from then on."""

from collections.abc import Callable

from toolkit.access import Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.hooks import Hook
from toolkit.people import account_rules, directory, passwords, sessions
from toolkit.people.models import Person, PersonRole, Unit
from toolkit.transactions import paused

TWO_STEPS: Hook[Callable[[Person], None]] = Hook("an installation begins with two steps", "second_factor")
"""It is decided with the first administrator, who held nobody back: it counts from the next sign-in."""


def set_up(
    *, municipality: str, unit: str, name: str, username: str, password: str, two_steps: bool = False
) -> tuple[Person, str]:
    """The first administrator and the first unit, with a session. Raises `WrongState` once somebody is here.

    With `two_steps`, whoever administers, releases or exports sets up a second proof before they sign in again.
    """
    if not directory.is_empty():
        raise _set_up_already()
    with paused():
        account_rules.check_username(username, but=None)
        passwords.check(password, around=(name, username, unit, municipality), field="password")
        hashed = passwords.hash_password(password)
    if not directory.is_empty():
        raise _set_up_already()
    home = Unit(name=unit, municipality=municipality)
    db.session.add(home)
    db.session.flush()
    person = Person(
        unit_id=home.id,
        name=name,
        username=username.strip().lower(),
        password_hash=hashed,
        role_rows=[PersonRole(role=Role.ADMINISTRATOR)],
    )
    db.session.add(person)
    db.session.flush()
    trail.record(directory.as_actor(person), Event.SET_UP, home.id)
    for begin in TWO_STEPS.each() if two_steps else ():
        begin(person)
    return person, sessions.begin(person)


def _set_up_already() -> WrongState:
    return WrongState(N_("The program has been set up already. Sign in instead."))
