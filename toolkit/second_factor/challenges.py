"""What a passkey signs: a random number with its time, bound to what it is for and to the browser, good once.

A page that is only read makes no row. The challenge carries its own seal (HMAC under the session key), and only one
that was answered rightly is written down, until it is too old anyway.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from toolkit import clock, config
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.people.throttle import INSERTS
from toolkit.second_factor.models import UsedChallenge

LIFETIME = timedelta(minutes=10)
RANDOM, TIME = 16, 8  # bytes


def make(purpose: str, *, browser: str) -> bytes:
    """A fresh challenge for a purpose, for one browser."""
    start = secrets.token_bytes(RANDOM) + int(clock.now().timestamp()).to_bytes(TIME)
    return start + _seal(start, purpose, browser)


def require_ours(challenge: bytes, purpose: str, *, browser: str) -> None:
    """Raise `InvalidInput` for one that was made elsewhere, for something else, or too long ago."""
    start, seal = challenge[: RANDOM + TIME], challenge[RANDOM + TIME :]
    age = clock.now().timestamp() - int.from_bytes(start[RANDOM:])
    if not hmac.compare_digest(seal, _seal(start, purpose, browser)) or not 0 <= age <= LIFETIME.total_seconds():
        raise too_late()


def spend(session: Session, challenge: bytes) -> None:
    """Let a challenge count, and never once more. Raises `InvalidInput` for one that was answered before."""
    row = {"digest": hashlib.sha256(challenge).hexdigest(), "used_at": clock.now()}
    insert = INSERTS[session.get_bind().dialect.name](UsedChallenge).values(**row).on_conflict_do_nothing()
    if not session.execute(insert.returning(UsedChallenge.digest)).first():
        raise too_late()


def sweep() -> None:
    """Forget what could not be answered any more. For the worker, once a day."""
    db.session.execute(delete(UsedChallenge).where(UsedChallenge.used_at < clock.now() - 2 * LIFETIME))


def too_late() -> InvalidInput:
    """It cannot be answered (any more)."""
    return InvalidInput(N_("The page had been open for a while. Press the button once more."))


def _seal(start: bytes, purpose: str, browser: str) -> bytes:
    secret = config.current().secret_key.encode()
    return hmac.new(secret, b"passkey:" + start + f"{purpose}\n{browser}".encode(), hashlib.sha256).digest()
