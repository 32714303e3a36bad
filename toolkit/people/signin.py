"""Signing in, and codes for new passwords. Guessing is slowed, the person is not kept out, and no name is told.

Whoever guesses waits: per name and place, per place, and per name over all places. A browser that the person has signed
in on before has a count of its own, so that nobody elsewhere can keep its owner waiting; and a one-time code is 64 bits
of chance, which nobody guesses, so a right one always opens.
"""

import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.hooks import Hook
from toolkit.people import passwords, sessions, throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.people.models import Awaited, OneTimeCode, Person
from toolkit.people.throttle import Limit
from toolkit.transactions import paused

CODE_LIFETIME = timedelta(days=3)

MINUTE = timedelta(minutes=1)
PER_NAME_AND_PLACE = Limit(free=5, first=MINUTE, longest=60 * MINUTE)
PER_KNOWN_BROWSER = Limit(free=10, first=MINUTE, longest=15 * MINUTE)
PER_NAME = Limit(free=100, first=15 * MINUTE, longest=60 * MINUTE)  # from all places; NIST SP 800-63B-4 3.2.2
PER_PLACE = Limit(free=60, first=MINUTE, longest=15 * MINUTE, memory=60 * MINUTE)
WRONG_CODES = Limit(free=20, first=MINUTE, longest=15 * MINUTE, memory=60 * MINUTE)
PRESENT_PASSWORD = Limit(free=5, first=MINUTE, longest=15 * MINUTE)

AWAITED: Hook[Callable[[Person], Awaited | None]] = Hook("somebody has shown their password", "second_factor")
"""What else is asked of the person before they are signed in."""

UNKNOWN_BROWSER: Mapping[str, str] = MappingProxyType({})


class LockedOut(throttle.LockedOut):
    """Too many wrong tries. The way out is to wait, another browser, or to ask the administrator."""

    sentence = N_("That was many tries in a row. Wait %(minutes)s min, or ask your administrator for a new code.")


class WaitAWhile(throttle.LockedOut):
    """Too many tries by somebody who has signed in."""

    sentence = N_("That was many tries in a row. Wait %(minutes)s min and try again.")


def sign_in(
    username: str, password: str, *, place: str, marks: Mapping[str, str] = UNKNOWN_BROWSER
) -> tuple[Person, str]:
    """The person and a fresh session token. `place` is where the try comes from, `marks` what the browser is known by.

    Raises `InvalidInput` when the two do not go together and `LockedOut` after too many tries.
    """
    person = _find_active(username)
    kept = person.password_hash if person else passwords.UNUSABLE
    attempt = _attempt(username, person, place=throttle.place_of(place), marks=marks)
    with paused():
        attempt.begin(LockedOut)
        if not passwords.matches(kept, password):
            attempt.refuse()
            raise _do_not_go_together()
        attempt.accept()
        fresh = passwords.hash_password(password) if passwords.is_outdated(kept) else kept
    person = _find_active(username)
    if person is None or person.password_hash != kept:  # closed, or given another password, at this very moment
        raise _do_not_go_together()
    person.password_hash = fresh
    return person, _begin(person)


def change_password(actor: Actor, *, old: str, new: str, keep_token: str | None) -> None:
    """Set a new password for a signed-in person and end all their other sessions. Wrong old ones make one wait."""
    person = _get_with_unit(actor.id)
    kept, around = person.password_hash, _around(person)
    limits = {throttle.key("change", actor.id.hex): PRESENT_PASSWORD}
    attempt = Attempt(secret=Secret.PRESENT_PASSWORD, limits=limits, place="", person_id=actor.id)
    with paused():
        attempt.begin(WaitAWhile)
        if not passwords.matches(kept, old):
            attempt.refuse()
            raise _not_the_present_one()
        attempt.accept()
        passwords.check(new, around=around, field="new")
        fresh = passwords.hash_password(new)
    person = db.session.get_one(Person, actor.id)
    if person.password_hash != kept:
        raise _not_the_present_one()
    person.password_hash = fresh
    sessions.end_all(actor.id, but=keep_token)


def issue_code(person: Person) -> str:
    """A one-time code with which the person sets a password within three days.

    Earlier codes, the password and all sessions end: whoever asks for a code may have lost them to somebody.
    """
    db.session.execute(delete(OneTimeCode).where(OneTimeCode.person_id == person.id))
    person.password_hash = passwords.UNUSABLE
    sessions.end_all(person.id)
    code = "-".join(secrets.token_hex(2) for _ in range(4))
    db.session.add(
        OneTimeCode(person_id=person.id, code_hash=sessions.digest(code), expires_at=clock.now() + CODE_LIFETIME),
    )
    db.session.flush()
    return code


def use_code(username: str, code: str, *, new: str, place: str) -> tuple[Person, str]:
    """Set a password with a one-time code; the person and a fresh session token. Raises like `sign_in`.

    A right code opens however many wrong ones were tried before it.
    """
    known = _find_by_code(username, code)
    around = _around(known[0]) if known else ()
    from_place = throttle.place_of(place)
    limits = {throttle.key("code", from_place): WRONG_CODES}
    tried = _find_active(username)
    attempt = Attempt(
        secret=Secret.ONE_TIME_CODE, limits=limits, place=from_place, person_id=tried.id if tried else None
    )
    with paused():
        if known is None:
            attempt.begin(LockedOut)
            attempt.refuse()
            raise _no_such_code()
        passwords.check(new, around=around, field="new")
        fresh = passwords.hash_password(new)
        throttle.forgive(wholly=_limits_of_name(username, from_place))
    known = _find_by_code(username, code, to_change=True)
    if known is None:  # used at this very moment
        raise _no_such_code()
    person, row = known
    row.used_at = clock.now()
    person.password_hash = fresh
    sessions.end_all(person.id)
    return person, _begin(person)


def _begin(person: Person) -> str:
    """A session, which waits when more than the password is asked for."""
    return sessions.begin(person, waits_for=find_awaited(person))


def find_awaited(person: Person) -> Awaited | None:
    """What else is asked of somebody who has shown the first proof."""
    return next((found for ask in AWAITED.each() if (found := ask(person))), None)


def _attempt(username: str, person: Person | None, *, place: str, marks: Mapping[str, str]) -> Attempt:
    person_id = person.id if person else None
    if person and (mark := marks.get(person.id.hex)):
        known = {throttle.key("browser", mark): PER_KNOWN_BROWSER}
        return Attempt(secret=Secret.PASSWORD, limits=known, place=place, person_id=person_id)
    shared = {throttle.key("place", place): PER_PLACE}
    limits = {**_limits_of_name(username, place), **shared}
    return Attempt(secret=Secret.PASSWORD, limits=limits, shared=shared, place=place, person_id=person_id)


def _limits_of_name(username: str, place: str) -> dict[str, Limit]:
    name = username.strip().lower()
    return {
        throttle.key("name and place", f"{name}\n{place}"): PER_NAME_AND_PLACE,
        throttle.key("name", name): PER_NAME,
    }


def _do_not_go_together() -> InvalidInput:
    return InvalidInput(N_("The name and the password do not go together. Check both and try again."), field="password")


def _not_the_present_one() -> InvalidInput:
    return InvalidInput(N_("That is not your present password."), field="old")


def _no_such_code() -> InvalidInput:
    return InvalidInput(N_("The name and the code do not go together, or the code is too old."), field="code")


def _around(person: Person) -> tuple[str, ...]:
    """The words around a person that no password may be built on."""
    return (person.name, person.username, person.unit.name, person.unit.municipality)


def _get_with_unit(person_id: uuid.UUID) -> Person:
    return db.session.scalars(select(Person).where(Person.id == person_id).options(joinedload(Person.unit))).one()


def _find_by_code(username: str, code: str, *, to_change: bool = False) -> tuple[Person, OneTimeCode] | None:
    """The person and the code, if they go together and the code is good; locked for others when it is to be used."""
    person = _find_active(username)
    code_hash = sessions.digest(code.strip().lower())
    query = select(OneTimeCode).where(OneTimeCode.code_hash == code_hash)
    row = db.session.scalar(query.with_for_update() if to_change else query)
    if person is None or row is None or row.person_id != person.id or row.used_at or row.expires_at <= clock.now():
        return None
    return person, row


def _find_active(username: str) -> Person | None:
    wanted = username.strip().lower()
    return db.session.scalar(select(Person).where(Person.username == wanted, Person.is_active))
