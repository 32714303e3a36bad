"""A text is corrected that readers have marked: their marks move along, as the excerpts do.

A mark without any word left keeps none; the reader sees it among those that are no longer in the text, with their note.
"""

import uuid

from sqlalchemy import select

from seminar.coding.correcting import Moved
from seminar.seminars.models import Mark
from seminar.texts import anchors, passages
from seminar.texts.anchors import Anchor
from toolkit.db import db

Place = tuple[uuid.UUID, int, int]  # whose, from where, to where


def move(moved: Moved) -> None:
    """Move the marks of a corrected text."""
    rows = db.session.scalars(
        select(Mark).where(Mark.transcript_id == moved.copy.transcript_id).order_by(Mark.created_at)
    ).all()
    placed: dict[Place, Mark] = {}
    for row in rows:
        if row.lost_at is not None:
            row.lost_at = moved.moves.point(row.lost_at)
            continue
        place = _find(moved, row)
        if place is None:
            _lose(row, at=moved.moves.point(row.start))
            continue
        keeper = placed.setdefault((row.participant_id, place.start, place.end), row)
        if keeper is row:
            row.revision, row.start, row.end = moved.copy.revision, place.start, place.end
            row.quote, row.before, row.after = place.quote, place.before, place.after
        else:
            _merge(row, into=keeper)
    db.session.flush()


def _find(moved: Moved, row: Mark) -> Anchor | None:
    """The words now. A mark of an earlier copy, which was taken back, is looked for in the one that was last."""
    here = passages.find(moved.before, row, revision=moved.revision_before)
    return moved.find(*here) if here else None


def _lose(row: Mark, *, at: int) -> None:
    if row.removed_at is not None:
        db.session.delete(row)
    row.quote = row.before = row.after = ""
    row.lost_at = at


def _merge(row: Mark, *, into: Mark) -> None:
    if into.removed_at is not None and row.removed_at is None:
        into.removed_at, into.note = None, ""
    if row.removed_at is None and row.note and row.note != into.note:
        into.note = anchors.BREAK.join(filter(None, (into.note, row.note)))
    db.session.delete(row)
    db.session.flush()
