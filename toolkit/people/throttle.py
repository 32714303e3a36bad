"""The throttle on guessing: a few wrong tries lock for a while. It follows OWASP ASVS 5.0 6.3.1.

What is throttled (a name, a place, a code) is kept only as a keyed hash.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from toolkit import clock, config
from toolkit.db import db, writing
from toolkit.errors import WrongState
from toolkit.people.models import SignInThrottle

WINDOW = timedelta(minutes=15)
TRIES_PER_PLACE = 30


def key(kind: str, value: str) -> str:
    """The keyed hash under which tries are counted."""
    secret = config.current().secret_key.encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def refuse_if_locked(keys: Mapping[str, int], refusal: type["LockedOut"]) -> None:
    """Raise `refusal` with the minutes that are left when any of the keys is locked."""
    now = clock.now()
    rows = db.session.scalars(select(SignInThrottle).where(SignInThrottle.key.in_(keys)))
    until = max((row.locked_until for row in rows if row.locked_until and row.locked_until > now), default=None)
    if until:
        raise refusal(minutes=max(1, round((until - now).total_seconds() / 60)))


def count_failure(keys: Mapping[str, int]) -> None:
    """Count a wrong try for each key; `keys` says after how many it locks.

    In a transaction of its own: it stays although the request fails, and what the caller was doing is left alone.
    """
    with writing() as session:
        for name, limit in keys.items():
            _count(session, name, limit)


def forget(name: str) -> None:
    """A right try: what was counted for this key is gone."""
    db.session.execute(delete(SignInThrottle).where(SignInThrottle.key == name))


class LockedOut(WrongState):
    """Too many wrong tries. Each door says in its own words how long to wait, and what else one can do."""

    sentence = ""

    def __init__(self, minutes: int) -> None:
        super().__init__(self.sentence, minutes=minutes)


def _count(session: Session, name: str, limit: int) -> None:
    now = clock.now()
    row = session.get(SignInThrottle, name, with_for_update=True)
    if row is None:
        row = SignInThrottle(key=name, failures=0, first_at=now, locked_until=None)
        session.add(row)
    elif row.first_at + WINDOW <= now:
        row.failures, row.first_at, row.locked_until = 0, now, None
    row.failures += 1
    if row.failures >= limit:
        row.locked_until = now + WINDOW
