"""How other programs count places in a text, and which way of counting fits a file best. Pure.

The standard counts code points. Programs differ in three ways, which can meet: NVivo for Windows counts a line break as
two and what lies beyond the first 65 536 characters as two (UTF-16 units); others begin after a byte order mark that
they count as a character. Nothing in a file says how, so every way is tried, and judged by where passages then begin
and end.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

Span = tuple[int, int]
CHARACTER, WORD_EDGE, SAME_WORDS = 0.5, 1.0, 4.0
"""What speaks for a place: it begins or ends with a character that is no space, not inside a word; and it holds what
the program calls it."""
LEAST_NAME = 3


@dataclass(frozen=True, slots=True)
class Convention:
    """What a line break and an astral character (such as an emoji) count, and whether a mark in front counts."""

    line_break: int = 1
    astral: int = 1
    mark: int = 0


STANDARD = Convention()
ALL = tuple(Convention(*each) for each in product((1, 2), (1, 2), (0, 1)))


class Tool(StrEnum):
    """Who wrote a file, by what it says of its origin."""

    OURS = "ours"
    NVIVO = "nvivo"
    ATLAS = "atlas"
    MAXQDA = "maxqda"
    QUALCODER = "qualcoder"
    OTHER = "other"


NAMES = {
    "barnens r": Tool.OURS,
    "nvivo": Tool.NVIVO,
    "atlas": Tool.ATLAS,
    "maxqda": Tool.MAXQDA,
    "qualcoder": Tool.QUALCODER,
}
USUAL: Mapping[Tool, Convention] = {Tool.NVIVO: Convention(2, 2, 0), Tool.QUALCODER: Convention(1, 1, 1)}
"""How a program counts as a rule, where that is not the standard's way. It decides between what fits alike."""


def tool_of(origin: str) -> Tool:
    """The program that a file says it comes from."""
    folded = origin.casefold()
    return next((tool for name, tool in NAMES.items() if name in folded), Tool.OTHER)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as a file counts it, and what the program calls it: often its first words."""

    start: int
    end: int
    name: str = ""


class Counted:
    """A text whose lines end by LF, and where every way of counting is in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._composed = composed_places(text)
        breaks = [at for at, sign in enumerate(text) if sign == "\n"]
        astral = [at for at, sign in enumerate(text) if ord(sign) > 0xFFFF]
        self._wide: dict[tuple[int, int], list[int]] = {}
        for line_break, wide in product((1, 2), (1, 2)):
            both = sorted((breaks if line_break == 2 else []) + (astral if wide == 2 else []))
            self._wide[line_break, wide] = [at + number + 1 for number, at in enumerate(both)]

    @property
    def can_compose(self) -> bool:
        """Whether every place has one in the same text in NFC."""
        return self._composed is not None

    def place(self, position: int, convention: Convention) -> tuple[int, bool] | None:
        """Where a position is in the text, and whether it is between two characters; None outside the text."""
        at = max(0, position - convention.mark) if position >= 0 else -1
        inside = self._wide[convention.line_break, convention.astral]
        number = bisect_left(inside, at)
        is_inside = number < len(inside) and inside[number] == at
        place = at - number - is_inside
        return (place, not is_inside) if 0 <= place <= len(self.text) else None

    def span(self, passage: Passage, convention: Convention) -> Span | None:
        """Where a passage stands; None for one that is empty, reversed or outside the text."""
        start, end = self.place(passage.start, convention), self.place(passage.end, convention)
        return (start[0], end[0]) if start and end and start[0] < end[0] else None

    def score(self, passage: Passage, convention: Convention) -> float:
        """How well a passage fits where this way of counting puts it, from 0."""
        start, end = self.place(passage.start, convention), self.place(passage.end, convention)
        if not start or not end or start[0] >= end[0]:
            return 0.0
        words = self.text[start[0] : end[0]]
        fits = CHARACTER * ((not words[0].isspace()) + (not words[-1].isspace()))
        fits += WORD_EDGE * ((start[1] and self.is_edge(start[0])) + (end[1] and self.is_edge(end[0])))
        return fits + SAME_WORDS * _is_called(words, passage.name)

    def is_edge(self, place: int) -> bool:
        """Whether no word goes on over a place."""
        return not (self.text[place - 1 : place].isalnum() and self.text[place : place + 1].isalnum() and place > 0)

    def composed(self, span: Span) -> Span:
        """The same span in the text's NFC."""
        return (self._composed[span[0]], self._composed[span[1]]) if self._composed else span


def rank(texts: Sequence[tuple[Counted, Sequence[Passage]]], tool: Tool) -> list[tuple[Convention, float]]:
    """The ways of counting, the best first, each with its score. What fits alike comes in the order of likelihood: as
    the program counts, then as the standard does. Our own file is counted as we write it."""
    if tool is Tool.OURS:
        return [(STANDARD, 1.0)]
    usual = USUAL.get(tool, STANDARD)
    scored = [
        (convention, sum(counted.score(each, convention) for counted, passages in texts for each in passages))
        for convention in ALL
    ]
    return sorted(scored, key=lambda one: (-one[1], one[0] != usual, ALL.index(one[0])))


def composed_places(text: str) -> list[int] | None:
    """For every place of a text, the same place in its NFC. Empty when the text is that already; None when it cannot be
    told letter by letter."""
    if unicodedata.is_normalized("NFC", text):
        return []
    places, made, at = [], "", 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        places += [len(made)] * (end - at)
        made += unicodedata.normalize("NFC", text[at:end])
        at = end
    return [*places, len(made)] if made == unicodedata.normalize("NFC", text) else None


def _is_called(words: str, name: str) -> bool:
    called = " ".join(name.rstrip("… .").split())
    return len(called) >= LEAST_NAME and " ".join(words.split()).startswith(called)
