"""The inverses of what is done with codings, suggestions and texts."""

import uuid
from collections.abc import Callable, Mapping

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.coding import marking, pending, readings
from seminar.live.inverting import Inverse, find_row, get_id, words_of
from seminar.texts import transcripts
from toolkit.access import Actor


def _coding(
    *, removed: bool, take_back: Callable[[Actor, uuid.UUID, uuid.UUID], object], waiting: bool = False
) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        row = find_row(actor, change, get=marking.get_coding)
        if row is None or row.excerpt.is_lost or not marking.may_change(actor, row):
            return False
        return (row.removed_at is not None, row.is_waiting) == (removed, waiting)

    return Inverse(stands, lambda actor, change: take_back(actor, change.cycle_id, get_id(change)))


def _repeat_decision(actor: Actor, change: SeminarChange) -> object:
    decide = pending.decline if words_of(change, "before")["declined"] else pending.accept
    return decide(actor, change.cycle_id, get_id(change))


def _reopen(actor: Actor, change: SeminarChange) -> object:
    with_theme = words_of(change, "before").get("with_theme", False)
    return pending.reopen(actor, change.cycle_id, get_id(change), with_theme=with_theme)


def _shown(*, on_board: bool) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        row = find_row(actor, change, get=marking.get_coding)
        return row is not None and row.removed_at is None and row.on_board is on_board

    def take_back(actor: Actor, change: SeminarChange) -> None:
        marking.show(actor, change.cycle_id, get_id(change), on_board=not on_board)

    return Inverse(stands, take_back)


def _read(*, is_read: bool) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        text = find_row(actor, change, get=transcripts.get_transcript)
        return text is not None and readings.is_marked(text) is is_read

    def take_back(actor: Actor, change: SeminarChange) -> None:
        readings.mark_read(actor, change.cycle_id, get_id(change), is_read=not is_read)

    return Inverse(stands, take_back)


CODING_INVERSES: Mapping[ChangeKind, Inverse] = {
    ChangeKind.CODED: _coding(removed=False, take_back=marking.remove),
    ChangeKind.UNCODED: _coding(removed=True, take_back=marking.restore),
    ChangeKind.SUGGESTED: _coding(removed=False, waiting=True, take_back=marking.remove),
    ChangeKind.SUGGESTION_REMOVED: _coding(removed=True, waiting=True, take_back=marking.restore),
    ChangeKind.SUGGESTION_ACCEPTED: Inverse(_coding(removed=False, take_back=pending.reopen).stands, _reopen),
    ChangeKind.SUGGESTION_DECLINED: _coding(removed=True, waiting=True, take_back=marking.restore),
    ChangeKind.SUGGESTION_REOPENED: Inverse(
        _coding(removed=False, waiting=True, take_back=marking.remove).stands, _repeat_decision
    ),
    ChangeKind.SHOWN: _shown(on_board=True),
    ChangeKind.SET_ASIDE: _shown(on_board=False),
    ChangeKind.READ: _read(is_read=True),
    ChangeKind.UNREAD: _read(is_read=False),
}
