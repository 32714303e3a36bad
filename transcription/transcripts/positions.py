"""The order of a transcript's segments. A position is held by one only, so moves go by way of negative numbers."""

import uuid
from collections.abc import Sequence

from sqlalchemy import bindparam, select, update

from toolkit.db import db
from transcription.transcripts.models import Segment, Transcript


def renumber(transcript: Transcript, order: Sequence[uuid.UUID] | None = None) -> None:
    """Give the segments the positions 0, 1, 2 …, in `order` or as they stand; versions stay as they are."""
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
