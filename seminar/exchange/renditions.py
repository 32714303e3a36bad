"""A text as it travels in a project: a line per segment with who speaks in front, in NFC, lines ended by LF. Pure.

Without the speakers nobody could tell, in another program, the child from the interviewer. `Rendition` knows which
place of the file is which place of our own text (`board.anchors`), so that nothing moves on the way out or back.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seminar.texts import anchors
from seminar.texts.anchors import Span

BREAK = "\n"
_LINE_END = re.compile(r"\r\n|\r")
Piece = tuple[int, int, int]  # a place in one text, the same place in the other, and for how long they go together


@dataclass(frozen=True, slots=True)
class Rendition:
    """The text of a file, and the pieces of it that are our own text."""

    text: str
    outward: tuple[Piece, ...]  # from our text to the file
    inward: tuple[Piece, ...]  # from the file to our text

    def place_in_file(self, start: int, end: int) -> Span | None:
        """Where a passage of our text stands in the file."""
        return _carried(self.outward, start, end)

    def place_in_text(self, start: int, end: int) -> Span | None:
        """Where a passage of the file stands in our text, without the names in front; None when nothing is left."""
        return _carried(self.inward, start, end)


def render(lines: Iterable[tuple[str, str]], names: Mapping[str, str] | None = None) -> Rendition:
    """The lines of a transcript, each (speaker, text), as the text of a file. With `names`, each says who speaks."""
    parts: list[str] = []
    pieces: list[Piece] = []
    ours = theirs = 0
    for number, (speaker, said) in enumerate(lines):
        if number:
            pieces.append((ours, theirs, 1))
            parts.append(BREAK)
            ours, theirs = ours + len(anchors.BREAK), theirs + 1
        if names is not None:
            parts.append(f"{names[speaker]}: ")
            theirs += len(parts[-1])
        text, at = anchors.join([said]), 0
        for ending in [*_LINE_END.finditer(text), None]:
            here = text[at : ending.start() if ending else len(text)]
            pieces.append((ours + at, theirs, len(here) + bool(ending)))
            parts += [here, BREAK] if ending else [here]
            theirs += pieces[-1][2]
            at = ending.end() if ending else len(text)
        ours += len(text)
    kept = [piece for piece in pieces if piece[2]]
    return Rendition("".join(parts), tuple(kept), tuple((there, here, many) for here, there, many in kept))


def _carried(pieces: tuple[Piece, ...], start: int, end: int) -> Span | None:
    """A span over into the other text: from its first character that is there, to its last."""
    first = max(0, bisect_right(pieces, start, key=lambda piece: piece[0]) - 1)
    while first < len(pieces) and pieces[first][0] + pieces[first][2] <= start:
        first += 1
    last = bisect_right(pieces, end - 1, key=lambda piece: piece[0]) - 1
    if first >= len(pieces) or last < first:
        return None
    begins = pieces[first][1] + max(0, start - pieces[first][0])
    ends = pieces[last][1] + min(pieces[last][2], end - pieces[last][0])
    return (begins, ends) if begins < ends else None
