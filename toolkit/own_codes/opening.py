"""A child opens its own code. There is no actor: a right code begins a visit, which the browser keeps signed.

Whoever guesses is held up as at the sign-in, and a visit that begins ends the one before it.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from toolkit import clock
from toolkit.cycles.models import Assignment, EndReason
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.own_codes import issuing
from toolkit.own_codes.models import OwnCode
from toolkit.people import throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.people.throttle import Limit
from toolkit.transactions import paused

# It opens words of a child, so it is guessed at no faster than a password. With 45 bits, a thousand codes and ten
# thousand places that guess every day, one is hit in some hundred years.
WRONG_CODES = Limit(free=10, first=timedelta(minutes=1), longest=timedelta(hours=1))


class TooManyTries(throttle.LockedOut):
    """Somebody has typed many codes that are not there."""

    sentence = N_("That was a lot of tries. Wait %(minutes)s min and try again, or ask the person you met.")


@dataclass(frozen=True, slots=True)
class Visit:
    """A code that is open in one browser: its hash, and what the code alone does not tell."""

    key: str
    token: str


def open_with(code: str, *, place: str) -> Visit:
    """Begin a visit with a code. `place` is where the try comes from, for the throttle on guessing.

    Raises `InvalidInput` when there is no such code or its day has passed, and `TooManyTries`.
    """
    limits = {throttle.key("own code", place): WRONG_CODES}
    attempt = Attempt(secret=Secret.OWN_CODE, limits=limits, shared=limits, place=place)
    attempt.begin(TooManyTries)
    row = _find(issuing.digest(code))
    if row is None:
        attempt.refuse()
        raise InvalidInput(N_("The code is not right. Check it and try again."), field="code")
    attempt.accept()
    with paused():
        pass  # whoever guesses only reads; whoever knows begins to write
    return begin(issuing.digest(code))


def begin(key: str) -> Visit:
    """Begin a visit by the hash of a code; one before it ends. Raises `NotFound` when the code opens nothing."""
    row = _find(key, for_update=True)
    if row is None:
        raise NotFound
    visit = Visit(key, secrets.token_urlsafe(24))
    row.visit_hash = _hashed(visit.token)
    db.session.flush()
    return visit


def leave(visit: Visit) -> None:
    """End the visit: neither this browser nor a copy of its cookie opens anything more. The code opens it anew."""
    row = _find_open(visit)
    if row is not None:
        row.visit_hash = None
        db.session.flush()


def is_open(visit: Visit) -> bool:
    """Whether the visit lasts, and the code still works."""
    return _find_open(visit) is not None


def is_open_elsewhere(visit: Visit) -> bool:
    """Whether the code still works and a later visit has ended this one."""
    row = _find(visit.key)
    return row is not None and row.visit_hash is not None and _find_open(visit) is None


def get_assignment(visit: Visit) -> Assignment:
    """The interview that the code is of. Raises `NotFound` when the visit has ended or the interview was withdrawn."""
    row = _find_open(visit)
    if row is None:
        raise NotFound
    return row.assignment


def sweep() -> None:
    """Forget the codes whose day has passed. For the worker, once a day."""
    db.session.execute(delete(OwnCode).where(OwnCode.valid_until < clock.today()))


def _find(key: str, *, for_update: bool = False) -> OwnCode | None:
    """The row of a code that works: its day has not passed, and the interview has not been withdrawn."""
    query = (
        select(OwnCode)
        .join(OwnCode.assignment)
        .where(
            OwnCode.code_hash == key,
            OwnCode.valid_until >= clock.today(),
            Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN),
        )
    )
    return db.session.scalar(query.with_for_update(of=OwnCode) if for_update else query)


def _find_open(visit: Visit) -> OwnCode | None:
    row = _find(visit.key)
    return row if row is not None and hmac.compare_digest(row.visit_hash or "", _hashed(visit.token)) else None


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
