"""Puts together what several recognisers found in one line: overlaps are cut so that nothing found is lost. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from transcription.deidentification.kinds import Kind
from transcription.deidentification.people import Hit

SURE: Sequence[Kind] = (Kind.MAIL, Kind.WEB, Kind.PERSONAL_NUMBER, Kind.PHONE, Kind.DETAIL)
"""What keeps its place where two finds overlap. Of the others the longer does, and the rest of the shorter is kept."""
FIRST: Sequence[Kind] = (
    *SURE,
    Kind.PROFESSION,
    Kind.DATE,
    Kind.SCHOOL,
    Kind.WORKPLACE,
    Kind.ADDRESS,
    Kind.KNOWN,
    Kind.PLACE,
    Kind.NAME,
    Kind.AGE,
)
"""And of two that are as long, the first of these."""
SAYS_SOMETHING = re.compile(r"\d|[A-ZÅÄÖÉ]")
LITTLE = "(?:i|på|vid|och|å|hos|som)"
EDGE = re.compile(rf"^\W+|(?<!\W)\W+$|^{LITTLE}\b\W*|(?<!\W)\W*\b{LITTLE}$")


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of a line, and what they are. `hit`: the name that they are; `likely`: from 0 to 1."""

    start: int
    end: int
    kind: Kind
    hit: Hit | None = None
    likely: float = 1.0


def trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order and never overlapping. `text` has its capitals where names are."""
    kept: list[Span] = []
    taken = bytearray(len(text))
    for one in sorted(spans, key=_rank):
        for piece in _free(text, one, taken):
            taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
            kept.append(piece)
    return sorted(kept, key=lambda one: one.start)


def _rank(one: Span) -> tuple[int, int, int]:
    return SURE.index(one.kind) if one.kind in SURE else len(SURE), one.start - one.end, FIRST.index(one.kind)


def _free(text: str, one: Span, taken: bytearray) -> list[Span]:
    """What is left of a span beside those that are kept already: all of it, or pieces that still say something."""
    if not any(taken[one.start : one.end]):
        return [one]
    free = re.finditer(rb"\0+", taken[one.start : one.end])
    pieces = [replace(one, start=one.start + run.start(), end=one.start + run.end()) for run in free]
    return [tidied for piece in pieces for tidied in _tidied(text, piece)]


def _tidied(text: str, one: Span) -> Iterator[Span]:
    """A piece without the little words and marks at its ends, if it still says something."""
    start, end = one.start, one.end
    while (edge := EDGE.search(text[start:end])) and start < end:
        start, end = (start + edge.end(), end) if edge.start() == 0 else (start, start + edge.start())
    if start < end and SAYS_SOMETHING.search(text[start:end]):
        yield replace(one, start=start, end=end)
