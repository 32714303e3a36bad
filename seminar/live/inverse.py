"""What an inverse of a change is, and what each of them asks of the line that it takes back."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from seminar.changes.models import SeminarChange
from toolkit.access import Actor
from toolkit.errors import NotFound

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Inverse:
    """`stands`: nobody has changed it since. `take_back`: the activity that puts it as it was."""

    stands: Callable[[Actor, SeminarChange], bool]
    take_back: Callable[[Actor, SeminarChange], object]


def words_of(change: SeminarChange, when: str) -> dict[str, Any]:
    """What the staff had written, `before` or `after` a change."""
    said: dict[str, Any] = json.loads(change.words or "{}").get(when, {})
    return said


def id_of(change: SeminarChange) -> uuid.UUID:
    """What was changed. Raises `NotFound` for a line that was emptied."""
    if change.object_id is None:
        raise NotFound
    return change.object_id


def theme_id_of(change: SeminarChange) -> uuid.UUID:
    """Under which theme. Raises `NotFound` for a line that was emptied."""
    if change.theme_id is None:
        raise NotFound
    return change.theme_id


def find(actor: Actor, change: SeminarChange, *, get: Callable[[Actor, uuid.UUID, uuid.UUID], Found]) -> Found | None:
    """What was changed as it is now, or None when it is gone or not the person's to see."""
    try:
        return get(actor, change.cycle_id, id_of(change))
    except NotFound:
        return None
