"""Undo for each person: their own last change is taken back, whatever others did in between; and done again.

What somebody else has changed since can no longer be undone: that is said, and the one before it is offered.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from seminar.changes import log
from seminar.changes.following import get_followed
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.live.inverses import INVERSES
from seminar.live.stack import Deed, list_repeatable, list_undoable
from toolkit.access import Actor
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState

REMEMBERED = 100
"""How many of somebody's latest changes are looked at."""

TRIES = 5
OVERTAKEN = N_("That can no longer be undone: somebody has changed it since.")


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody can take back, and do again. `overtaken` of their later changes can no longer be undone."""

    last: SeminarChange | None
    again: SeminarChange | None
    overtaken: int


def get_own(actor: Actor, cycle_id: uuid.UUID) -> Own:
    """What the person can undo and do again in a cycle that they follow. Raises `NotFound`."""
    rows = {row.seq: row for row in _list_own(actor, get_followed(actor, cycle_id).id)}
    deeds = [Deed(row.seq, row.undoes) for row in rows.values()]
    candidates = [rows[seq] for seq in list_undoable(deeds)][:TRIES]
    standing = [row for row in candidates if INVERSES[row.kind].stands(actor, row)]
    last = standing[0] if standing else None
    undone = [rows[seq] for seq in list_repeatable(deeds)][:1]
    again = next((row for row in undone if INVERSES[row.kind].stands(actor, row)), None)
    return Own(last, again, candidates.index(last) if last else len(candidates))


def take_back(actor: Actor, cycle_id: uuid.UUID, *, seq: int) -> ChangeKind:
    """Take back the person's own change of that number (of an undo: do it again); gives its kind.

    Raises `WrongState` when somebody has changed it since, or it is taken back already, and `NotFound` for a change of
    somebody else.
    """
    states.require_open(get_followed(actor, cycle_id).id)
    rows = {row.seq: row for row in _list_own(actor, cycle_id)}
    if seq not in rows:
        raise NotFound
    deeds = [Deed(row.seq, row.undoes) for row in rows.values()]
    inverse = INVERSES[rows[seq].kind]
    if seq not in {*list_undoable(deeds), *list_repeatable(deeds)} or not inverse.stands(actor, rows[seq]):
        raise WrongState(OVERTAKEN)
    with log.undoing(seq):
        inverse.take_back(actor, rows[seq])
    return rows[seq].kind


def _list_own(actor: Actor, cycle_id: uuid.UUID) -> Sequence[SeminarChange]:
    query = select(SeminarChange).where(
        SeminarChange.cycle_id == cycle_id, SeminarChange.person_id == actor.id, SeminarChange.kind.in_(INVERSES)
    )
    newest = query.order_by(SeminarChange.seq.desc()).limit(REMEMBERED)
    return db.session.scalars(newest.options(undefer(SeminarChange.words))).all()
