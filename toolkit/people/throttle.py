"""The throttle on guessing: some wrong tries are free, then each costs a wait, twice as long every time.

A try is counted before it is looked at, under a lock, and taken back when it was right: so many guesses at once get no
further than one after the other, on both databases. What is throttled (a name at an address, a browser, a code) is
kept only as a keyed hash. It follows NIST SP 800-63B-4 3.2.2 and OWASP ASVS 5.0 6.3.1.
"""

import hashlib
import hmac
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from toolkit import clock, config
from toolkit.db import db, writing
from toolkit.errors import WrongState
from toolkit.people.models import SignInThrottle

MEMORY = timedelta(days=1)
INSERTS: Mapping[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong tries are free. The first wait follows the last of them; after a time of rest all is forgotten."""

    free: int
    first: timedelta
    longest: timedelta
    memory: timedelta = MEMORY

    def wait_after(self, failures: int) -> timedelta | None:
        """How long one waits after so many wrong tries; None while they are free."""
        if failures < self.free:
            return None
        doubled: int = 2 ** min(failures - self.free, 16)
        return min(self.first * doubled, self.longest)


class LockedOut(WrongState):
    """Too many wrong tries. Each door says in its own words how long to wait, and what else one can do."""

    sentence = ""

    def __init__(self, minutes: int) -> None:
        super().__init__(self.sentence, minutes=minutes)


def key(kind: str, value: str) -> str:
    """The keyed hash under which tries are counted."""
    secret = config.current().secret_key.encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def place_of(address: str | None) -> str:
    """What counts as one place: an IPv4 address, or the IPv6 network that one household or office is given (/64)."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)


def begin(keys: Mapping[str, Limit], refusal: type[LockedOut]) -> bool:
    """Count a try before it is looked at; whether the next one has to wait, should this one be wrong.

    Raises `refusal` with the minutes that are left while any of the keys has to wait; such a try is not counted, and
    makes nobody wait longer. In a transaction of its own, so that it stays although the request fails.
    """
    with writing() as session:
        rows, now = _hold(session, keys), clock.now()
        until = max((row.locked_until for row in rows if row.locked_until), default=now)
        if until > now:
            raise refusal(minutes=math.ceil((until - now) / timedelta(minutes=1)))
        for row in rows:
            _count(row, keys[row.key], now)
        return any(row.locked_until for row in rows)


def forgive(*, wholly: Iterable[str], once: Iterable[str] = ()) -> None:
    """The try was right. What was counted `wholly` is forgotten; of `once`, shared by many, this try is taken back."""
    forgotten, names = frozenset(wholly), frozenset((*wholly, *once))
    with writing() as session:
        for row in _hold(session, names):
            row.failures = 0 if row.key in forgotten else max(0, row.failures - 1)
            row.locked_until = None


def sweep() -> None:
    """Take away what no limit remembers any more. For the worker, once a day."""
    db.session.execute(delete(SignInThrottle).where(SignInThrottle.latest_at < clock.now() - MEMORY))


def _hold(session: Session, names: Iterable[str]) -> Sequence[SignInThrottle]:
    """The rows, made where there are none and held against others; in one order, so that nobody waits in a circle."""
    wanted = [{"key": name, "failures": 0, "latest_at": clock.now(), "locked_until": None} for name in sorted(names)]
    if wanted:
        insert = INSERTS[session.get_bind().dialect.name]
        session.execute(insert(SignInThrottle).on_conflict_do_nothing(), wanted)
    rows = select(SignInThrottle).where(SignInThrottle.key.in_([row["key"] for row in wanted]))
    return session.scalars(rows.order_by(SignInThrottle.key).with_for_update()).all()


def _count(row: SignInThrottle, limit: Limit, now: datetime) -> None:
    if row.latest_at + limit.memory <= now:
        row.failures = 0
    row.failures, row.latest_at = row.failures + 1, now
    wait = limit.wait_after(row.failures)
    row.locked_until = now + wait if wait else None
