"""Where an excerpt stands in a text, and how overlapping excerpts are drawn as flat runs. Pure.

A text is the segments joined by line breaks, in NFC, counted in code points. Browsers count in UTF-16 units;
`from_utf16` is the only place where the two meet.
"""

import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

CONTEXT = 32
BREAK = "\n"
LEFT_OUT = "[…]"
Span = tuple[int, int]
Code = TypeVar("Code", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text: code points from `start` up to `end`, the words there, and a little on either side."""

    start: int
    end: int
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Run(Generic[Code]):
    """A stretch in which the same codes hold all the way. No codes: plain text."""

    start: int
    end: int
    codes: tuple[Code, ...]


def join(segments: Iterable[str]) -> str:
    """The whole text of a transcript."""
    return BREAK.join(unicodedata.normalize("NFC", segment) for segment in segments)


def starts_of(segments: Sequence[str]) -> list[int]:
    """At which code point of the whole text each segment begins."""
    starts, at = [], 0
    for segment in segments:
        starts.append(at)
        at += len(unicodedata.normalize("NFC", segment)) + len(BREAK)
    return starts


def from_utf16(text: str, units: int) -> int:
    """How many code points lie before an offset that a browser counted in UTF-16 units.

    An offset inside a character counts as before it. Raises ValueError beyond the text.
    """
    if units < 0:
        raise ValueError(units)
    left = units
    for index, character in enumerate(text):
        width = 2 if ord(character) > 0xFFFF else 1
        if left < width:
            return index
        left -= width
    if left:
        raise ValueError(units)
    return len(text)


def to_utf16(text: str, points: int) -> int:
    """The same place as a browser counts it."""
    return len(text[:points].encode("utf-16-le")) // 2


def anchor(text: str, start: int, end: int) -> Anchor:
    """Anchor the stretch, without white space at its ends. Raises ValueError when nothing is left."""
    if not 0 <= start <= end <= len(text):
        raise ValueError((start, end))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise ValueError((start, end))
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(start, end, text[start:end], before, after)


def holds(text: str, place: Anchor) -> bool:
    """Whether the anchored words still stand exactly where they stood."""
    return text[place.start : place.end] == place.quote


def find_again(text: str, place: Anchor) -> tuple[int, int] | None:
    """Where the anchored words stand in a changed text; None when they are gone, or stand in several places
    and their surroundings do not tell which."""
    if holds(text, place) and text[: place.start].endswith(place.before):
        return place.start, place.end
    found = _all_places(text, place.quote)
    if len(found) > 1:
        scored = sorted(((_likeness(text, at, place), at) for at in found), reverse=True)
        found = [scored[0][1]] if scored[0][0] > scored[1][0] else []
    return (found[0], found[0] + len(place.quote)) if found else None


def leave_out(words: str, spans: Iterable[Span]) -> str:
    """The words with a sign in place of every span of them. Spans that overlap are one."""
    left, at = "", 0
    for start, end in sorted(set(spans)):
        left += words[at:start] + LEFT_OUT if start >= at else ""
        at = max(at, end)
    return left + words[at:]


def runs(start: int, end: int, marked: Iterable[tuple[int, int, Code]]) -> list[Run[Code]]:
    """Cut start..end at every edge of the marked stretches (start, end, code); each run names all its codes, in
    the order in which they were given. Joined, the runs are exactly start..end."""
    inside = [(max(start, s), min(end, e), code) for s, e, code in marked if s < end and e > start]
    edges = sorted({start, end, *(s for s, _, _ in inside), *(e for _, e, _ in inside)})
    cut: list[Run[Code]] = []
    for left, right in pairwise(edges):
        codes = tuple(dict.fromkeys(code for s, e, code in inside if s <= left and right <= e))
        if cut and cut[-1].codes == codes:
            cut[-1] = Run(cut[-1].start, right, codes)
        else:
            cut.append(Run(left, right, codes))
    return cut


def _all_places(text: str, quote: str) -> list[int]:
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _likeness(text: str, at: int, place: Anchor) -> int:
    """How much of the surroundings is as it was, counted in characters from the quote outwards."""
    end = at + len(place.quote)
    return _shared_start(text[:at][::-1], place.before[::-1]) + _shared_start(text[end:], place.after)


def _shared_start(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
