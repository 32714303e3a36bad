"""The inverse of each kind of change: whether things still stand as it left them, and how they are put back.

Each goes through the activity of its room, with the same rights and the same line on the trail and on the log.
"""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from seminar.board import coding, readings, summaries, transcripts, voices
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.proposals import proposing, responsibility
from seminar.themes import codebook, merging, removing, retiring
from seminar.themes.models import Theme
from toolkit import references
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


def _id(change: SeminarChange) -> uuid.UUID:
    if change.object_id is None:
        raise NotFound
    return change.object_id


def _theme_id(change: SeminarChange) -> uuid.UUID:
    if change.theme_id is None:
        raise NotFound
    return change.theme_id


def _find(actor: Actor, change: SeminarChange, get: Callable[[Actor, uuid.UUID, uuid.UUID], Found]) -> Found | None:
    try:
        return get(actor, change.cycle_id, _id(change))
    except NotFound:
        return None


def _coding(*, removed: bool, take_back: Callable[[Actor, uuid.UUID, uuid.UUID], object]) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        row = _find(actor, change, coding.get_coding)
        if row is None or row.excerpt.is_lost:
            return False
        return (row.removed_at is not None) is removed and coding.may_change(actor, row)

    return Inverse(stands, lambda actor, change: take_back(actor, change.cycle_id, _id(change)))


def _shown(*, on_board: bool) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        row = _find(actor, change, coding.get_coding)
        return row is not None and row.removed_at is None and row.on_board is on_board

    def take_back(actor: Actor, change: SeminarChange) -> None:
        coding.show(actor, change.cycle_id, _id(change), on_board=not on_board)

    return Inverse(stands, take_back)


def _read(*, is_read: bool) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        text = _find(actor, change, transcripts.get_transcript)
        return text is not None and readings.is_marked(text) is is_read

    def take_back(actor: Actor, change: SeminarChange) -> None:
        readings.mark_read(actor, change.cycle_id, _id(change), is_read=not is_read)

    return Inverse(stands, take_back)


def _written(
    get: Callable[[Actor, uuid.UUID, uuid.UUID], Found],
    words: Callable[[Found], Mapping[str, Any]],
    take_back: Callable[[Actor, SeminarChange, Found], object],
) -> Inverse:
    """Of something that the staff wrote: it stands while every word of it does."""

    def stands(actor: Actor, change: SeminarChange) -> bool:
        row = _find(actor, change, get)
        return row is not None and words_of(change, "after").items() <= words(row).items()

    return Inverse(stands, lambda actor, change: take_back(actor, change, get(actor, change.cycle_id, _id(change))))


def _removed(get: Callable[[Actor, uuid.UUID, uuid.UUID], Any], put_back: Callable[..., object]) -> Inverse:
    return Inverse(lambda actor, change: _find(actor, change, get) is None, put_back)


def _place_of(actor: Actor, theme: Theme) -> int:
    row = list(codebook.list_themes(actor, theme.cycle_id, area=theme.area))
    return row.index(theme)


def _is_new_theme(actor: Actor, change: SeminarChange) -> bool:
    theme = _find(actor, change, codebook.get_theme)
    same = theme is not None and codebook.words_of(theme) == words_of(change, "after")
    return same and not references.count(Theme, [_id(change)])


def _stands_there(actor: Actor, change: SeminarChange) -> bool:
    theme = _find(actor, change, codebook.get_theme)
    return theme is not None and _place_of(actor, theme) == words_of(change, "after")["place"]


def _move_back(actor: Actor, change: SeminarChange) -> None:
    steps = words_of(change, "before")["place"] - words_of(change, "after")["place"]
    codebook.move(actor, change.cycle_id, _id(change), steps=steps)


def _is_merged(actor: Actor, change: SeminarChange) -> bool:
    """Nobody has told it apart, merged the other one in turn, or given its name to a third."""
    theme, target = _find(actor, change, codebook.get_any_theme), _target(actor, change)
    if theme is None or target is None or theme.merged_into_id != target.id:
        return False
    return merging.is_name_free(actor, theme)


def _is_split(actor: Actor, change: SeminarChange) -> bool:
    theme, target = _find(actor, change, codebook.get_theme), _target(actor, change)
    return theme is not None and target is not None and not target.is_retired


def _target(actor: Actor, change: SeminarChange) -> Theme | None:
    try:
        return codebook.get_theme(actor, change.cycle_id, _theme_id(change))
    except NotFound:
        return None


def _retired(*, is_retired: bool, take_back: Callable[[Actor, uuid.UUID, uuid.UUID], object]) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        theme = _find(actor, change, codebook.get_theme)
        return theme is not None and theme.is_retired is is_retired

    return Inverse(stands, lambda actor, change: take_back(actor, change.cycle_id, _id(change)))


def _summary_stands(actor: Actor, change: SeminarChange) -> bool:
    try:
        row = summaries.find_summary(actor, change.cycle_id, _id(change))
    except NotFound:
        return False
    return summaries.words_of(row) == words_of(change, "after")


def _summary_before(actor: Actor, change: SeminarChange) -> None:
    row = summaries.find_summary(actor, change.cycle_id, _id(change))
    version = row.version if row else 0
    summaries.write(actor, change.cycle_id, _id(change), **words_of(change, "before"), version=version)


def _tasks_stand(actor: Actor, change: SeminarChange) -> bool:
    try:
        return responsibility.stand(actor, change.cycle_id, _id(change), tasks=words_of(change, "after"))
    except NotFound:
        return False


def _put_back_voice(actor: Actor, change: SeminarChange) -> None:
    stood = words_of(change, "before")
    voices.put_back(
        actor, change.cycle_id, _theme_id(change), voice_id=_id(change), text=stood["text"],
        written_by_id=uuid.UUID(stood["written_by_id"]), created_at=datetime.fromisoformat(stood["created_at"]),
    )  # fmt: skip


def _put_back_proposal(actor: Actor, change: SeminarChange) -> None:
    stood = words_of(change, "before")
    proposing.put_back(
        actor, change.cycle_id, _theme_id(change), proposal_id=_id(change),
        written_by_id=uuid.UUID(stood.pop("written_by_id")),
        created_at=datetime.fromisoformat(stood.pop("created_at")), **_proposal(stood),
    )  # fmt: skip


def _proposal(words: dict[str, Any]) -> dict[str, Any]:
    return {**words, "due": date.fromisoformat(words["due"]) if words["due"] else None}


_theme = codebook.get_theme, codebook.words_of
_voice = voices.get_voice, lambda row: {"text": row.text}
_wish = proposing.get_proposal, proposing.words_of

INVERSES: Mapping[ChangeKind, Inverse] = {
    ChangeKind.CODED: _coding(removed=False, take_back=coding.remove),
    ChangeKind.UNCODED: _coding(removed=True, take_back=coding.restore),
    ChangeKind.SHOWN: _shown(on_board=True),
    ChangeKind.SET_ASIDE: _shown(on_board=False),
    ChangeKind.READ: _read(is_read=True),
    ChangeKind.UNREAD: _read(is_read=False),
    ChangeKind.THEME_CREATED: Inverse(
        _is_new_theme, lambda actor, change: removing.take_back(actor, change.cycle_id, _id(change))
    ),
    ChangeKind.THEME_CHANGED: _written(*_theme, lambda actor, change, row: codebook.change(
        actor, change.cycle_id, row.id, **words_of(change, "before"), version=row.version
    )),
    ChangeKind.THEME_MOVED: Inverse(_stands_there, _move_back),
    ChangeKind.THEME_REMOVED: _removed(codebook.get_theme, lambda actor, change: removing.put_back(
        actor, change.cycle_id, _id(change), stood=words_of(change, "before")
    )),
    ChangeKind.THEME_MERGED: Inverse(_is_merged, lambda actor, change: merging.split(
        actor, change.cycle_id, _id(change), carried=words_of(change, "before")["carried"]
    )),
    ChangeKind.THEME_SPLIT: Inverse(_is_split, lambda actor, change: merging.merge(
        actor, change.cycle_id, _id(change), into=_theme_id(change)
    )),
    ChangeKind.THEME_RETIRED: _retired(is_retired=True, take_back=retiring.bring_back),
    ChangeKind.THEME_BROUGHT_BACK: _retired(is_retired=False, take_back=retiring.retire),
    ChangeKind.SUMMARY_WRITTEN: Inverse(_summary_stands, _summary_before),
    ChangeKind.VOICE_WRITTEN: _written(
        *_voice, lambda actor, change, row: voices.remove(actor, change.cycle_id, row.id)
    ),
    ChangeKind.VOICE_CHANGED: _written(*_voice, lambda actor, change, row: voices.change(
        actor, change.cycle_id, row.id, **words_of(change, "before"), version=row.version
    )),
    ChangeKind.VOICE_REMOVED: _removed(voices.get_voice, _put_back_voice),
    ChangeKind.PROPOSAL_WRITTEN: _written(
        *_wish, lambda actor, change, row: proposing.remove(actor, change.cycle_id, row.id)
    ),
    ChangeKind.PROPOSAL_CHANGED: _written(*_wish, lambda actor, change, row: proposing.change(
        actor, change.cycle_id, row.id, **_proposal(words_of(change, "before")), version=row.version
    )),
    ChangeKind.PROPOSAL_REMOVED: _removed(proposing.get_proposal, _put_back_proposal),
    ChangeKind.RESPONSIBLE_CHANGED: Inverse(_tasks_stand, lambda actor, change: responsibility.put(
        actor, change.cycle_id, _id(change), tasks=words_of(change, "before")
    )),
}  # fmt: skip
"""What can be undone. A decision is the unit leader's, and is taken back on its own page; what is withdrawn is gone."""
