"""Whether the parts of an installation work just now: disk, database, store, worker, and a broker where there is one.
Words and nothing else.

Anybody may ask, and as often as they like: an answer holds for two seconds, so that asking costs nothing.
"""

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from toolkit import clock, config, installation
from toolkit.db import db, reading
from toolkit.errors import HouseError
from toolkit.installation import Held
from toolkit.jobs import wakeups
from toolkit.jobs.models import WorkerBeat
from toolkit.jobs.queue import ALIVE
from toolkit.operations import machine
from toolkit.vault.columns import vault

HOLDS_S = 2.0
NO_FILE = "health-check"
WORKER, BROKER = "worker", "broker"
WITHOUT = frozenset({WORKER, BROKER})
"""What a web server can do without: recordings wait for a worker, and workers look for work by themselves."""


@dataclass(frozen=True, slots=True)
class Health:
    """Which parts work."""

    parts: Mapping[str, bool]

    @property
    def serves(self) -> bool:
        """Whether the web server can do its work."""
        return all(works for part, works in self.parts.items() if part not in WITHOUT)

    @property
    def is_well(self) -> bool:
        """Whether every part works."""
        return all(self.parts.values())


@dataclass(slots=True)
class _Latest:
    """What was found last, and until when it holds."""

    health: Health | None = None
    until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


LATEST: Held[_Latest] = Held("what its health check found last")


def look() -> Health:
    """How the parts are, as of two seconds ago at most."""
    if not LATEST.is_held(installation.current()):
        LATEST.put(_Latest())
    latest = LATEST.get()
    with latest.lock:
        if latest.health is None or time.monotonic() >= latest.until:
            latest.health, latest.until = look_now(), time.monotonic() + HOLDS_S
        return latest.health


def look_now() -> Health:
    """How the parts are."""
    answers, works = _ask_database()
    parts = {"disk": _has_room(), "database": answers, "store": _is_store_there(), WORKER: works}
    broker = wakeups.WAKEUPS.find()
    return Health(parts if broker is None else {**parts, BROKER: broker.answers()})


def _has_room() -> bool:
    instance = config.current().instance
    return machine.free_bytes(instance) >= machine.LEAST_FREE and machine.is_writable(instance)


def _ask_database() -> tuple[bool, bool]:
    """Whether the database answers, and whether it has heard of a worker lately."""
    lately = sa.select(sa.exists().where(WorkerBeat.seen_at > clock.now() - ALIVE))
    with suppress(SQLAlchemyError), reading(), Session(db.engine) as session:
        return True, bool(session.scalar(lately))
    return False, False


def _is_store_there() -> bool:
    """Whether the store of recordings answers. Its folder is made with the first recording."""
    folder = config.current().vault
    with suppress(OSError, HouseError):
        vault().store.exists(NO_FILE)
        return not folder.exists() or machine.is_writable(folder)
    return False
