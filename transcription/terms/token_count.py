"""How much of Whisper's memory words take: its own vocabulary, counted without loading a model. Pure.

Every multilingual Whisper model cuts text alike; the ranks lie beside the practice model (see its LICENCES.md).
"""

import base64
import gzip
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
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
    """Merge the pair with the lowest rank again and again, as byte pair encoding does."""
    ranks = _ranks()
    pieces = [part[at : at + 1] for at in range(len(part))]
    while len(pieces) > 1:
        pairs = [(ranks[a + b], at) for at, (a, b) in enumerate(pairwise(pieces)) if a + b in ranks]
        if not pairs:
            break
        _, at = min(pairs)
        pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
    return len(pieces)


@cache
def _ranks() -> dict[bytes, int]:
    lines = gzip.decompress(RANKS.read_bytes()).splitlines()
    return {base64.b64decode(piece): int(rank) for piece, rank in (line.split() for line in lines if line)}
