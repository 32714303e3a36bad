"""What is kept of a file when its text comes in: its rows, what became of each word, and what was left out. Pure."""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from transcription.exchange.transcript_file import LeftOut, TranscriptFile, clean
from transcription.exchange.word_matching import match


class Fate(StrEnum):
    """What became of a word of the file."""

    SAID = "said"
    MARK = "mark"  # a time, a number, or the name of who speaks
    LEFT_OUT = "left_out"
    CHANGED = "changed"  # said, and it reads differently by now


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a row that stand together and had the same fate."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A line, a paragraph or a segment of the file in its pieces. Number nought stands for no place of its own."""

    place: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it is kept. `segments` are (place, words) as they came in."""

    unit: str
    rows: tuple[FileRow, ...]
    segments: tuple[tuple[int, str], ...]
    left_out: tuple[LeftOut, ...]


def pack(file: TranscriptFile) -> str:
    """The file as the column holds it."""
    content = {
        "unit": file.unit,
        "rows": [[row.place, [[piece.fate, piece.text] for piece in row.pieces]] for row in part_rows(file)],
        "segments": [[one.place, one.text] for one in file.segments],
        "left_out": [asdict(one) for one in file.left_out],
    }
    return json.dumps(content, ensure_ascii=False)


def unpack(text: str) -> StoredFile:
    """The same back."""
    content = json.loads(text)
    rows = (
        FileRow(place, tuple(Piece(Fate(fate), words) for fate, words in pieces)) for place, pieces in content["rows"]
    )
    return StoredFile(
        content["unit"],
        tuple(rows),
        tuple((place, words) for place, words in content["segments"]),
        tuple(LeftOut(**one) for one in content["left_out"]),
    )


def part_rows(file: TranscriptFile) -> Iterator[FileRow]:
    """Every row that holds words, with what became of each."""
    left = Counter(word for one in file.left_out for word in one.text.split())
    places = list_places(one.place for one in file.segments)
    said = defaultdict[int, list[str]](list)
    for segment in file.segments:
        said[group_of(segment.place, places)] += segment.text.split()
    written = [row for row in file.rows if clean(row.text)]
    for group, ones in groupby(written, key=lambda row: group_of(row.place, places)):
        rows = list(ones)
        words = [(number, word) for number, row in enumerate(rows) for word in clean(row.text).split()]
        kept = match([word for _number, word in words], said[group])
        parted = ((number, _fate(word, left, is_kept=at in kept), word) for at, (number, word) in enumerate(words))
        for number, run in groupby(parted, key=itemgetter(0)):
            yield FileRow(rows[number].place, joined((fate, word) for _number, fate, word in run))


def list_places(places: Iterable[int]) -> list[int]:
    """Where segments begin, in the order of the file."""
    return sorted(set(places))


def group_of(place: int, places: Sequence[int]) -> int:
    """Which of the places a row belongs to; -1 in front of the first."""
    return bisect_right(places, place) - 1


def joined(words: Iterable[tuple[Fate, str]]) -> tuple[Piece, ...]:
    """Words with the same fate beside each other as one piece."""
    return tuple(Piece(fate, " ".join(word for _fate, word in run)) for fate, run in groupby(words, key=itemgetter(0)))


def _fate(word: str, left: Counter[str], *, is_kept: bool) -> Fate:
    if is_kept:
        return Fate.SAID
    if left[word] > 0:
        left[word] -= 1
        return Fate.LEFT_OUT
    return Fate.MARK
