"""A passage of a handed-over text as a browser marks it, and a kept one in the text as it stands."""

from typing import Protocol

from seminar.board import anchors
from seminar.board.anchors import Anchor
from toolkit.errors import N_, InvalidInput
from transcription.transcripts.models import DeidentifiedTranscript

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
    texts = [anchors.join([segment.text]) for segment in transcript.segments]
    at = {segment.position: index for index, segment in enumerate(transcript.segments)}
    begins = anchors.starts_of(texts)
    try:
        first, last = (
            begins[at[position]] + anchors.from_utf16(texts[at[position]], units) for position, units in (start, end)
        )
    except (KeyError, ValueError):
        raise InvalidInput(N_("The text has changed since you opened it. Mark the words once more.")) from None
    try:
        return anchors.anchor(anchors.join(texts), min(first, last), max(first, last))
    except ValueError:
        raise InvalidInput(N_("Mark at least one word first.")) from None


def whole_segment(transcript: DeidentifiedTranscript, position: int) -> tuple[Place, Place]:
    """Where a segment begins and ends: the way without script."""
    text = next((each.text for each in transcript.segments if each.position == position), "")
    return (position, 0), (position, anchors.to_utf16(anchors.join([text]), len(text)))


def find(whole: str, kept: Kept, *, revision: int) -> tuple[int, int] | None:
    """Where kept words stand in the whole text as it is now; None when they are gone."""
    place = Anchor(kept.start, kept.end, kept.quote, kept.before, kept.after)
    if kept.revision == revision and anchors.holds(whole, place):
        return kept.start, kept.end
    return anchors.find_again(whole, place)
