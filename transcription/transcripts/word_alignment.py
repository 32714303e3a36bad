"""Which recognised word each word of a corrected text still is. Pure.

The machine's words come from the draft. A word that was changed since then has no time and no confidence.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

RecognisedWord = tuple[int, int, str, float]
"""Start and end in milliseconds, the word, its probability."""


def align(words: Sequence[str], recognised: Sequence[RecognisedWord]) -> list[RecognisedWord | None]:
    """For each word of a text the recognised word that it still is, but for capitals and marks; None for a new one.

    What stands alike at both ends needs no looking for: a correction is mostly one word in the middle.
    """
    if list(words) == [one[2].strip() for one in recognised]:
        return list(recognised)
    then, now = [_plain(one[2]) for one in recognised], [_plain(word) for word in words]
    head = _alike(then, now)
    tail = _alike(then[:head:-1], now[:head:-1]) if head < min(len(then), len(now)) else 0
    found: list[RecognisedWord | None] = [
        *recognised[:head],
        *[None] * (len(now) - head - tail),
        *recognised[len(then) - tail :],
    ]
    between = then[head : len(then) - tail], now[head : len(now) - tail]
    if all(between):
        for block in SequenceMatcher(a=between[0], b=between[1], autojunk=False).get_matching_blocks():
            found[head + block.b : head + block.b + block.size] = recognised[
                head + block.a : head + block.a + block.size
            ]
    return found


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are the same from the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _plain(word: str) -> str:
    return word.strip(".,!?…:;\"'”’ ").casefold()
