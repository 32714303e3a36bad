"""Which words of two texts match in the same order: exactly in short ones, by their rare words in long ones. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

EXACT = 250_000
"""Up to so many pairs of words are compared each with each."""


def match(ours: Sequence[str], theirs: Sequence[str]) -> set[int]:
    """The numbers of those of our words that stand in the same order among the others."""
    if len(ours) * len(theirs) <= EXACT:
        blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        return {block.a + n for block in blocks for n in range(block.size)}
    fixed = _anchors(ours, theirs)
    if not fixed:
        return _in_any_order(ours, theirs)
    found = {here for here, _there in fixed}
    for (here, there), (then, other) in pairwise([(-1, -1), *fixed, (len(ours), len(theirs))]):
        found |= {here + 1 + n for n in match(ours[here + 1 : then], theirs[there + 1 : other])}
    return found


def _anchors(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Places of words that stand once in each text, as many as go up on both sides."""
    once = {word for word, many in Counter(ours).items() if many == 1}
    once &= {word for word, many in Counter(theirs).items() if many == 1}
    there = {word: at for at, word in enumerate(theirs) if word in once}
    return list(_rising([(at, there[word]) for at, word in enumerate(ours) if word in once]))[::-1]


def _rising(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest run of pairs in which both numbers grow, backwards: patience sorting."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_here, there) in enumerate(pairs):
        pile = bisect_left(tops, there)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1], ends[pile : pile + 1] = [there], [number]
    at = ends[-1] if ends else -1
    while at >= 0:
        yield pairs[at]
        at = before[at]


def _in_any_order(ours: Sequence[str], theirs: Sequence[str]) -> set[int]:
    """Each of our words as often as it stands among the others."""
    left = Counter(theirs)
    found = set()
    for at, word in enumerate(ours):
        if left[word] > 0:
            left[word] -= 1
            found.add(at)
    return found
