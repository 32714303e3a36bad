"""What an inverse is, and how one is made of what the staff wrote or removed. Which change has which: `inverses`."""

import json
import uuid
from collections.abc import Callable, Mapping
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


def get_id(change: SeminarChange) -> uuid.UUID:
    """What it was done to. Raises `NotFound`."""
    if change.object_id is None:
        raise NotFound
    return change.object_id


def get_theme_id(change: SeminarChange) -> uuid.UUID:
    """The theme that it was done under. Raises `NotFound`."""
    if change.theme_id is None:
        raise NotFound
    return change.theme_id


def find_row(
    actor: Actor, change: SeminarChange, *, get: Callable[[Actor, uuid.UUID, uuid.UUID], Found]
) -> Found | None:
    """What it was done to, as it stands; None when this person has it no more."""
    try:
        return get(actor, change.cycle_id, get_id(change))
    except NotFound:
        return None


def of_written(
    get: Callable[[Actor, uuid.UUID, uuid.UUID], Found],
    words: Callable[[Found], Mapping[str, Any]],
    take_back: Callable[[Actor, SeminarChange, Found], object],
) -> Inverse:
    """Of something that the staff wrote: it stands while every word of it does."""

    def stands(actor: Actor, change: SeminarChange) -> bool:
        row = find_row(actor, change, get=get)
        return row is not None and words_of(change, "after").items() <= words(row).items()

    return Inverse(stands, lambda actor, change: take_back(actor, change, get(actor, change.cycle_id, get_id(change))))


def of_removed(get: Callable[[Actor, uuid.UUID, uuid.UUID], Any], put_back: Callable[..., object]) -> Inverse:
    """Of something that was removed: it can come back while it is gone."""
    return Inverse(lambda actor, change: find_row(actor, change, get=get) is None, put_back)
