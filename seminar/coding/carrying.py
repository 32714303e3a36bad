"""Excerpts follow a theme that is merged into another, and come back by undo.

Where the same words stand under both themes, one coding is closed: the words are one quote under one theme.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from seminar.coding.models import Coding
from seminar.themes.merging import Carrier
from toolkit import clock
from toolkit.db import db


def _carry(theme_id: uuid.UUID, target_id: uuid.UUID) -> dict[str, Any]:
    own = db.session.scalars(select(Coding).where(Coding.theme_id == theme_id)).all()
    theirs = {row.excerpt_id: row for row in db.session.scalars(select(Coding).where(Coding.theme_id == target_id))}
    moved = [row.id for row in own if row.excerpt_id not in theirs]
    doubled = [(row, theirs[row.excerpt_id]) for row in own if row.excerpt_id in theirs and row.removed_at is None]
    double = [_make_one(row, other) for row, other in doubled]
    db.session.flush()
    db.session.execute(update(Coding).where(Coding.id.in_(moved)).values(theme_id=target_id))
    return {"codings": moved, "doubles": double}


def _put_back(theme_id: uuid.UUID, target_id: uuid.UUID, carried: Mapping[str, Any]) -> None:
    still_there = Coding.id.in_([uuid.UUID(one) for one in carried["codings"]]) & (Coding.theme_id == target_id)
    db.session.execute(update(Coding).where(still_there).values(theme_id=theme_id))
    for one in carried["doubles"]:
        _make_two(one)
    db.session.flush()


def _make_one(row: Coding, other: Coding) -> dict[str, Any]:
    """Close a coding whose words stand under the other theme, too; it stands there, and is shown if either was."""
    is_removed = other.removed_at is not None
    before = {
        "is_removed": is_removed, "on_board": other.on_board, "coded_by": other.coded_by_id,
        "is_waiting": other.is_waiting,
    }  # fmt: skip
    on_board = row.on_board or (other.on_board and not is_removed)
    other.is_waiting = row.is_waiting and (is_removed or other.is_waiting)  # what counts under either counts
    row.removed_at, other.removed_at, other.on_board = clock.now(), None, on_board
    if is_removed:  # it stands there by whoever put it under the first theme
        other.coded_by_id = row.coded_by_id
    return {"coding": row.id, "other": other.id, "before": before, "on_board": on_board}


def _make_two(one: Mapping[str, Any]) -> None:
    """As it was, unless somebody has changed the other one meanwhile, or the interview is withdrawn."""
    row, other = (db.session.get(Coding, uuid.UUID(one[name])) for name in ("coding", "other"))
    if row is not None:
        row.removed_at = None
    if other is not None and other.removed_at is None and other.on_board is one["on_board"]:
        other.removed_at = clock.now() if one["before"]["is_removed"] else None
        other.on_board, other.coded_by_id = one["before"]["on_board"], uuid.UUID(one["before"]["coded_by"])
        other.is_waiting = one["before"]["is_waiting"]


CARRIER = Carrier(_carry, _put_back)
