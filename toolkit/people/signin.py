"""Signing in: argon2, a throttle on guessing that does not tell which names exist, and codes for new passwords."""

import secrets
import uuid
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, select

from toolkit import clock
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.people import sessions, throttle
from toolkit.people.models import OneTimeCode, Person
from toolkit.transactions import paused

TRIES_PER_NAME = 5
CODE_LIFETIME = timedelta(days=3)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200

UNUSABLE = "!"  # stands for a password before the first code is used: no argon2 hash looks like this

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_NOBODY = _hasher.hash(secrets.token_hex(16))  # so that an unknown name takes as long as a known one


class LockedOut(throttle.LockedOut):
    """Too many wrong tries. The way out is to wait or to ask the administrator."""

    sentence = N_("That was many tries in a row. Wait %(minutes)s minutes, or ask your administrator for a new code.")


def hash_password(password: str) -> str:
    """The argon2id hash of a password (64 MiB, t=3)."""
    return _hasher.hash(password)


def sign_in(username: str, password: str, *, place: str) -> tuple[Person, str]:
    """The person and a fresh session token. `place` is the address that asks; it is kept only as a keyed hash.

    Raises `InvalidInput` when the two do not go together and `LockedOut` after too many tries.
    """
    keys = _keys("name", username, place)
    throttle.refuse_if_locked(keys, LockedOut)
    kept = _hash_of(_find_active(username))
    with paused():
        if not _matches(kept, password):
            throttle.count_failure(keys)
            raise _do_not_go_together()
        fresh = hash_password(password) if _hasher.check_needs_rehash(kept) else kept
    person = _find_active(username)
    if person is None or person.password_hash != kept:  # closed, or given another password, at this very moment
        raise _do_not_go_together()
    throttle.forget(next(iter(keys)))
    person.password_hash = fresh
    return person, sessions.begin(person)


def change_password(person_id: uuid.UUID, *, old: str, new: str, keep_token: str | None) -> None:
    """Set a new password for a signed-in person and end all their other sessions."""
    person = db.session.get_one(Person, person_id)
    kept, username = person.password_hash, person.username
    with paused():
        if not _matches(kept, old):
            raise _not_the_present_one()
        check_strength(new, username=username, field="new")
        fresh = hash_password(new)
    person = db.session.get_one(Person, person_id)
    if person.password_hash != kept:
        raise _not_the_present_one()
    person.password_hash = fresh
    sessions.end_all(person_id, but=keep_token)


def issue_code(person: Person) -> str:
    """A one-time code with which the person sets a password within three days. Earlier codes stop working."""
    db.session.execute(delete(OneTimeCode).where(OneTimeCode.person_id == person.id))
    code = "-".join(secrets.token_hex(2) for _ in range(4))
    db.session.add(
        OneTimeCode(person_id=person.id, code_hash=sessions.digest(code), expires_at=clock.now() + CODE_LIFETIME),
    )
    db.session.flush()
    return code


def use_code(username: str, code: str, *, new: str, place: str) -> tuple[Person, str]:
    """Set a password with a one-time code; the person and a fresh session token. Raises like `sign_in`."""
    keys = _keys("code", username, place)
    throttle.refuse_if_locked(keys, LockedOut)
    known = _find_by_code(username, code)
    with paused():
        if known is None:
            throttle.count_failure(keys)
            raise _no_such_code()
        check_strength(new, username=username.strip().lower(), field="new")
        fresh = hash_password(new)
    known = _find_by_code(username, code, to_change=True)
    if known is None:  # used at this very moment
        raise _no_such_code()
    person, row = known
    row.used_at = clock.now()
    person.password_hash = fresh
    sessions.end_all(person.id)
    return person, sessions.begin(person)


def check_strength(password: str, *, username: str, field: str) -> None:
    """Long enough, and not the name. Raises `InvalidInput`. No rules about signs (ASVS 6.2.5)."""
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(
            N_("Use at least %(length)s characters. A sentence that you remember is fine."),
            field=field,
            length=SHORTEST_PASSWORD,
        )
    if len(password) > LONGEST_PASSWORD:
        raise InvalidInput(N_("Use at most %(length)s characters."), field=field, length=LONGEST_PASSWORD)
    if len(set(password.lower())) < 5 or username.lower() in password.lower():
        raise InvalidInput(
            N_("That password is easy to guess. Choose one without your name, and with more variety."),
            field=field,
        )


def _hash_of(person: Person | None) -> str:
    return person.password_hash if person else UNUSABLE


def _matches(kept: str, password: str) -> bool:
    if len(password) > LONGEST_PASSWORD:
        return False
    has_password = kept != UNUSABLE
    try:
        return _hasher.verify(kept if has_password else _NOBODY, password) and has_password
    except VerificationError:
        return False


def _do_not_go_together() -> InvalidInput:
    return InvalidInput(N_("The name and the password do not go together. Check both and try again."), field="password")


def _not_the_present_one() -> InvalidInput:
    return InvalidInput(N_("That is not your present password."), field="old")


def _no_such_code() -> InvalidInput:
    return InvalidInput(N_("The name and the code do not go together, or the code is too old."), field="code")


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


def _keys(kind: str, username: str, place: str) -> dict[str, int]:
    """What is throttled, the name first, with the number of tries after which it locks."""
    return {
        throttle.key(kind, username.strip().lower()): TRIES_PER_NAME,
        throttle.key("place", place): throttle.TRIES_PER_PLACE,
    }
