"""How much of Whisper's memory words take: its own vocabulary, counted without loading a model. Pure.

Every multilingual Whisper model cuts text alike; the ranks lie beside the practice model (see its LICENCES.md).
"""

import base64
import gzip
import re
from collections.abc import Sequence
from functools import cache
from heapq import heappop, heappush
from pathlib import Path

RANKS = Path(__file__).parent.parent / "practice_model" / "multilingual.tiktoken.gz"
ROOM = 223
"""Pieces that Whisper keeps in mind before what it recognises; both engines cut off the rest without a word."""
PARTS = re.compile(r"'(?:s|t|re|ve|m|ll|d)| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")
BETWEEN = ", "


def joined(terms: Sequence[str]) -> str:
    """The words as they are said to the model."""
    return BETWEEN.join(terms)


def count_fitting(terms: Sequence[str]) -> int:
    """How many of the words, from the first one on, the model has room for."""
    used = 0
    for number, term in enumerate(terms):
        used += count(f" {term}" if number == 0 else f"{BETWEEN}{term}")
        if used > ROOM:
            return number
    return len(terms)


def count(text: str) -> int:
    """The number of pieces that Whisper cuts a text into."""
    return sum(_count_part(part.encode()) for part in PARTS.findall(text))


def _count_part(part: bytes) -> int:
    """Merge the pair with the lowest rank again and again, as byte pair encoding does.

    Pairs wait in a heap, so that a part of any length takes n log n; one that has changed meanwhile is passed over.
    """
    ranks, count = _ranks(), len(part)
    ends, starts = list(range(1, count + 1)), list(range(-1, count))  # of the piece at, and of the one before it
    waiting: list[tuple[int, int, int, int]] = []

    def wait(at: int, middle: int) -> None:
        if at >= 0 and middle < len(part) and (rank := ranks.get(part[at : ends[middle]])) is not None:
            heappush(waiting, (rank, at, middle, ends[middle]))

    for at in range(len(part) - 1):
        wait(at, at + 1)
    while waiting:
        _, at, middle, end = heappop(waiting)
        if ends[at] != middle or ends[middle] != end:
            continue
        ends[at], ends[middle] = end, 0
        starts[end] = at
        count -= 1
        wait(starts[at], at)
        wait(at, end)
    return count


@cache
def _ranks() -> dict[bytes, int]:
    lines = gzip.decompress(RANKS.read_bytes()).splitlines()
    return {base64.b64decode(piece): int(rank) for piece, rank in (line.split() for line in lines if line)}
