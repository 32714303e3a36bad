"""A text is corrected while it is shown to everybody: what is pointed at in it moves along, as the excerpts do."""

from sqlalchemy import select

from seminar.coding.correcting import Moved
from seminar.leading import spotlight
from seminar.leading.models import Spotlight
from toolkit.db import db


def move(moved: Moved) -> None:
    """Point at the same words in the corrected text, or at none where none of them is left."""
    for row in db.session.scalars(select(Spotlight).where(Spotlight.transcript_id == moved.copy.id)):
        numbers = _find(moved, row) or dict.fromkeys(spotlight.PASSAGE)
        for name, number in numbers.items():
            setattr(row, name, number)
        row.revision, row.version = moved.copy.revision, row.version + 1
    db.session.flush()


def _find(moved: Moved, row: Spotlight) -> dict[str, int] | None:
    if row.revision != moved.revision_before or row.first_segment is None or row.last_segment is None:
        return None
    begins = moved.starts_before[row.first_segment] + (row.starts or 0)
    ends = moved.starts_before[row.last_segment] + (row.ends or 0)
    place = moved.find(begins, ends)
    return spotlight.number_passage(dict(enumerate(moved.starts)), place.start, place.end) if place else None
