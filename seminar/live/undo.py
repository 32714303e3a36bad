"""Undo for each person: their own last change is taken back, whatever others did in between; and done again.

What somebody else has changed since can no longer be undone: that is said, and the one before it is offered.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from seminar.changes import log
from seminar.changes.following import get_followed
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.live.inverses import INVERSES
from seminar.live.stack import Deed, is_taken_back, list_repeatable, list_undoable
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState

REMEMBERED = 100
"""How many of somebody's latest changes are looked at."""

TRIES = 5
FRESH = timedelta(seconds=20)
"""For so long after it a change is offered to be taken back where it was made."""

OVERTAKEN = N_("That can no longer be undone: somebody has changed it since.")


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody can take back, and do again. `overtaken` of their later changes can no longer be undone."""

    last: SeminarChange | None
    again: SeminarChange | None
    overtaken: int


def get_own(actor: Actor, cycle_id: uuid.UUID) -> Own:
    """What the person can undo and do again in a cycle that they follow. Raises `NotFound`."""
    deeds = _list_deeds(actor, get_followed(actor, cycle_id).id)
    undoable, undone = list_undoable(deeds)[:TRIES], list_repeatable(deeds)[:1]
    rows = _list_rows(actor, cycle_id, [*undoable, *undone])
    last = next((seq for seq in undoable if INVERSES[rows[seq].kind].stands(actor, rows[seq])), None)
    again = next((rows[seq] for seq in undone if INVERSES[rows[seq].kind].stands(actor, rows[seq])), None)
    return Own(rows[last] if last else None, again, undoable.index(last) if last else len(undoable))


def find_fresh(actor: Actor, cycle_id: uuid.UUID) -> SeminarChange | None:
    """What the person did a moment ago and can undo, if it is the last that they did. Raises `NotFound`."""
    deeds = _list_deeds(actor, get_followed(actor, cycle_id).id)
    if not deeds or deeds[0].undoes is not None:
        return None
    row = _list_rows(actor, cycle_id, [deeds[0].seq])[deeds[0].seq]
    is_fresh = row.created_at > clock.now() - FRESH
    return row if is_fresh and INVERSES[row.kind].stands(actor, row) else None


def take_back(actor: Actor, cycle_id: uuid.UUID, *, seq: int) -> ChangeKind:
    """Take back the person's own change of that number (of an undo: do it again); gives its kind.

    Once more is harmless. Raises `WrongState` when somebody has changed it since, and `NotFound` for what somebody
    else did.
    """
    states.lock_open(get_followed(actor, cycle_id))  # alone: nobody changes it between the look and the deed
    rows = _list_rows(actor, cycle_id, [seq])
    if seq not in rows:
        raise NotFound
    deeds = _list_deeds(actor, cycle_id)
    inverse = INVERSES[rows[seq].kind]
    if is_taken_back(deeds, seq):
        return rows[seq].kind
    if seq not in {*list_undoable(deeds), *list_repeatable(deeds)} or not inverse.stands(actor, rows[seq]):
        raise WrongState(OVERTAKEN)
    with log.undoing(seq):
        inverse.take_back(actor, rows[seq])
    return rows[seq].kind


def _list_deeds(actor: Actor, cycle_id: uuid.UUID) -> list[Deed]:
    own = _of(actor, select(SeminarChange.seq, SeminarChange.undoes), cycle_id)
    newest = own.order_by(SeminarChange.seq.desc()).limit(REMEMBERED)
    return [Deed(seq, undoes) for seq, undoes in db.session.execute(newest)]


def _list_rows(actor: Actor, cycle_id: uuid.UUID, numbers: Sequence[int]) -> dict[int, SeminarChange]:
    own = _of(actor, select(SeminarChange), cycle_id).where(SeminarChange.seq.in_(numbers))
    return {row.seq: row for row in db.session.scalars(own.options(undefer(SeminarChange.words)))}


def _of(actor: Actor, query: Select[*tuple[Any, ...]], cycle_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return query.where(
        SeminarChange.cycle_id == cycle_id, SeminarChange.person_id == actor.id, SeminarChange.kind.in_(INVERSES)
    )
