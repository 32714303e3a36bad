"""Whether every interview has its key, and none that was taken back or disposed of."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from toolkit.cycles.models import Assignment, EndReason
from toolkit.db import db
from toolkit.vault.columns import vault


@dataclass(frozen=True, slots=True)
class Checked:
    """How many interviews have their keys and how many were taken back or disposed of with them; and the others."""

    good: int
    destroyed: int
    lost: tuple[uuid.UUID, ...]
    undead: tuple[uuid.UUID, ...]


def check() -> Checked:
    """Compare the interviews with the keys. Opens nothing."""
    names = vault().keys.names
    rows = db.session.execute(
        select(Assignment.id, Assignment.end_reason, Assignment.disposed_at).order_by(Assignment.id)
    ).all()
    taken_back = {one for one, reason, gone_at in rows if reason is EndReason.WITHDRAWN or gone_at is not None}
    has_key = {one for one, *_ in rows if one.hex in names}
    everyone = {one for one, *_ in rows}
    return Checked(
        good=len(has_key - taken_back),
        destroyed=len(taken_back - has_key),
        lost=tuple(sorted(everyone - has_key - taken_back)),
        undead=tuple(sorted(taken_back & has_key)),
    )
