"""A look that goes on: a page that is open asks for its parts anew, and one look at a text is one line on the trail.

The page that put its line on the trail holds a proof of it, for the same person and the same thing, on that day and the
next. What is asked for with the proof is part of that look; without, it is a look of its own.
"""

import hashlib
import hmac
import uuid
from datetime import timedelta

from toolkit import clock, config
from toolkit.access import Actor

DAY = timedelta(days=1)


def proof(actor: Actor, of: uuid.UUID) -> str:
    """What a page holds once its look is on the trail."""
    return _sealed(actor, of, clock.today().isoformat())


def holds(actor: Actor, of: uuid.UUID, *, proof: str) -> bool:
    """Whether somebody's look at something is on the trail already."""
    days = (clock.today(), clock.today() - DAY)
    return any(hmac.compare_digest(proof.encode(), _sealed(actor, of, day.isoformat()).encode()) for day in days)


def _sealed(actor: Actor, of: uuid.UUID, day: str) -> str:
    said = f"a look at the seminar: {actor.id} {of} {day}"
    return hmac.new(config.current().secret_key.encode(), said.encode(), hashlib.sha256).hexdigest()
