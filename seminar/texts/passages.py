"""A passage of a handed-over text as a browser marks it, and a kept one in the text as it stands."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple, Protocol

from sqlalchemy import select

from seminar.texts import anchors, whole_words
from seminar.texts.anchors import Anchor
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript
from transcription.transcripts.speaker_turns import Speaker

NO_WORDS = N_("Mark at least one word first.")
CHANGED = N_("The text has changed since you opened it. Mark the words once more.")
Place = tuple[int, int]  # a segment's position, and a UTF-16 offset in its text as a browser counts it


class Kept(Protocol):
    """A row that keeps an anchor in a revision of a text."""

    revision: int
    start: int
    end: int
    quote: str
    before: str
    after: str


class Spoken(NamedTuple):
    """Who speaks, and words that are theirs."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A passage that the interviewer neither begins nor ends, and where in it the interviewer comes between.

    `asides` are code points from the passage's own beginning: they hold wherever its words are found again.
    """

    place: Anchor
    asides: tuple[anchors.Span, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    """Some lines of a text, by the positions of their segments, and at which code point of the whole they begin."""

    start: int
    lines: dict[int, Spoken]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return anchors.join(line.text for line in self.lines.values())


def read(transcript: DeidentifiedTranscript, start: Place, end: Place, *, exact: bool = False) -> Anchor:
    """The words between two places, in whichever order these come: whole ones, unless somebody wants `exact` what they
    marked. Raises `InvalidInput` for none."""
    window = _open(transcript, start, end)
    return _in_text(_read(window, start, end, exact=exact), window)


def read_told(transcript: DeidentifiedTranscript, start: Place, end: Place, *, exact: bool = False) -> Told:
    """What is told between two places, in whole words like `read`: a quote is never the interviewer's own words, so
    these are left out at its ends. Raises `InvalidInput` for no words, and where only the interviewer speaks."""
    window = _open(transcript, start, end)
    return _told(window, _read(window, start, end, exact=exact))


def tell(lines: Sequence[Spoken], start: int, end: int, *, starts: Sequence[int]) -> Told:
    """The same from one code point of the whole text up to another, for who holds all its lines in NFC and where they
    start (`anchors.starts_of`). Raises `InvalidInput` like `read_told`."""
    first = max(0, bisect_right(starts, max(0, start - anchors.CONTEXT)) - 1)
    last = bisect_right(starts, end + anchors.CONTEXT)
    window = _Window(starts[first], dict(enumerate(lines[first:last], first)))
    try:
        place = anchors.anchor(window.text, start - window.start, end - window.start)
    except ValueError:
        raise InvalidInput(NO_WORDS) from None
    return _told(window, place)


def _told(window: _Window, place: Anchor) -> Told:
    turns = _turns(window, place)
    if turns and turns[0][0]:
        del turns[0]
    if turns and turns[-1][0]:
        del turns[-1]
    if not turns:
        raise InvalidInput(N_("Here only the interviewer speaks. Mark what the child says."))
    told = anchors.anchor(window.text, turns[0][1], turns[-1][2])
    asides = tuple((begins - told.start, ends - told.start) for asks, begins, ends in turns if asks)
    return Told(_in_text(told, window), asides)


def _turns(window: _Window, place: Anchor) -> list[tuple[bool, int, int]]:
    """The passage as turns, those of the interviewer (True) and those of the others, from where to where."""
    parts: list[tuple[bool, int, int]] = []
    at, text = 0, window.text
    for line in window.lines.values():
        begins, ends = max(at, place.start), min(at + len(line.text), place.end)
        if text[begins:ends].strip():
            parts.append((line.speaker == Speaker.INTERVIEWER, begins, ends))
        at += len(line.text) + len(anchors.BREAK)
    turns = [(asks, list(turn)) for asks, turn in groupby(parts, key=lambda part: part[0])]
    return [(asks, turn[0][1], turn[-1][2]) for asks, turn in turns]


def _read(window: _Window, start: Place, end: Place, *, exact: bool) -> Anchor:
    begins = dict(zip(window.lines, anchors.starts_of([line.text for line in window.lines.values()]), strict=True))
    try:
        first, last = (
            begins[position] + anchors.from_utf16(window.lines[position].text, units)
            for position, units in (start, end)
        )
    except ValueError:
        raise InvalidInput(CHANGED) from None
    try:
        place = anchors.anchor(window.text, min(first, last), max(first, last))
    except ValueError:
        raise InvalidInput(NO_WORDS) from None
    if exact:
        return place
    return anchors.anchor(window.text, *whole_words.grow(window.text, place.start, place.end))


def _in_text(place: Anchor, window: _Window) -> Anchor:
    return replace(place, start=place.start + window.start, end=place.end + window.start)


def _open(transcript: DeidentifiedTranscript, start: Place, end: Place) -> _Window:
    """The lines from one place to the other, and as many around them as an anchor remembers words of.

    Raises `InvalidInput` for a line that is not there.
    """
    where = list_places(transcript)
    if not {start[0], end[0]} <= where.keys():
        raise InvalidInput(CHANGED)
    order = list(where)
    first, last = sorted((order.index(start[0]), order.index(end[0])))
    begins, ends = where[order[first]][0] - anchors.CONTEXT, where[order[last]][1] + anchors.CONTEXT
    near = [position for position, (at, to) in where.items() if to >= begins and at <= ends]  # with the breaks between
    return _Window(where[near[0]][0], _open_lines(transcript, near))


def _open_lines(transcript: DeidentifiedTranscript, positions: Sequence[int]) -> dict[int, Spoken]:
    own = DeidentifiedSegment.deidentified_transcript_id == transcript.id
    query = select(DeidentifiedSegment.position, DeidentifiedSegment.speaker, DeidentifiedSegment.text).where(
        own, DeidentifiedSegment.position.between(positions[0], positions[-1])
    )
    rows = db.session.execute(query.order_by(DeidentifiedSegment.position))
    return {row.position: Spoken(row.speaker, anchors.join([row.text])) for row in rows}


def list_places(transcript: DeidentifiedTranscript) -> dict[int, anchors.Span]:
    """Where each line of a transcript that the caller holds stands in the whole text, by its segment's position, in
    their order; no word is opened for it."""
    own = DeidentifiedSegment.deidentified_transcript_id == transcript.id
    query = select(DeidentifiedSegment.position, DeidentifiedSegment.length).where(own)
    places, at = {}, 0
    for position, length in db.session.execute(query.order_by(DeidentifiedSegment.position)):
        places[position] = (at, at + length)
        at += length + len(anchors.BREAK)
    return places


def list_spoken(segments: Sequence[DeidentifiedSegment], start: int, end: int) -> tuple[Spoken, ...]:
    """Who says what from one code point of the whole text up to another, line by line."""
    texts = [anchors.join([segment.text]) for segment in segments]
    cut = [
        Spoken(segment.speaker, text[max(0, start - at) : max(0, end - at)])
        for segment, text, at in zip(segments, texts, anchors.starts_of(texts), strict=True)
    ]
    return tuple(one for one in cut if one.text.strip())


def whole_segment(transcript: DeidentifiedTranscript, position: int) -> tuple[Place, Place]:
    """Where a segment begins and ends: the way without script."""
    line = _open_lines(transcript, (position, position)).get(position)
    text = line.text if line else ""
    return (position, 0), (position, anchors.to_utf16(text, len(text)))


def find(whole: str, kept: Kept, *, revision: int) -> tuple[int, int] | None:
    """Where kept words stand in the whole text as it is now; None when they are gone, or none were kept."""
    if not kept.quote:
        return None
    if kept.revision == revision and whole[kept.start : kept.end] == kept.quote:
        return kept.start, kept.end
    return anchors.find_again(whole, Anchor(kept.start, kept.end, kept.quote, kept.before, kept.after))
