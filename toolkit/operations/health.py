"""Whether the parts of an installation work just now: disk, database, store, worker, and a broker where there is one.
Words and nothing else.

Anybody may ask, and as often as they like: an answer holds for two seconds, so that asking costs nothing.
"""

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

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
from toolkit.jobs.wakeups import BrokerState
from toolkit.operations import machine
from toolkit.vault.columns import vault

HOLDS_S = 2.0
NO_FILE = "health-check"
DISK, DATABASE, STORE, WORKER, BROKER = "disk", "database", "store", "worker", "broker"
WITHOUT = frozenset({WORKER, BROKER})
"""What a web server can do without: recordings wait for a worker, and workers look for work by themselves."""


@dataclass(frozen=True, slots=True)
class Health:
    """Which parts work, what the broker said, where there is one, and since when each part has been seen so."""

    parts: Mapping[str, bool]
    broker: BrokerState | None = None
    since: Mapping[str, datetime] = field(default_factory=dict)

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
            found = look_now()
            latest.health = replace(found, since=_since(found, latest.health))
            latest.until = time.monotonic() + HOLDS_S
        return latest.health


def _since(found: Health, before: Health | None) -> Mapping[str, datetime]:
    now = clock.now()
    if before is None:
        return dict.fromkeys(found.parts, now)
    return {part: before.since[part] if before.parts.get(part) is works else now for part, works in found.parts.items()}


def look_now() -> Health:
    """How the parts are."""
    answers, works = _ask_database()
    parts = {DISK: _has_room(), DATABASE: answers, STORE: is_store_there(), WORKER: works}
    if (broker := wakeups.WAKEUPS.find()) is None:
        return Health(parts)
    state = broker.state()
    return Health({**parts, BROKER: state is BrokerState.WELL}, state)


def _has_room() -> bool:
    instance = config.current().instance
    return machine.free_bytes(instance) >= machine.LEAST_FREE and machine.is_writable(instance)


def _ask_database() -> tuple[bool, bool]:
    """Whether the database answers, and whether it has heard of a worker lately."""
    lately = sa.select(sa.exists().where(WorkerBeat.seen_at > clock.now() - ALIVE))
    with suppress(SQLAlchemyError), reading(), Session(db.engine) as session:
        return True, bool(session.scalar(lately))
    return False, False


def is_store_there() -> bool:
    """Whether the store of recordings answers. Its folder is made with the first recording."""
    folder = config.current().vault
    with suppress(OSError, HouseError):
        vault().store.exists(NO_FILE)
        return not folder.exists() or machine.is_writable(folder)
    return False
