"""Where a place in a text stands once the text was corrected: the two are compared line by line, then word by word,
then by the letters of single words. Pure.

Texts are whole ones, as `anchors.join` makes them. The time is bounded: what is nowhere alike counts as replaced.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from seminar.texts import anchors
from seminar.texts.anchors import Span

MOST_CELLS = 40_000
"""Up to so many comparisons everything is compared with everything; beyond, what stands once on both sides leads."""

MOST_DEEP = 30
LIKE_CELLS, LIKE = 2_500, 0.6
WITH = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff]"
TOKEN = re.compile(rf"(?:\w{WITH}*)+|\S(?:{WITH}|\u200d\S)*")
Same = Callable[[str, str], bool]
Pairs = list[tuple[int, int]]


class _Pair(NamedTuple):
    """A word of the old text and the one that stands in its place. `kept`: the same, or alike."""

    start: int
    end: int
    to_start: int
    to_end: int
    kept: bool
    same: bool


class Moves:
    """The way of places from an old text into a new one. Places outside of what was changed keep their words."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._pairs = list(_pair_up(old, new))
        self._starts = [pair.start for pair in self._pairs]
        self._ends = [pair.end for pair in self._pairs]

    def span(self, start: int, end: int) -> Span | None:
        """Where a passage stands now, with what was put in place of its words; None when no word of it is left."""
        inside = self._pairs[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
        if not any(pair.kept and _says(self._old[pair.start : pair.end]) for pair in inside):
            return None
        begins, ends = self._first(start), self._last(end)
        return (begins, ends) if begins < ends else None

    def point(self, at: int) -> int:
        """The place that is nearest to one of the old text, also where nothing is left."""
        return self._first(min(max(at, 0), len(self._old)))

    def _first(self, at: int) -> int:
        """Where what begins there begins; within what was replaced, where that begins."""
        number = bisect_right(self._starts, at) - 1
        if number >= 0 and at < self._ends[number]:
            pair = self._pairs[number]
            return pair.to_start + (at - pair.start if pair.same else 0)
        return self._in_gap(number, at)[0]

    def _last(self, at: int) -> int:
        number = bisect_left(self._starts, at) - 1
        if number >= 0 and at <= self._ends[number]:
            pair = self._pairs[number]
            return pair.to_start + at - pair.start if pair.same else pair.to_end
        return self._in_gap(number, at)[1]

    def _in_gap(self, number: int, at: int) -> Span:
        """A place between the pair of that number and the next: the same where the gap is; the changed middle else."""
        begin, to_begin = (self._pairs[number].end, self._pairs[number].to_end) if number >= 0 else (0, 0)
        last = number + 1 == len(self._pairs)
        end, to_end = (len(self._old), len(self._new)) if last else self._pairs[number + 1][0:3:2]
        old, new = self._old[begin:end], self._new[to_begin:to_end]
        before = _shared(old, new)
        behind = _shared(old[before:][::-1], new[before:][::-1])
        if at - begin < before or old == new:
            return (to_begin + at - begin,) * 2
        if end - at < behind:
            return (to_end - (end - at),) * 2
        return to_begin + before, to_end - behind


def _pair_up(old: str, new: str) -> Iterator[_Pair]:
    """The words of both texts that belong together, in their order."""
    lines, new_lines = old.split(anchors.BREAK), new.split(anchors.BREAK)
    starts, new_starts = (list(accumulate((len(one) + 1 for one in text), initial=0)) for text in (lines, new_lines))
    at, to = 0, 0
    for line, new_line in [*align(lines, new_lines), (len(lines), len(new_lines))]:
        until = starts[line] if line < len(lines) else len(old)
        new_until = new_starts[new_line] if new_line < len(new_lines) else len(new)
        yield from _pair_words(old, new, (at, until), (to, new_until))
        if line < len(lines) and lines[line]:
            at, to = until + len(lines[line]), new_until + len(lines[line])
            yield _Pair(until, at, new_until, to, kept=True, same=True)


def _pair_words(old: str, new: str, here: Span, there: Span) -> Iterator[_Pair]:
    mine = [word.span() for word in TOKEN.finditer(old, *here)]
    theirs = [word.span() for word in TOKEN.finditer(new, *there)]
    said, now_said = [old[s:e] for s, e in mine], [new[s:e] for s, e in theirs]
    number, other = 0, 0
    for word, new_word in [*align(said, now_said), (len(mine), len(theirs))]:
        for a, b, kept in _pair_changed(said[number:word], now_said[other:new_word]):
            yield _Pair(*mine[number + a], *theirs[other + b], kept=kept, same=False)
        if word < len(mine):
            yield _Pair(*mine[word], *theirs[new_word], kept=True, same=True)
        number, other = word + 1, new_word + 1


def _pair_changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Of words that were changed, those that are alike; as many as there were before stand for one another."""
    if not old or not new:
        return
    alike = _longest(old, new, _are_alike) if len(old) * len(new) <= LIKE_CELLS else []
    number, other = 0, 0
    for word, new_word in [*alike, (len(old), len(new))]:
        if word - number == new_word - other:
            yield from ((number + n, other + n, False) for n in range(word - number))
        if word < len(old):
            yield word, new_word, True
        number, other = word + 1, new_word + 1


def align(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """What is equal in both, in the order of both, by its numbers."""
    pairs: Pairs = []
    waiting = [(0, len(old), 0, len(new), MOST_DEEP)]
    while waiting:
        start, end, to, to_end, deep = waiting.pop()
        while start < end and to < to_end and old[start] == new[to]:
            pairs.append((start, to))
            start, to = start + 1, to + 1
        while start < end and to < to_end and old[end - 1] == new[to_end - 1]:
            end, to_end = end - 1, to_end - 1
            pairs.append((end, to_end))
        mine, theirs = old[start:end], new[to:to_end]
        if len(mine) * len(theirs) <= MOST_CELLS:
            pairs += [(start + a, to + b) for a, b in _longest(mine, theirs, str.__eq__)]
            continue
        leading = _leading(mine, theirs) if deep else []
        at, to_at = 0, 0
        for a, b in [*leading, (len(mine), len(theirs))] if leading else []:
            waiting.append((start + at, start + a, to + to_at, to + b, deep - 1))
            at, to_at = a + 1, b + 1
        pairs += [(start + a, to + b) for a, b in leading]
    return sorted(pairs)


def _leading(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """The longest row of what stands exactly once on either side (patience sorting)."""
    counts, new_counts = Counter(old), Counter(new)
    places = {word: at for at, word in enumerate(new) if new_counts[word] == 1}
    once = [(at, places[word]) for at, word in enumerate(old) if counts[word] == 1 and word in places and _says(word)]
    tails: list[int] = []  # the number in `once` on which a row of each length ends, at the earliest place
    ends: list[int] = []
    earlier: list[int] = []
    for number, (_, place) in enumerate(once):
        length = bisect_left(ends, place)
        earlier.append(tails[length - 1] if length else -1)
        tails[length:] = [number, *tails[length + 1 :]]
        ends[length:] = [place, *ends[length + 1 :]]
    row, number = [], tails[-1] if tails else -1
    while number >= 0:
        row.append(once[number])
        number = earlier[number]
    return row[::-1]


def _longest(old: Sequence[str], new: Sequence[str], same: Same) -> Pairs:
    """The longest row that both have in common, by comparing everything."""
    table = [[0] * (len(new) + 1)]
    for word in reversed(old):
        row, below = [0], table[-1]
        for back, other in enumerate(reversed(new)):
            row.append(below[back] + 1 if same(word, other) else max(row[-1], below[back + 1]))
        table.append(row)
    pairs, a, b = [], 0, 0
    while a < len(old) and b < len(new):
        left, right = len(old) - a, len(new) - b
        if same(old[a], new[b]):
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif table[left - 1][right] >= table[left][right - 1]:
            a += 1
        else:
            b += 1
    return pairs


def _are_alike(word: str, other: str) -> bool:
    longest = max(len(word), len(other))
    if longest > 60 or not _says(word) or not _says(other):
        return False
    if min(len(word), len(other)) / (len(word) + len(other)) * 2 < LIKE:
        return False
    return SequenceMatcher(None, word.casefold(), other.casefold(), autojunk=False).ratio() >= LIKE


def _says(words: str) -> bool:
    """Whether there is more than punctuation."""
    return any(sign.isalnum() or ord(sign) > 0x2190 for sign in words)


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
