"""A passage of a handed-over text as a browser marks it, and a kept one in the text as it stands."""

from typing import Protocol

from sqlalchemy import select

from seminar.board import anchors
from seminar.board.anchors import Anchor
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript

Place = tuple[int, int]  # a segment's position, and a UTF-16 offset in its text as a browser counts it


class Kept(Protocol):
    """A row that keeps an anchor in a revision of a text."""

    revision: int
    start: int
    end: int
    quote: str
    before: str
    after: str


def read(transcript: DeidentifiedTranscript, start: Place, end: Place) -> Anchor:
    """The words between two places, in whichever order these come. Raises `InvalidInput` for none."""
    texts = list_texts(transcript)
    begins = dict(zip(texts, anchors.starts_of(list(texts.values())), strict=True))
    try:
        first, last = (
            begins[position] + anchors.from_utf16(anchors.join([texts[position]]), units)
            for position, units in (start, end)
        )
    except (KeyError, ValueError):
        raise InvalidInput(N_("The text has changed since you opened it. Mark the words once more.")) from None
    try:
        return anchors.anchor(anchors.join(texts.values()), min(first, last), max(first, last))
    except ValueError:
        raise InvalidInput(N_("Mark at least one word first.")) from None


def list_texts(transcript: DeidentifiedTranscript) -> dict[int, str]:
    """The words of a transcript that the caller holds, by the positions of its segments, in their order."""
    own = DeidentifiedSegment.deidentified_transcript_id == transcript.id
    query = select(DeidentifiedSegment.position, DeidentifiedSegment.text).where(own)
    return {row.position: row.text for row in db.session.execute(query.order_by(DeidentifiedSegment.position))}


def whole_segment(transcript: DeidentifiedTranscript, position: int) -> tuple[Place, Place]:
    """Where a segment begins and ends: the way without script."""
    text = list_texts(transcript).get(position, "")
    return (position, 0), (position, anchors.to_utf16(anchors.join([text]), len(text)))


def find(whole: str, kept: Kept, *, revision: int) -> tuple[int, int] | None:
    """Where kept words stand in the whole text as it is now; None when they are gone."""
    place = Anchor(kept.start, kept.end, kept.quote, kept.before, kept.after)
    if kept.revision == revision and anchors.holds(whole, place):
        return kept.start, kept.end
    return anchors.find_again(whole, place)
