"""Work that comes back every day: one job per kind that never ends, done by one worker however many there are."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, current_app

from toolkit.jobs import queue, registry
from toolkit.jobs.context import NotYet, Unit

EXTENSION = "daily_jobs"
NOTHING = uuid.UUID(int=0)
EVERY = timedelta(days=1)


def register(app: Flask, kind: str, act: Callable[[], object]) -> None:
    """Let `act` run in a transaction of its own when the worker starts, and then once a day. It must not commit."""

    def handler(unit: Unit) -> None:
        with unit.saving():
            act()
        raise NotYet("done_for_today", after=EVERY)

    registry.register(app, kind, handler)
    app.extensions.setdefault(EXTENSION, []).append(kind)


def begin() -> None:
    """Put the daily jobs in the queue, for the start of a worker; those that are there already run at once."""
    for kind in current_app.extensions.get(EXTENSION, ()):
        queue.enqueue(None, kind, ref=NOTHING)
