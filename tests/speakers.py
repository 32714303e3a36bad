"""Lets a test speak on an occasion in one app, without all the others that `Hook.heard` insists on."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Flask

from toolkit.app_context import installation_of
from toolkit.hooks import Hook
from toolkit.jobs.context import JobContext
from toolkit.jobs.registry import HANDLERS, Handler


def only(app: Flask, hook: Hook[Any], **speakers: Any) -> None:
    """From now on nobody but these speaks on the occasion."""
    hook._held.put(speakers, installation_of(app))


def besides(app: Flask, hook: Hook[Any], **speakers: Any) -> None:
    """From now on these speak too, or in place of those with the same name."""
    here = installation_of(app)
    hook._held.put({**here._values.get(hook._held, {}), **speakers}, here)


def handle(
    app: Flask,
    kind: str,
    act: Callable[[JobContext], None],
    *,
    on_failed: Callable[[uuid.UUID, str], None] | None = None,
    tries: int = 5,
    quick: bool = False,
) -> None:
    """From now on the app's worker does jobs of this kind so."""
    besides(app, HANDLERS, **{kind: Handler(act, on_failed, tries, quick=quick)})
