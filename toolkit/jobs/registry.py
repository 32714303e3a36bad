"""Who does what kind of job. Upstream rooms enqueue a name; downstream rooms say in `speakers.py` how it is done."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toolkit.hooks import Hook
from toolkit.jobs.context import JobContext


@dataclass(frozen=True)
class Handler:
    """How a kind of job is done, and what to do (in the same transaction) when such a job has failed for good.

    `on_failed(ref, reason)` may write; it must not commit. A `daily` one is never finished (`jobs.daily`). A
    `quick` one takes a minute and no speech model: the worker does it beside a job that takes hours.
    """

    handle: Callable[[JobContext], None]
    on_failed: Callable[[uuid.UUID, str], None] | None = None
    tries: int = 5  # without finishing a single unit
    daily: bool = False
    quick: bool = False


HANDLERS: Hook[Handler] = Hook("a job waits")
"""By the kind of job; whoever enqueues a kind names it, so the order means nothing."""


def handlers() -> Mapping[str, Handler]:
    """Every kind that the worker of this app can do."""
    return HANDLERS.by_name()
