"""The inverse of the steps of a seminar: it had not opened, it has not ended."""

import uuid
from collections.abc import Callable, Mapping

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.live.inverting import Inverse, find_row, get_id
from seminar.seminars import planning, reversing
from seminar.seminars.models import Seminar, State
from toolkit.access import Actor


def _step(
    state: State,
    take_back: Callable[[Actor, uuid.UUID, uuid.UUID], object],
    *,
    unless: Callable[[Seminar], bool] | None = None,
) -> Inverse:
    """It stands while the seminar is where the step led."""

    def stands(actor: Actor, change: SeminarChange) -> bool:
        seminar = find_row(actor, change, get=planning.get_seminar)
        return seminar is not None and seminar.state is state and not (unless and unless(seminar))

    return Inverse(stands, lambda actor, change: take_back(actor, change.cycle_id, get_id(change)))


def _was_used(seminar: Seminar) -> bool:
    """Then it is no slip of the hand: the seminar's page says what has been seen, and asks first."""
    return seminar.has_voted or reversing.was_used(seminar)


def _only_on_its_page(_actor: Actor, _change: SeminarChange) -> bool:
    """To open and to end are asked about first: not pressed in passing, as the undo of an undo."""
    return False


DAY_INVERSES: Mapping[ChangeKind, Inverse] = {
    ChangeKind.SEMINAR_OPENED: _step(State.OPEN, reversing.undo_opening, unless=_was_used),
    ChangeKind.SEMINAR_UNOPENED: Inverse(
        _only_on_its_page, lambda actor, change: planning.open_seminar(actor, change.cycle_id, get_id(change))
    ),
    ChangeKind.SEMINAR_ENDED: _step(State.ENDED, reversing.resume),
    ChangeKind.SEMINAR_RESUMED: Inverse(
        _only_on_its_page, lambda actor, change: planning.end(actor, change.cycle_id, get_id(change))
    ),
}
