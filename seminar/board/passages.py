"""A passage of a handed-over text as a browser marks it, and a kept one in the text as it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, Protocol

from sqlalchemy import select

from seminar.board import anchors
from seminar.board.anchors import Anchor
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript
from transcription.transcripts.speaker_turns import Speaker

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


def read(transcript: DeidentifiedTranscript, start: Place, end: Place) -> Anchor:
    """The words between two places, in whichever order these come. Raises `InvalidInput` for none."""
    return _read({position: line.text for position, line in list_lines(transcript).items()}, start, end)


def read_told(transcript: DeidentifiedTranscript, start: Place, end: Place) -> Told:
    """What is told between two places: a quote is never the interviewer's own words, so these are left out at its
    ends. Raises `InvalidInput` for no words, and where only the interviewer speaks."""
    lines = list_lines(transcript)
    texts = {position: line.text for position, line in lines.items()}
    place, whole = _read(texts, start, end), anchors.join(texts.values())
    turns = _turns(lines.values(), whole, place)
    if turns and turns[0][0]:
        del turns[0]
    if turns and turns[-1][0]:
        del turns[-1]
    if not turns:
        raise InvalidInput(N_("Here only the interviewer speaks. Mark what the child says."))
    told = anchors.anchor(whole, turns[0][1], turns[-1][2])
    return Told(told, tuple((begins - told.start, ends - told.start) for asks, begins, ends in turns if asks))


def _turns(lines: Iterable[Spoken], whole: str, place: Anchor) -> list[tuple[bool, int, int]]:
    """The passage as turns, those of the interviewer (True) and those of the others, from where to where."""
    parts: list[tuple[bool, int, int]] = []
    at = 0
    for line in lines:
        begins, ends = max(at, place.start), min(at + len(anchors.join([line.text])), place.end)
        if whole[begins:ends].strip():
            parts.append((line.speaker == Speaker.INTERVIEWER, begins, ends))
        at += len(anchors.join([line.text])) + len(anchors.BREAK)
    turns = [(asks, list(turn)) for asks, turn in groupby(parts, key=lambda part: part[0])]
    return [(asks, turn[0][1], turn[-1][2]) for asks, turn in turns]


def _read(texts: dict[int, str], start: Place, end: Place) -> Anchor:
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


def list_lines(transcript: DeidentifiedTranscript) -> dict[int, Spoken]:
    """The lines of a transcript that the caller holds, by the positions of its segments, in their order."""
    own = DeidentifiedSegment.deidentified_transcript_id == transcript.id
    query = select(DeidentifiedSegment.position, DeidentifiedSegment.speaker, DeidentifiedSegment.text).where(own)
    rows = db.session.execute(query.order_by(DeidentifiedSegment.position))
    return {row.position: Spoken(row.speaker, row.text) for row in rows}


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
    line = list_lines(transcript).get(position)
    text = line.text if line else ""
    return (position, 0), (position, anchors.to_utf16(anchors.join([text]), len(text)))


def find(whole: str, kept: Kept, *, revision: int) -> tuple[int, int] | None:
    """Where kept words stand in the whole text as it is now; None when they are gone."""
    place = Anchor(kept.start, kept.end, kept.quote, kept.before, kept.after)
    if kept.revision == revision and anchors.holds(whole, place):
        return kept.start, kept.end
    return anchors.find_again(whole, place)
