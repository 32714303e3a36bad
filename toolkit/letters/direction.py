"""Names and numbers of ours within a text that goes from right to left, where digits would else change places. Pure.

The signs are Unicode's own (annex 9, isolates), which a browser and Typst follow. Word does not: its file takes the
text in pieces.
"""

import re
import unicodedata
from collections.abc import Iterator

LEFT_TO_RIGHT, END = "\u2066", "\u2069"
MARK = "\u200e"  # a letter without a shape: what stands between two of them goes from left to right
_PIECE = re.compile(f"{LEFT_TO_RIGHT}([^{END}]*){END}")


def isolate(text: str) -> str:
    """The same, to be read from left to right wherever it stands; unchanged when its own script goes the other way."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return f"{LEFT_TO_RIGHT}{text}{END}" if text and first == "L" else text


def split(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it was isolated; those lie between marks in place of the signs."""
    for number, piece in enumerate(_PIECE.split(text)):
        if piece:
            yield (f"{MARK}{piece}{MARK}", True) if number % 2 else (piece, False)
