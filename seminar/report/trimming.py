"""A quote that somebody has trimmed: pieces of a child's words in their order, and // where something is left out.

Nothing is put in and nothing is moved: what is said otherwise is another thing, and is done where quotes are reworded.
Pure.
"""

import re

GAP = "//"


def trim(words: str, trimmed: str) -> str | None:
    """The trimmed words as they are shown, in whole words of the child's; None when they are not those."""
    pieces = [_plain(piece) for piece in trimmed.split(GAP)]
    if not any(pieces):
        return None
    whole, at = _plain(words), 0
    for piece in filter(None, pieces):
        found = re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)").search(whole, at)
        if found is None:
            return None
        at = found.end()
    return " ".join(GAP if piece is None else piece for piece in _between(pieces))


def _between(pieces: list[str]) -> list[str | None]:
    """The pieces with None for every gap; several gaps in a row are one."""
    told: list[str | None] = []
    for number, piece in enumerate(pieces):
        if number and (not told or told[-1] is not None):
            told.append(None)
        if piece:
            told.append(piece)
    return told


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
