"""The inverses of what is written, proposed and voted on at the board."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from seminar.board import summaries, voices
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.live.inverting import Inverse, get_id, get_theme_id, of_removed, of_written, words_of
from seminar.proposals import ordering, proposing, responsibility, voting
from toolkit.access import Actor
from toolkit.errors import NotFound


def _summary_stands(actor: Actor, change: SeminarChange) -> bool:
    try:
        row = summaries.find_summary(actor, change.cycle_id, get_id(change))
    except NotFound:
        return False
    return summaries.words_of(row) == words_of(change, "after")


def _summary_before(actor: Actor, change: SeminarChange) -> None:
    row = summaries.find_summary(actor, change.cycle_id, get_id(change))
    version = row.version if row else 0
    summaries.write(actor, change.cycle_id, get_id(change), **words_of(change, "before"), version=version)


def _tasks_stand(actor: Actor, change: SeminarChange) -> bool:
    try:
        return responsibility.stand(actor, change.cycle_id, get_id(change), tasks=words_of(change, "after"))
    except NotFound:
        return False


def _order(change: SeminarChange, when: str) -> list[str]:
    order: list[str] = words_of(change, when)["order"]
    return order


def _voting(*, is_open: bool, take_back: Callable[[Actor, uuid.UUID], object]) -> Inverse:
    def stands(actor: Actor, change: SeminarChange) -> bool:
        found = voting.find_ballot(actor, change.cycle_id)
        return found is not None and found.seminar.id == change.object_id and found.is_open is is_open

    return Inverse(stands, lambda actor, change: take_back(actor, change.cycle_id))


def _unless_voted_for(written: Inverse) -> Inverse:
    """A proposal that others have put dots on is no longer its author's alone: an undo would take them with it."""
    return Inverse(
        lambda actor, change: written.stands(actor, change) and not voting.has_dots(get_id(change)), written.take_back
    )


def _put_back_voice(actor: Actor, change: SeminarChange) -> None:
    stood = words_of(change, "before")
    voices.put_back(
        actor, change.cycle_id, get_theme_id(change), voice_id=get_id(change), text=stood["text"],
        from_group=stood.get("from_group", ""),
        written_by_id=uuid.UUID(stood["written_by_id"]), created_at=datetime.fromisoformat(stood["created_at"]),
    )  # fmt: skip


def _put_back_proposal(actor: Actor, change: SeminarChange) -> None:
    stood = words_of(change, "before")
    proposing.put_back(
        actor, change.cycle_id, get_theme_id(change), proposal_id=get_id(change),
        written_by_id=uuid.UUID(stood.pop("written_by_id")),
        created_at=datetime.fromisoformat(stood.pop("created_at")), position=int(stood.pop("position")),
        **_proposal(stood),
    )  # fmt: skip


def _proposal(words: dict[str, Any]) -> dict[str, Any]:
    return {**words, "due": date.fromisoformat(words["due"]) if words["due"] else None}


_voice = voices.get_voice, voices.words_of
_wish = proposing.get_proposal, proposing.words_of

BOARD_INVERSES: Mapping[ChangeKind, Inverse] = {
    ChangeKind.SUMMARY_WRITTEN: Inverse(_summary_stands, _summary_before),
    ChangeKind.VOICE_WRITTEN: of_written(
        *_voice, lambda actor, change, row: voices.remove(actor, change.cycle_id, row.id)
    ),
    ChangeKind.VOICE_CHANGED: of_written(*_voice, lambda actor, change, row: voices.change(
        actor, change.cycle_id, row.id, **words_of(change, "before"), version=row.version
    )),
    ChangeKind.VOICE_REMOVED: of_removed(voices.get_voice, _put_back_voice),
    ChangeKind.PROPOSAL_WRITTEN: _unless_voted_for(of_written(
        *_wish, lambda actor, change, row: proposing.remove(actor, change.cycle_id, row.id)
    )),
    ChangeKind.PROPOSAL_CHANGED: of_written(*_wish, lambda actor, change, row: proposing.change(
        actor, change.cycle_id, row.id, **_proposal(words_of(change, "before")), version=row.version
    )),
    ChangeKind.PROPOSAL_REMOVED: of_removed(proposing.get_proposal, _put_back_proposal),
    ChangeKind.PROPOSALS_ORDERED: Inverse(
        lambda actor, change: _order(change, "after") == ordering.order_of(actor, change.cycle_id, get_id(change)),
        lambda actor, change: ordering.put(actor, change.cycle_id, get_id(change), order=_order(change, "before")),
    ),
    ChangeKind.VOTING_OPENED: _voting(is_open=True, take_back=voting.close),
    ChangeKind.VOTING_CLOSED: _voting(is_open=False, take_back=voting.reopen),
    ChangeKind.RESPONSIBLE_CHANGED: Inverse(_tasks_stand, lambda actor, change: responsibility.put(
        actor, change.cycle_id, get_id(change), tasks=words_of(change, "before")
    )),
}  # fmt: skip
