"""Signing in: argon2, a brake on guessing that does not tell which names exist, and one-time codes for new passwords.

The brake follows OWASP ASVS 5.0 6.3.1: five wrong tries for a name, or thirty from one place, lock for a while.
"""

import hashlib
import hmac
import secrets
import uuid
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from toolkit import clock
from toolkit.db import db, writing
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.people import sessions
from toolkit.people.models import OneTimeCode, Person, SignInThrottle

WINDOW = timedelta(minutes=15)
TRIES_PER_NAME = 5
TRIES_PER_PLACE = 30
CODE_LIFETIME = timedelta(days=3)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_NOBODY = _hasher.hash(secrets.token_hex(16))  # so that an unknown name takes as long as a known one


class LockedOut(WrongState):
    """Too many wrong tries. The way out is to wait or to ask the administrator."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            N_("That was many tries in a row. Wait %(minutes)s minutes, or ask your administrator for a new code."),
            minutes=minutes,
        )


def hash_password(password: str) -> str:
    """The argon2id hash of a password (64 MiB, t=3)."""
    return _hasher.hash(password)


def sign_in(username: str, password: str, *, place: str) -> tuple[Person, str]:
    """The person and a fresh session token. `place` is the address that asks; it is kept only as a keyed hash.

    Raises `InvalidInput` when the two do not go together and `LockedOut` after too many tries.
    """
    keys = (_key("name", username.strip().lower()), _key("place", place))
    _refuse_if_locked(keys)
    person = _find_active(username)
    if not _matches(person, password) or person is None:
        _count_failure(keys)
        raise InvalidInput(
            N_("The name and the password do not go together. Check both and try again."), field="password"
        )
    db.session.execute(delete(SignInThrottle).where(SignInThrottle.key == keys[0]))
    if _hasher.check_needs_rehash(person.password_hash):
        person.password_hash = hash_password(password)
    return person, sessions.begin(person)


def change_password(person_id: uuid.UUID, *, old: str, new: str, keep_token: str | None) -> None:
    """Set a new password for a signed-in person and end all their other sessions."""
    person = db.session.get_one(Person, person_id)
    if not _matches(person, old):
        raise InvalidInput(N_("That is not your present password."), field="old")
    check_strength(new, username=person.username, field="new")
    person.password_hash = hash_password(new)
    person.must_change_password = False
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
    keys = (_key("code", username.strip().lower()), _key("place", place))
    _refuse_if_locked(keys)
    person = _find_active(username)
    row = db.session.scalar(
        select(OneTimeCode).where(OneTimeCode.code_hash == sessions.digest(code.strip().lower())).with_for_update(),
    )
    if person is None or row is None or row.person_id != person.id or row.used_at or row.expires_at <= clock.now():
        _count_failure(keys)
        raise InvalidInput(N_("The name and the code do not go together, or the code is too old."), field="code")
    check_strength(new, username=person.username, field="new")
    row.used_at = clock.now()
    person.password_hash = hash_password(new)
    person.must_change_password = False
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


def _matches(person: Person | None, password: str) -> bool:
    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        return _hasher.verify(person.password_hash if person else _NOBODY, password) and person is not None
    except VerificationError:
        return False


def _find_active(username: str) -> Person | None:
    wanted = username.strip().lower()
    return db.session.scalar(select(Person).where(func.lower(Person.username) == wanted, Person.is_active))


def _key(kind: str, value: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def _refuse_if_locked(keys: tuple[str, ...]) -> None:
    now = clock.now()
    rows = db.session.scalars(select(SignInThrottle).where(SignInThrottle.key.in_(keys)))
    until = max((row.locked_until for row in rows if row.locked_until and row.locked_until > now), default=None)
    if until:
        raise LockedOut(minutes=max(1, round((until - now).total_seconds() / 60)))


def _count_failure(keys: tuple[str, ...]) -> None:
    db.session.rollback()  # let go of the write lock before counting in a transaction of its own
    with writing() as session:
        for key, limit in zip(keys, (TRIES_PER_NAME, TRIES_PER_PLACE), strict=True):
            _count(session, key, limit)


def _count(session: Session, key: str, limit: int) -> None:
    now = clock.now()
    row = session.get(SignInThrottle, key, with_for_update=True)
    if row is None:
        row = SignInThrottle(key=key, failures=0, first_at=now, locked_until=None)
        session.add(row)
    elif row.first_at + WINDOW <= now:
        row.failures, row.first_at, row.locked_until = 0, now, None
    row.failures += 1
    if row.failures >= limit:
        row.locked_until = now + WINDOW
