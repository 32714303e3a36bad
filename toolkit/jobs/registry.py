"""Who does what kind of job. Upstream rooms enqueue a name; downstream rooms register the handler in `app.py`."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask, current_app

from toolkit.jobs.context import Unit

EXTENSION = "job_handlers"


@dataclass(frozen=True)
class Registered:
    """A handler, and what to do (in the same transaction) when its job has failed for good."""

    handler: Callable[[Unit], None]
    on_failed: Callable[[uuid.UUID, str], None] | None = None
    tries: int = 5  # without finishing a single unit


def register(
    app: Flask,
    kind: str,
    handler: Callable[[Unit], None],
    *,
    on_failed: Callable[[uuid.UUID, str], None] | None = None,
    tries: int = 5,
) -> None:
    """Let `handler` do the jobs of a kind. `on_failed(ref, reason)` may write; it must not commit."""
    app.extensions.setdefault(EXTENSION, {})[kind] = Registered(handler, on_failed, tries)


def handlers() -> Mapping[str, Registered]:
    """Every registered kind."""
    known: Mapping[str, Registered] = current_app.extensions.get(EXTENSION, {})
    return known
