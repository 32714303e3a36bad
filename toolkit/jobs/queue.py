"""Placeholder on the way: branch `vault` brings the queue."""

import uuid

from toolkit.access import Actor


def enqueue(actor: Actor | None, kind: str, *, ref: uuid.UUID) -> None:
    """Put a piece of work in the queue by name."""
