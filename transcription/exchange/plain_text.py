"""Reads a talk out of lines of text: «Barn: …», «[00:01:02] B: …», «Anna Ek  0:12» above what she says. Pure.

A text file gives its lines, a Word document its paragraphs. What is no name and no time is words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.errors import N_
from transcription.exchange import labels, times
from transcription.exchange.times import LONGEST_TIME_MS
from transcription.exchange.transcript_file import LONGEST_LABEL, FileSegment, Reading, Row, clean

BACKWARDS = N_("The time is earlier than the one above it. The words were kept and the time was left out.")
TOO_LATE = N_("The time is later than a talk can last. The words were kept and the time was left out.")
ENDS_EARLY = N_("It ends before it begins. It was given the next one's beginning as its end.")
NAME_ALONE = N_("A name without any words. It was left out.")

_NAME = r"[^\W_][^:\t\[\]{}#<>?!,;\n]{0,58}?"
_BARE = r"(?P<bare>(?:\d{1,3}:)?\d{1,3}[:.]\d{2})"
_TIME = rf"(?:\s*(?:{times.BRACKETED.pattern}|{_BARE}))?"
LABELLED = re.compile(rf"(?P<label>{_NAME}){_TIME}\s*(?::(?=\s|$)|\t)\s*(?P<text>.*)", re.DOTALL)
HEADER = re.compile(
    rf"(?P<label>{_NAME})\s+(?:{times.BRACKETED.pattern}|(?P<bare>(?:\d{{1,3}}:)?\d{{1,3}}:\d{{2}}))\s*:?"
)
ENDING = re.compile(r"#(?P<at>\d[\d:.\-]*)#$")
LONGEST_ENDING = 24
ONE_NAME = re.compile(rf"{_NAME}(?<![.…])\s*:?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row taken apart. `label` is a candidate; `bare` says that its time stood without brackets.

    `alone` is a name without words; `marks` are its times as they stand.
    """

    row: Row
    text: str
    label: str = ""
    start: int | None = None
    end: int | None = None
    bare: bool = False
    alone: bool = False
    marks: tuple[str, ...] = ()


def read_rows(rows: Iterable[Row], *, unit: str = "line") -> Reading:
    """The segments of rows from anywhere, and what was not understood."""
    lines = [_apart(row) for row in rows]
    may_be_bare = _are_times([line.start for line in lines if line.bare and line.start is not None])
    if not may_be_bare:
        lines = [_apart(line.row, bare=False) if line.bare else line for line in lines]
    names = _names(lines)
    settled = [
        line
        if not line.label or line.label in names
        else _apart(line.row, bare=may_be_bare, is_name=names.__contains__)
        for line in lines
    ]
    return _Builder(Reading(unit)).build(settled)


def list_names(lines: Iterable[str]) -> set[str]:
    """The labels in front of lines that are names of speakers."""
    return _names([_apart(Row(number, line), bare=False) for number, line in enumerate(lines)])


def split_labels(text: str, names: set[str]) -> list[tuple[str, str]]:
    """(label, words) for every line that begins with one of the names; other lines go on with the one above."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(text.split("\n")):
        apart = _apart(Row(number, line), bare=False, is_name=names.__contains__)
        if apart.start is not None or apart.end is not None or apart.alone:  # a cue has its own times: these are words
            apart = _Line(apart.row, line)
        if apart.label or not found:
            found.append((apart.label, apart.text))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]} {apart.text}")
    return [(label, clean(words)) for label, words in found if label or clean(words)]


def find_header(text: str) -> tuple[str, bool] | None:
    """(who, whether there is a time) for a line that may stand above what somebody says; None where it cannot."""
    line = _apart(Row(0, text))
    if line.alone or (line.label and not line.text):
        return clean(line.label.rstrip(" :")), line.start is not None
    return (clean(text).rstrip(" :"), False) if line.start is None and ONE_NAME.fullmatch(clean(text)) else None


def is_like_a_name(label: str) -> bool:
    """Whether it is written as names are: a few words, each with a capital or a figure."""
    words = label.split()
    return 0 < len(words) <= 4 and all(word[0].isupper() or word[0].isdigit() or word[0] == "(" for word in words)


def _any(_label: str) -> bool:
    return True


def _apart(row: Row, *, bare: bool = True, is_name: Callable[[str], bool] = _any) -> _Line:
    text = row.text.strip()
    line, text = _leading(row, text, bare=bare)
    ending = ENDING.search(text[-LONGEST_ENDING:])
    at = times.read_clock(ending["at"]) if ending else None
    if ending and at is not None:
        line = replace(line, end=at, marks=(*line.marks, ending[0]))
        text = text.removesuffix(ending[0]).rstrip()
    header = HEADER.fullmatch(text) if line.start is None else None
    if header and is_name(header["label"].strip()):
        span = times.read_span(header["inner"] or header["bare"])
        if span:
            marks = (*line.marks, header["inner"] or header["bare"])
            return replace(line, label=header["label"].strip(), start=span[0], end=span[1], alone=True, marks=marks)
    labelled = _labelled(line, text, is_name)
    if labelled:
        return labelled
    name = text.rstrip(" :")
    if line.start is not None and len(text) < 40 and ONE_NAME.fullmatch(text) and is_name(name):
        return replace(line, label=name, alone=True)
    return replace(line, text=text)


def _leading(row: Row, text: str, *, bare: bool) -> tuple[_Line, str]:
    """The line with the time in front of it, and what comes after that."""
    found = times.BRACKETED.match(text)
    is_bare = found is None
    if found is None and bare:
        found = times.BARE.match(text)
    span = times.read_span(found["inner"]) if found else None
    if found is None or span is None:
        return _Line(row, ""), text
    return _Line(row, "", "", *span, is_bare, marks=(found[0],)), text[found.end() :].lstrip(" \t:").strip()


def _labelled(line: _Line, text: str, is_name: Callable[[str], bool]) -> _Line | None:
    """«Barn: …», «Barn (0:12): …»; None where no name stands in front."""
    found = LABELLED.fullmatch(text)
    if found is None:
        return None
    label, stamp = found["label"].strip(), found["inner"] or found["bare"]
    span = times.read_span(stamp) if stamp else None
    if stamp and span is None:  # «Barn (11): …»
        label = text[: found.start("text")].rstrip(" \t").removesuffix(":").rstrip()
    if not is_name(label):
        return None
    start, end = span or (None, None)
    return replace(
        line,
        text=found["text"].strip(),
        label=label,
        start=line.start if line.start is not None else start,
        end=line.end if line.end is not None else end,
        marks=(*line.marks, stamp) if stamp and span else line.marks,
    )


def _are_times(found: Sequence[int]) -> bool:
    """Numbers like 10:30 at the start of lines are times of the recording when there are several and they only grow."""
    return len(found) > 1 and all(a <= b for a, b in pairwise(found))


def _names(lines: Iterable[_Line]) -> set[str]:
    """The labels that are names of speakers: known words, numbered voices, and names that come back."""
    lines = list(lines)
    counted = Counter(line.label for line in lines if line.label)
    counted.update(
        line.label for line in lines if line.start is not None and not line.alone
    )  # a time in front is enough
    written = [line for line in lines if line.row.text.strip()]
    headers = {line.label for line, then in pairwise(written) if line.alone and then.start is None and then.text}
    if len(headers) > 1:  # names that stand above their words, each with its time
        counted.update(headers)
    return {
        label
        for label, count in counted.items()
        if len(label) <= LONGEST_LABEL
        and (
            labels.find_meaning(label) is not None or labels.is_numbered(label) or (count > 1 and is_like_a_name(label))
        )
    }


class _Builder:
    """Puts lines together to segments, in order."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._open: _Line | None = None
        self._texts: list[str] = []
        self._latest = self._latest_end = 0

    def build(self, lines: Iterable[_Line]) -> Reading:
        """Every segment, and whatever was said about one."""
        for line in lines:
            self._take_in(line)
        self._close()
        return self._reading

    def _take_in(self, line: _Line) -> None:
        self._reading.marks += line.marks
        begins = bool(line.label) or line.start is not None
        if begins or (self._open is None and line.text):
            self._close()
            self._open = self._in_order(line)
            self._texts = [line.text]
        elif line.text and self._continues():
            self._texts.append(line.text)
        elif line.text:
            self._close()
            self._open, self._texts = line, [line.text]

    def _continues(self) -> bool:
        """Words without a name go on with the speaker above; without any names and times each line is its own."""
        return self._open is not None and bool(self._open.label or self._open.start is not None)

    def _in_order(self, line: _Line) -> _Line:
        if max(line.start or 0, line.end or 0) > LONGEST_TIME_MS:
            self._reading.warn(TOO_LATE, line.row.place, line.row.text)
            return replace(line, start=None, end=None)
        if line.start is None:  # some programs write only where the words end
            start, self._latest_end = (self._latest_end, line.end) if line.end else (None, self._latest_end)
            return replace(line, start=start)
        if line.start < self._latest:
            self._reading.warn(BACKWARDS, line.row.place, line.row.text)
            return replace(line, start=None, end=None)
        self._latest = line.start
        if line.end is not None and line.end < line.start:
            self._reading.warn(ENDS_EARLY, line.row.place, line.row.text)
            return replace(line, end=None)
        return line

    def _close(self) -> None:
        line, text = self._open, clean(" ".join(self._texts))
        if line is not None and line.alone and not text:  # nothing stands under it, so it was no name
            line, text = replace(line, label=""), clean(line.label)
        self._open, self._texts = None, []
        if line is None:
            return
        label = clean(line.label)
        if text:
            self._reading.marks.append(label)
            segment = FileSegment(text, label, line.start, line.end, place=line.row.place)
            self._reading.segments.append(segment)
        else:
            self._reading.leave_out(NAME_ALONE, label, line.row.place)
