"""Reads a talk out of lines of text: «Barn: …», «[00:01:02] B: …», «Anna Ek  0:12» above what she says. Pure.

A text file gives its lines, a Word document its paragraphs. Nothing is dropped: what is no name and no time is words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.errors import N_
from transcription.exchange import labels, times
from transcription.exchange.transcript_file import LONGEST_LABEL, FileSegment, Problem, clean, excerpt

BACKWARDS = N_("The time is earlier than the one above it. The words were kept and the time was left out.")

_NAME = r"[^\W_][^:\t\[\]{}#<>?!,;\n]{0,58}?"
_BARE = r"(?P<bare>(?:\d{1,3}:)?\d{1,3}[:.]\d{2})"
_INNER = times.BRACKETED.pattern.replace("<from>", "<inner>").replace("<to>", "<inner_to>")
_TIME = rf"(?:\s*(?:{_INNER}|{_BARE}))?"
LABELLED = re.compile(rf"(?P<label>{_NAME}){_TIME}\s*(?::(?=\s|$)|\t)\s*(?P<text>.*)", re.DOTALL)
HEADER = re.compile(
    rf"(?P<label>{_NAME})\s+(?:{times.BRACKETED.pattern}|(?P<bare>(?:\d{{1,3}}:)?\d{{1,3}}:\d{{2}}))\s*"
)
ENDING = re.compile(r"#(?P<at>\d[\d:.\-]*)#$")
LONGEST_ENDING = 24
ONE_NAME = re.compile(rf"{_NAME}(?<![.…])\s*:?")


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its number. An empty one parts what stands around it."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A row taken apart. `label` is a candidate; `bare` says that its time stood without brackets."""

    row: Row
    text: str
    label: str = ""
    start: int | None = None
    end: int | None = None
    bare: bool = False
    alone: bool = False


def read_text(text: str) -> tuple[list[FileSegment], list[Problem]]:
    """The segments of a text file, and what was not understood."""
    return read_rows([Row(number, line) for number, line in enumerate(text.split("\n"), 1)])


def read_rows(rows: Iterable[Row]) -> tuple[list[FileSegment], list[Problem]]:
    """The same for rows from anywhere."""
    lines = [_apart(row) for row in rows]
    if not _are_times([line.start for line in lines if line.bare and line.start is not None]):
        lines = [_apart(line.row, bare=False) if line.bare else line for line in lines]
    names = _names(lines)
    return _Builder(names).build([_settled(line, names) for line in lines])


def list_names(lines: Iterable[str]) -> set[str]:
    """The labels in front of lines that are names of speakers."""
    return _names([_apart(Row(number, line), bare=False) for number, line in enumerate(lines)])


def split_labels(text: str, names: set[str]) -> list[tuple[str, str]]:
    """(label, words) for every line that begins with one of the names; other lines go on with the one above."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(text.split("\n")):
        apart = _settled(_apart(Row(number, line), bare=False), names)
        if apart.label or not found:
            found.append((apart.label, apart.text))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]} {apart.text}")
    return [(label, clean(words)) for label, words in found if clean(words)]


def _apart(row: Row, *, bare: bool = True) -> _Line:
    text = row.text.strip()
    start, end, is_bare, text = _leading(text, bare=bare)
    ending = ENDING.search(text[-LONGEST_ENDING:])
    if ending and times.read_clock(ending["at"]) is not None:
        end, text = times.read_clock(ending["at"]), text.removesuffix(ending[0]).rstrip()
    header = HEADER.fullmatch(text) if start is None else None
    if header:
        at = times.read_clock(header["bare"] or header["from"])
        if at is not None:
            return _Line(row, "", header["label"].strip(), at, _read(header["to"]), alone=True)
    found = LABELLED.fullmatch(text)
    if found is None:
        alone = start is not None and len(text) < 40 and ONE_NAME.fullmatch(text) is not None
        return _Line(row, "" if alone else text, text if alone else "", start, end, is_bare, alone)
    inner = _read(found["inner"] or found["bare"])
    start, end = (start if start is not None else inner), end if end is not None else _read(found["inner_to"])
    return _Line(row, found["text"].strip(), found["label"].strip(), start, end, is_bare)


def _leading(text: str, *, bare: bool) -> tuple[int | None, int | None, bool, str]:
    found = times.BRACKETED.match(text)
    is_bare = found is None
    if found is None and bare:
        found = times.BARE.match(text)
    start = times.read_clock(found["from"]) if found else None
    if found is None or start is None:
        return None, None, False, text
    return start, _read(found["to"]), is_bare, text[found.end() :].lstrip(" \t:").strip()


def _read(text: str | None) -> int | None:
    return times.read_clock(text.rstrip(".,:")) if text else None


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
        and (labels.find_meaning(label) is not None or labels.is_numbered(label) or (count > 1 and _like_a_name(label)))
    }


def _like_a_name(label: str) -> bool:
    words = label.split()
    return len(words) <= 4 and all(word[0].isupper() or word[0].isdigit() or word[0] == "(" for word in words)


def _settled(line: _Line, names: set[str]) -> _Line:
    """The line with its label, or with the label given back to the text when it is no name."""
    if not line.label or line.label in names:
        return line
    if line.start is not None and not line.alone:  # the time stood in front: only the name goes back
        rest = line.row.text.strip()
        before = _leading(rest, bare=line.bare)
        return replace(line, label="", text=before[3] if before[0] is not None else rest, start=before[0])
    if line.start is not None and line.alone and not HEADER.fullmatch(line.row.text.strip()):
        return replace(line, label="", text=line.label, alone=False)
    return _Line(line.row, line.row.text.strip())


class _Builder:
    """Puts lines together to segments, in order."""

    def __init__(self, names: set[str]) -> None:
        self._has_names = bool(names)
        self._done: list[FileSegment] = []
        self._problems: list[Problem] = []
        self._open: _Line | None = None
        self._texts: list[str] = []
        self._latest = self._latest_end = 0

    def build(self, lines: Iterable[_Line]) -> tuple[list[FileSegment], list[Problem]]:
        """Every segment, and every problem."""
        for line in lines:
            self._take_in(line)
        self._close()
        return self._done, self._problems

    def _take_in(self, line: _Line) -> None:
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
        if line.start is None:  # some programs write only where the words end
            start, self._latest_end = (self._latest_end, line.end) if line.end else (None, self._latest_end)
            return replace(line, start=start)
        if line.start < self._latest:
            self._problems.append(Problem(BACKWARDS, line.row.place, excerpt=excerpt(line.row.text)))
            return replace(line, start=None, end=None)
        self._latest = line.start
        return line

    def _close(self) -> None:
        line, text = self._open, clean(" ".join(self._texts))
        if line is not None and line.alone and not text:  # nothing stands under it, so it was no name
            line, text = replace(line, label=""), clean(line.label)
        self._open, self._texts = None, []
        if line is not None and text:
            end = line.end if line.end is None or line.start is None or line.end >= line.start else None
            self._done.append(FileSegment(text, clean(line.label), line.start, end))
