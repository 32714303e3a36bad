"""Tells one place of a word from all others by the words around it, so that a decision about it outlives corrections.

Pure. Segments may be split, joined or moved, commas and capital letters may change: the words around stay the same.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

AROUND = 5
"""Words on each side; when one of them changes, somebody must look at the place again."""
WORD = re.compile(r"\w+")

Span = tuple[int, int, int]


class Surroundings:
    """All words of a transcript in a row, and where each begins."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Walk through the lines once."""
        self._words: list[str] = []
        self._begins: list[tuple[int, int]] = []
        for number, line in enumerate(lines):
            for word in WORD.finditer(line):
                self._words.append(word[0].casefold())
                self._begins.append((number, word.start()))

    def list_names(self, spans: Iterable[Span]) -> list[str]:
        """A name per span (line, start, end): the words before, in and after it, and which it is of those alike."""
        around = [self._around(span) for span in spans]
        alike, seen = Counter(around), Counter[str]()
        names = []
        for one in around:
            seen[one] += 1
            names.append(f"{one} {seen[one]}/{alike[one]}")
        return names

    def _around(self, span: Span) -> str:
        line, start, end = span
        first, after = bisect_left(self._begins, (line, start)), bisect_left(self._begins, (line, end))
        parts = (
            self._words[max(0, first - AROUND) : first],
            self._words[first:after],
            self._words[after : after + AROUND],
        )
        return "|".join(" ".join(part) for part in parts)
