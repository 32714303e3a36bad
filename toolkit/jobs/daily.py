"""Work that comes back every day: one job per kind that never ends, done by one worker however many there are."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from toolkit.jobs import queue, registry
from toolkit.jobs.context import JobContext, Postponed
from toolkit.jobs.registry import Handler

NOTHING = uuid.UUID(int=0)
EVERY = timedelta(days=1)


def handler(act: Callable[[], object]) -> Handler:
    """Let `act` run in a transaction of its own when the worker starts, and then once a day. It must not commit."""

    def handle(unit: JobContext) -> None:
        with unit.saving():
            act()
        raise Postponed("done_for_today", after=EVERY)

    return Handler(handle, daily=True)


def begin() -> None:
    """Put the daily jobs in the queue, for the start of a worker; those that are there already run at once."""
    for kind, known in registry.handlers().items():
        if known.daily:
            queue.enqueue(None, kind, ref=NOTHING)
