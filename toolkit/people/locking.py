"""A locked session: somebody's browser in a child's hands. Nothing of the session is reached until its PIN is typed.

The PIN is chosen for the one time. It is known as a keyed hash, and the fifth wrong try ends the session: then the way
back is the password. Every wrong try stands on the trail, as one at the sign-in does.
"""

import hashlib
import hmac

from sqlalchemy import select

from toolkit import clock, config
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db, writing
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.people import directory, sessions, throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.people.models import SignInSession
from toolkit.transactions import paused

SHORTEST, LONGEST = 4, 8
TRIES = 5
STAIRS = "01234567890 09876543210"


def lock(token: str | None, *, pin: str) -> None:
    """Lock the session behind a token, with a PIN of four to eight digits. Raises `InvalidInput`, `NotFound`."""
    check_pin(pin)
    row = _find(token)
    if row is None:
        raise NotFound
    row.locked_at, row.pin_hash, row.pin_tries = clock.now(), _hashed(row, pin), 0
    db.session.flush()
    trail.record(directory.as_actor(row.person), Event.SESSION_LOCKED, row.person_id)


def check_pin(pin: str) -> None:
    """Raise `InvalidInput` for a PIN of another shape, or one that is tried first."""
    if not (pin.isascii() and pin.isdecimal() and SHORTEST <= len(pin) <= LONGEST):
        raise InvalidInput(N_("Choose four to eight digits."), field="pin")
    if len(set(pin)) == 1 or pin in STAIRS:
        raise InvalidInput(N_("That is what everybody tries first. Choose other digits."), field="pin")


def is_locked(token: str | None) -> bool:
    """Whether the session behind a token lives and is locked."""
    row = _find(token)
    return row is not None and row.locked_at is not None


def unlock(token: str | None, *, pin: str, place: str) -> bool:
    """Open the session again; False when that was one wrong try too many, and the session has ended.

    Every try is counted before it is looked at, so that many at once are no more than one after the other. `place` is
    where it comes from, for the trail. Raises `InvalidInput` for a wrong PIN, `NotFound` without a locked session.
    """
    row = _find(token)
    if row is None or row.locked_at is None:
        raise NotFound
    tries, is_right = _count_try(row), hmac.compare_digest(row.pin_hash or "", _hashed(row, pin))
    if not is_right:
        Attempt(secret=Secret.PIN, limits={}, place=throttle.place_of(place), person_id=row.person_id).refuse()
    if tries > TRIES or (tries == TRIES and not is_right):
        _end(row)
        return False
    if not is_right:
        raise InvalidInput(N_("That PIN is not right. Try again, or sign in with your password."), field="pin")
    with paused():
        pass  # until here the request only read; the count has a transaction of its own
    kept = db.session.get_one(SignInSession, row.id)
    kept.locked_at = kept.pin_hash = None
    kept.seen_at = clock.now()
    db.session.flush()
    trail.record(directory.as_actor(kept.person), Event.SESSION_UNLOCKED, kept.person_id)
    return True


def _count_try(row: SignInSession) -> int:
    """How many tries there have been, this one included."""
    with writing() as session:
        counted = session.get_one(SignInSession, row.id, with_for_update=True)
        counted.pin_tries += 1
        return counted.pin_tries


def _end(row: SignInSession) -> None:
    with writing() as session:
        ended = session.get_one(SignInSession, row.id, with_for_update=True)
        if ended.ended_at is None:
            ended.ended_at = clock.now()
            trail.record(None, Event.SESSION_ENDED_BY_PIN, row.person_id, within=session)


def _find(token: str | None) -> SignInSession | None:
    if not token:
        return None
    row = db.session.scalar(select(SignInSession).where(SignInSession.token_hash == sessions.digest(token)))
    return row if row is not None and sessions.is_alive(row) else None


def _hashed(row: SignInSession, pin: str) -> str:
    secret = config.current().secret_key.encode()
    return hmac.new(secret, b"pin:" + row.id.bytes + pin.encode(), hashlib.sha256).hexdigest()
