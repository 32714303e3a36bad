"""The segments of a transcript as rows: all of them to change, a lighter form to read, and their numbering."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from toolkit.db import db
from transcription.transcripts.models import Segment, Transcript


class SegmentRow(NamedTuple):
    """A segment to read: what is drawn of it, without the machinery that would let it be changed."""

    id: uuid.UUID
    position: int
    start_ms: int
    end_ms: int
    speaker: str
    speaker_is_guess: bool
    text: str
    words: str
    confidence_flag: str | None
    edited_at: datetime | None
    version: int


def list_segments(transcript: Transcript) -> Sequence[Segment]:
    """The segments of a transcript that the caller holds, in order."""
    return db.session.scalars(
        select(Segment).where(Segment.transcript_id == transcript.id).order_by(Segment.position),
    ).all()


def list_segment_rows(transcript: Transcript) -> list[SegmentRow]:
    """The same to read: half the work, which counts where there are a thousand."""
    columns = [getattr(Segment, name) for name in SegmentRow._fields]
    rows = select(*columns).where(Segment.transcript_id == transcript.id).order_by(Segment.position)
    return [SegmentRow(*row) for row in db.session.execute(rows)]


def list_starts(transcript: Transcript) -> list[tuple[uuid.UUID, int]]:
    """The id and the beginning of every segment in order, without opening a sealed word."""
    rows = db.session.execute(
        select(Segment.id, Segment.start_ms).where(Segment.transcript_id == transcript.id).order_by(Segment.position)
    )
    return [(row.id, row.start_ms) for row in rows]


def renumber(transcript: Transcript, order: Sequence[uuid.UUID] | None = None) -> None:
    """Give the segments the positions 0, 1, 2 …, in `order` or as they stand. By way of negative numbers, because a
    position is held by one only; versions stay as they are."""
    known = db.session.execute(
        select(Segment.id, Segment.position).where(Segment.transcript_id == transcript.id).order_by(Segment.position)
    ).all()
    now: dict[uuid.UUID, int] = {row.id: row.position for row in known}
    wanted = enumerate(order if order is not None else now)
    moved = [{"one": segment_id, "to": -at - 1} for at, segment_id in wanted if now[segment_id] != at]
    if not moved:
        return
    table = Segment.__table__
    move = update(table).where(table.c.id == bindparam("one")).values(position=bindparam("to"))  # type: ignore[arg-type]  # a table is what it is
    db.session.connection().execute(move, moved)
    settle = update(Segment).where(Segment.transcript_id == transcript.id, Segment.position < 0)
    db.session.execute(settle.values(position=-Segment.position - 1), execution_options={"synchronize_session": False})
    db.session.expire_all()


def make_room(transcript: Transcript, position: int, *, count: int = 1) -> None:
    """Move every segment from `position` on `count` steps, so that as many can be put in there."""
    later = (Segment.transcript_id == transcript.id) & (Segment.position >= position)
    moved = (Segment.transcript_id == transcript.id) & (Segment.position < 0)
    for condition, value in ((later, -Segment.position - count), (moved, -Segment.position)):
        db.session.execute(update(Segment).where(condition).values(position=value))
    db.session.flush()
