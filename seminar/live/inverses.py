"""The inverse of each kind of change: whether things still stand as it left them, and how they are put back.

Each goes through the activity of its room, with the same rights and the same line on the trail and on the log.
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.coding import notes
from seminar.live.board_inverses import BOARD_INVERSES
from seminar.live.coding_inverses import CODING_INVERSES
from seminar.live.day_inverses import DAY_INVERSES
from seminar.live.inverting import Inverse, find_row, get_id, get_theme_id, of_removed, of_written, words_of
from seminar.themes import codebook, merging, removing, retiring
from seminar.themes.models import Theme
from toolkit import references
from toolkit.access import Actor
from toolkit.errors import NotFound

Found = TypeVar("Found")


def _place_of(actor: Actor, theme: Theme) -> int:
    row = list(codebook.list_themes(actor, theme.cycle_id, area=theme.area))
    return row.index(theme)


def _is_new_theme(actor: Actor, change: SeminarChange) -> bool:
    theme = find_row(actor, change, get=codebook.get_theme)
    same = theme is not None and codebook.words_of(theme) == words_of(change, "after")
    return same and not references.count(Theme, [get_id(change)])


def _stands_there(actor: Actor, change: SeminarChange) -> bool:
    theme = find_row(actor, change, get=codebook.get_theme)
    return theme is not None and _place_of(actor, theme) == words_of(change, "after")["place"]


def _move_back(actor: Actor, change: SeminarChange) -> None:
    steps = words_of(change, "before")["place"] - words_of(change, "after")["place"]
    codebook.move(actor, change.cycle_id, get_id(change), steps=steps)


def _is_merged(actor: Actor, change: SeminarChange) -> bool:
    """Nobody has told it apart, merged the other one in turn, or given its name to a third."""
    theme, target = find_row(actor, change, get=codebook.get_any_theme), _target(actor, change)
    if theme is None or target is None or theme.merged_into_id != target.id:
        return False
    return merging.is_name_free(actor, theme)


def _is_split(actor: Actor, change: SeminarChange) -> bool:
    theme, target = find_row(actor, change, get=codebook.get_theme), _target(actor, change)
    return theme is not None and target is not None and not target.is_retired


def _target(actor: Actor, change: SeminarChange) -> Theme | None:
    try:
        return codebook.get_theme(actor, change.cycle_id, get_theme_id(change))
    except NotFound:
        return None


def _retired(*, is_retired: bool, take_back: Callable[[Actor, uuid.UUID, uuid.UUID], object]) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        theme = find_row(actor, change, get=codebook.get_theme)
        return theme is not None and theme.is_retired is is_retired

    return Inverse(stands, lambda actor, change: take_back(actor, change.cycle_id, get_id(change)))


def _put_back_note(actor: Actor, change: SeminarChange) -> None:
    stood = words_of(change, "before")
    notes.put_back(
        actor, change.cycle_id, get_id(change), text=stood["text"], excerpt_id=uuid.UUID(stood["excerpt_id"]),
        created_at=datetime.fromisoformat(stood["created_at"]),
    )  # fmt: skip


_theme = codebook.get_theme, codebook.words_of
_note = notes.get_own, lambda row: {"text": row.text}

INVERSES: Mapping[ChangeKind, Inverse] = {
    **CODING_INVERSES,
    ChangeKind.THEME_CREATED: Inverse(
        _is_new_theme, lambda actor, change: removing.take_back(actor, change.cycle_id, get_id(change))
    ),
    ChangeKind.THEME_CHANGED: of_written(*_theme, lambda actor, change, row: codebook.change(
        actor, change.cycle_id, row.id, **words_of(change, "before"), version=row.version
    )),
    ChangeKind.THEME_MOVED: Inverse(_stands_there, _move_back),
    ChangeKind.THEME_REMOVED: of_removed(codebook.get_theme, lambda actor, change: removing.put_back(
        actor, change.cycle_id, get_id(change), stood=words_of(change, "before")
    )),
    ChangeKind.NOTE_WRITTEN: of_written(
        *_note, lambda actor, change, row: notes.remove(actor, change.cycle_id, row.id)
    ),
    ChangeKind.NOTE_CHANGED: of_written(*_note, lambda actor, change, row: notes.change(
        actor, change.cycle_id, row.id, **words_of(change, "before"), version=row.version
    )),
    ChangeKind.NOTE_REMOVED: of_removed(notes.get_own, _put_back_note),
    ChangeKind.THEME_MERGED: Inverse(_is_merged, lambda actor, change: merging.split(
        actor, change.cycle_id, get_id(change), carried=words_of(change, "before")["carried"]
    )),
    ChangeKind.THEME_SPLIT: Inverse(_is_split, lambda actor, change: merging.merge(
        actor, change.cycle_id, get_id(change), into=get_theme_id(change)
    )),
    ChangeKind.THEME_RETIRED: _retired(is_retired=True, take_back=retiring.bring_back),
    ChangeKind.THEME_BROUGHT_BACK: _retired(is_retired=False, take_back=retiring.retire),
    **BOARD_INVERSES,
    **DAY_INVERSES,
}  # fmt: skip
"""What can be undone. A decision is the unit leader's, and is taken back on its own page; what is withdrawn is gone."""
