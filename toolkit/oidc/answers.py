"""What the provider sent counts once: a code's state, the number of a logout token. Remembered until it is too old."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete

from toolkit import clock
from toolkit.db import db
from toolkit.oidc.errors import NotOurs
from toolkit.oidc.models import UsedAnswer
from toolkit.people.throttle import INSERTS

MEMORY = timedelta(hours=1)


def spend(kind: str, value: str) -> None:
    """Let it count, and never once more. Raises `NotOurs` for what has come before."""
    digest = hashlib.sha256(f"{kind}\n{value}".encode()).hexdigest()
    insert = INSERTS[db.engine.dialect.name](UsedAnswer).values(digest=digest, used_at=clock.now())
    if not db.session.execute(insert.on_conflict_do_nothing().returning(UsedAnswer.digest)).first():
        raise NotOurs


def sweep() -> None:
    """Forget what could not count any more. For the worker, once a day."""
    db.session.execute(delete(UsedAnswer).where(UsedAnswer.used_at < clock.now() - MEMORY))
