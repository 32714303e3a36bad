"""Placeholder on the way: branch `vault` brings the chain."""

import uuid

from toolkit.access import Actor
from toolkit.audit.events import Event


def record(actor: Actor, event: Event, ref: uuid.UUID | None, **facts: str | int | bool) -> None:
    """Put a line on the trail."""
