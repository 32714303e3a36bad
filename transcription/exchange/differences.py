"""Sets the words of a file beside the text that came of it, and finds what differs. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from transcription.exchange.imported_file import (
    Fate,
    FileRow,
    Piece,
    StoredFile,
    group_of,
    joined,
    list_places,
)
from transcription.exchange.word_matching import match

NEW = Fate.CHANGED
"""A word of the text that is not in the file."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Rows of the file, and the segments that hold their words: the number of each with its words in pieces."""

    rows: tuple[FileRow, ...]
    segments: tuple[tuple[int, tuple[Piece, ...]], ...]

    @property
    def differs(self) -> bool:
        """Whether a word stands on one side only; times and names of who speaks do not count."""
        pieces = (piece for row in self.rows for piece in row.pieces)
        ours = (piece for _number, ones in self.segments for piece in ones)
        return any(piece.fate in {Fate.LEFT_OUT, Fate.CHANGED} for piece in (*pieces, *ours))


def compare(file: StoredFile, now: Sequence[str]) -> list[Pair]:
    """The whole file beside the text as it is now, segment by segment, in order. `now` is what each segment says."""
    places = list_places(place for place, _text in file.segments)
    rows = {group: tuple(ones) for group, ones in groupby(file.rows, key=lambda row: group_of(row.place, places))}
    groups = [group_of(place, places) for place, _text in file.segments]
    head = [Pair(rows[-1], ())] if -1 in rows else []
    pairs, taken = [], set[int]()
    for ours, theirs in _blocks([text for _place, text in file.segments], now, groups):
        here = [group for group in dict.fromkeys(groups[at] for at in ours) if group not in taken]
        taken.update(here)
        pairs.append(_pair([row for group in here for row in rows.get(group, ())], theirs, now))
    return [*head, *pairs]


def _blocks(
    before: Sequence[str], now: Sequence[str], groups: Sequence[int]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """(segments as they came in, segments now) that belong together. Those of one row of the file are never parted."""
    ours: list[int] = []
    theirs: list[int] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, now).get_opcodes():
        steps = [([n], [m]) for n, m in zip(range(a, b), range(c, d), strict=True)] if b - a == d - c else []
        for more, others in steps or [(list(range(a, b)), list(range(c, d)))]:
            goes_on = bool(ours and more and groups[ours[-1]] == groups[more[0]]) or tag == "insert"
            if not goes_on and (ours or theirs):
                yield ours, theirs
                ours, theirs = [], []
            ours, theirs = [*ours, *more], [*theirs, *others]
    if ours or theirs:
        yield ours, theirs


def _pair(rows: Sequence[FileRow], numbers: Sequence[int], now: Sequence[str]) -> Pair:
    said = [word for row in rows for piece in row.pieces if piece.fate is Fate.SAID for word in piece.text.split()]
    words = [(number, word) for number in numbers for word in now[number].split()]
    kept = match(said, [word for _number, word in words])
    known = match([word for _number, word in words], said)
    parted = [(number, Fate.SAID if at in known else NEW, word) for at, (number, word) in enumerate(words)]
    mine: dict[int, tuple[Piece, ...]] = dict.fromkeys(numbers, ())
    for number, run in groupby(parted, key=itemgetter(0)):
        mine[number] = joined((fate, word) for _number, fate, word in run)
    return Pair(tuple(_marked(rows, kept)), tuple(mine.items()))


def _marked(rows: Sequence[FileRow], kept: set[int]) -> Iterator[FileRow]:
    """The rows with the said words that are no longer in the text marked as changed."""
    at = 0
    for row in rows:
        words: list[tuple[Fate, str]] = []
        for piece in row.pieces:
            for word in piece.text.split():
                is_gone = piece.fate is Fate.SAID and at not in kept
                words.append((Fate.CHANGED if is_gone else piece.fate, word))
                at += piece.fate is Fate.SAID
        yield FileRow(row.place, joined(words))
