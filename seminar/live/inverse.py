"""What the inverse of a change is, and the shapes that several kinds share."""

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


def object_id(change: SeminarChange) -> uuid.UUID:
    """The id of what was changed. Raises `NotFound` for a line that was emptied."""
    if change.object_id is None:
        raise NotFound
    return change.object_id


def theme_id_of(change: SeminarChange) -> uuid.UUID:
    """The id of the theme that it was under. Raises `NotFound`."""
    if change.theme_id is None:
        raise NotFound
    return change.theme_id


def find(actor: Actor, change: SeminarChange, *, get: Callable[[Actor, uuid.UUID, uuid.UUID], Found]) -> Found | None:
    """What was changed, as it is now, or None once it is gone."""
    try:
        return get(actor, change.cycle_id, object_id(change))
    except NotFound:
        return None


def written(
    get: Callable[[Actor, uuid.UUID, uuid.UUID], Found],
    words: Callable[[Found], Mapping[str, Any]],
    take_back: Callable[[Actor, SeminarChange, Found], object],
) -> Inverse:
    """Of something that the staff wrote: it stands while every word of it does."""

    def stands(actor: Actor, change: SeminarChange) -> bool:
        row = find(actor, change, get=get)
        return row is not None and words_of(change, "after").items() <= words(row).items()

    return Inverse(
        stands, lambda actor, change: take_back(actor, change, get(actor, change.cycle_id, object_id(change)))
    )


def removed(get: Callable[[Actor, uuid.UUID, uuid.UUID], Any], put_back: Callable[..., object]) -> Inverse:
    """Of something that was removed: it stands while it is gone."""
    return Inverse(lambda actor, change: find(actor, change, get=get) is None, put_back)
