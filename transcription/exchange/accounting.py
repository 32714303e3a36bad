"""Every word of a file is in a segment or in the list of what was left out: counted when it is read. Pure.

The readers promise it one by one; here it is checked, and what a reader missed is told like everything else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.decoding import UNREADABLE
from toolkit.errors import N_
from transcription.exchange.transcript_file import (
    CONTROLS,
    FileSegment,
    LeftOut,
    Problem,
    Reading,
    Row,
    TranscriptFile,
    clean,
    excerpt,
)

MISSED = N_("These words were not understood. They were left out.")
BROKEN_SIGN = N_("A letter here could not be read. It is shown as \ufffd. Correct it in the text.")
CONTROL_SIGNS = N_("Signs that no page can show stand here. They were taken for spaces.")
_WORD = re.compile(r"\w+")


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts; letters and figures, whatever stands between them."""
    return Counter(word for text in texts for word in _WORD.findall(clean(text)))


def list_missing(rows: Sequence[Row], reading: Reading) -> Iterator[LeftOut]:
    """The words of the rows that the reader put nowhere, row by row."""
    kept = count_words(
        text
        for texts in (
            (one.text for one in reading.segments), (one.text for one in reading.left_out), reading.marks,
        )
        for text in texts
    )  # fmt: skip
    missing = count_words(row.text for row in rows) - kept
    for row in rows if missing else ():
        lost = []
        for word in reversed(_WORD.findall(clean(row.text))):
            if missing[word] > 0:
                missing[word] -= 1
                lost.append(word)
        if lost:
            yield LeftOut(MISSED, " ".join(reversed(lost)), row.place, reading.unit)


def list_broken(rows: Iterable[Row], *, unit: str) -> Iterator[Problem]:
    """Rows with letters that could not be read, and the first one with signs that nobody can see."""
    has_controls = False
    for row in rows:
        text = clean(row.text)
        if UNREADABLE in text:
            yield Problem(BROKEN_SIGN, row.place, unit, excerpt(text), unread=True)
        elif not has_controls and CONTROLS.search(row.text.replace("\t", "")):
            has_controls = True
            yield Problem(CONTROL_SIGNS, row.place, unit, excerpt(text))


def put_back(file: TranscriptFile, numbers: Iterable[int]) -> TranscriptFile:
    """The file with some of what was left out as segments without a name, each after what stands above it there.

    `numbers` count `left_out` from nought; others are ignored.
    """
    chosen = {number for number in numbers if 0 <= number < len(file.left_out)}
    segments = list(file.segments)
    for number in sorted(chosen, reverse=True):
        one = file.left_out[number]
        here = sum(segment.place <= one.place for segment in file.segments) if one.place is not None else 0
        segments.insert(here, FileSegment(one.text, place=one.place or 0))
    rest = tuple(one for number, one in enumerate(file.left_out) if number not in chosen)
    return replace(file, segments=tuple(segments), left_out=rest)
