"""Reads subtitles, .srt and .vtt. Pure. A cue is a segment; <v Name> and «Name:» say who speaks.

A line above the times is the cue's number only where the file counts its cues; else somebody said it.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import N_
from transcription.exchange import plain_text, times
from transcription.exchange.times import LONGEST_TIME_MS
from transcription.exchange.transcript_file import FileSegment, Reading, Row, clean

_ARROW = r"(?:-\s?-?\s?(?:>|&gt;)|[—–]\s?>|[→⟶])"
_MARK = r"\s*[:.,;]\s*"
_MOMENT = rf"-?\d{{1,3}}(?:{_MARK}\d{{1,3}}){{1,3}}"
TIMING = re.compile(rf"\s*(?P<start>{_MOMENT})\s*{_ARROW}\s*(?P<end>{_MOMENT})(?P<rest>(?:\s.*)?)")
SETTING = re.compile(r"(?:vertical|line|position|size|align|region|[XY][12]):\S+")
VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s+([^<>\n]{0,200})>")
TAG = re.compile(
    r"</?(?:[ibusc]|lang|ruby|rt|v|strong|em)(?:\.[^\s<>]*)?>|<lang\s+[a-zA-Z-]{1,20}>"
    r"|</?font(?:\s+[a-z]+\s*=\s*(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^\s<>]+))*\s*>|<\d[\d:.]*>|\{\\[^\s{}]{1,40}\}",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
IDENTIFIER = re.compile(r"\S*\d\S*")
KNOWN_HEADER = re.compile(r"(?:Kind|Language|X-TIMESTAMP-MAP)\s*[:=]\s*\S+", re.IGNORECASE)

NEGATIVE = N_("The time is before the beginning. It was set to the beginning.")
BACKWARDS = N_("It ends before it begins. It was given no length.")
NO_TIME = N_("The times cannot be read. The words were kept without a time.")
REMARK = N_("A remark in the file is no part of the talk. It was left out.")
APPEARANCE = N_("This says how the subtitles look. It was left out.")
HEAD = N_("This stands at the top of the file, before the talk. It was left out.")
CUE_NAME = N_("A name that the file gives to a line of times. It was left out.")
LOOSE = N_("These words stand without a time. They were put with the segment above.")


@dataclass(frozen=True, slots=True)
class _Cue:
    place: int
    start: int | None
    end: int | None
    text: str


def is_subtitles(text: str) -> bool:
    """Whether there is a line of times with an arrow."""
    return any(_timing(line) for line in text.split("\n"))


def read(rows: Sequence[Row], *, is_web: bool) -> Reading:
    """The segments of subtitles of either kind, what was mended, and what is no part of the talk."""
    reading = Reading()
    cues = list(_Cues(rows, reading, is_web=is_web).read())
    voices = [(cue, who, words) for cue in cues for who, words in _voices(cue)]
    names = plain_text.list_names(line for _cue, who, words in voices if not who for line in words.split("\n"))
    for cue, who, words in voices:
        for label, said in [(who, clean(words))] if who else plain_text.split_labels(words, names):
            if said:
                reading.marks.append(clean(label))
                reading.segments.append(FileSegment(said, clean(label), cue.start, cue.end, place=cue.place))
            else:
                reading.leave_out(plain_text.NAME_ALONE, clean(label), cue.place)
    return reading


def plain(text: str) -> str:
    """A line without its tags, with its entities read, and a voice as «Name:»."""
    return _unescaped(TAG.sub("", VOICE.sub(r" \1: ", text)))


class _Cues:
    """Walks the rows: what stands above a line of times, and what below it."""

    def __init__(self, rows: Sequence[Row], reading: Reading, *, is_web: bool) -> None:
        self._rows = rows
        self._reading = reading
        self._is_web = is_web
        self._at = [number for number, row in enumerate(rows) if _timing(row.text)]
        above = [row.text.strip() for row in rows[: self._at[0]] if row.text.strip()] if self._at else []
        parted = self._heads_above(self._at[0], 0) if self._at else []
        self._is_counted = bool(above) and above[-1].isdigit() and (bool(parted) or len(above) == 1)
        self._has_names = bool(parted) and not above[-1].startswith("WEBVTT")
        self._number = 0

    def read(self) -> Iterator[_Cue]:
        """Every cue in order; words in front of the first have none of its times."""
        heads = [self._heads(at, self._at[n - 1] + 1 if n else 0) for n, at in enumerate(self._at)]
        ends = [head[0] if head else at for head, at in zip(heads, self._at, strict=True)]
        yield from self._before(self._rows[: ends[0] if ends else len(self._rows)])
        for at, end in zip(self._at, [*ends, len(self._rows)][1:], strict=True):
            yield self._cue(at, self._rows[at + 1 : end])

    def _heads_above(self, at: int, floor: int) -> list[int]:
        """The row above the times, if it stands alone there: after an empty row, or first of all."""
        above = at - 1
        if above < floor or not self._rows[above].text.strip():
            return []
        return [above] if above == 0 or (above > floor and not self._rows[above - 1].text.strip()) else []

    def _heads(self, at: int, floor: int) -> list[int]:
        """The rows above the times that are the cue's own: its number, or in .vtt its name."""
        parted = self._heads_above(at, floor)
        above = at - 1
        while above > floor and not self._rows[above].text.strip():
            above -= 1
        text = self._rows[above].text.strip() if above >= floor else ""
        if text.isdigit() and self._is_counted and (parted or int(text[:9]) == self._number + 1):
            self._number = int(text[:9])
            self._reading.marks.append(text)
            return list(range(above, at))
        if not parted or not self._is_web or text.startswith("WEBVTT") or _keyword(text):
            return []
        if self._has_names and IDENTIFIER.fullmatch(text):
            self._reading.marks.append(text)
        else:
            self._reading.leave_out(CUE_NAME, text, self._rows[above].place)
        return parted

    def _before(self, rows: Sequence[Row]) -> Iterator[_Cue]:
        """What stands in front of the first times: the head of the file, looks, remarks, or words."""
        for number, block in enumerate(_blocks(rows)):
            word = _keyword(block[0].text) if self._is_web else ""
            words = "\n".join(row.text for row in block)
            if number == 0 and self._is_web:
                self._head(block)
            elif word in {"STYLE", "REGION"}:
                self._reading.leave_out(APPEARANCE, words, block[0].place)
            elif word == "NOTE":
                self._reading.leave_out(REMARK, words, block[0].place)
            else:
                yield _Cue(block[0].place, None, None, words)

    def _head(self, block: Sequence[Row]) -> None:
        self._reading.marks.append("WEBVTT")
        first = block[0].text.removeprefix("WEBVTT").strip(" \t-–—")
        self._reading.leave_out(HEAD, first, block[0].place)
        for row in block[1:]:
            if KNOWN_HEADER.fullmatch(row.text.strip()):
                self._reading.marks.append(row.text)
            else:
                self._reading.leave_out(HEAD, row.text, row.place)

    def _cue(self, at: int, rows: Sequence[Row]) -> _Cue:
        row = self._rows[at]
        start, end, rest = self._times(row)
        texts = [rest] if rest else []
        for number, block in enumerate(_blocks(rows)):
            words = "\n".join(one.text for one in block)
            if number or block[0] is not rows[0]:  # parted from the times by an empty row
                if self._is_web and _keyword(block[0].text) == "NOTE":
                    self._reading.leave_out(REMARK, words, block[0].place)
                    continue
                self._reading.warn(LOOSE, block[0].place, words)
            texts.append(words)
        return _Cue(row.place, start, end, "\n".join(texts))

    def _times(self, row: Row) -> tuple[int | None, int | None, str]:
        """Start, end, and what else stands on the row and is no setting."""
        found = TIMING.fullmatch(row.text)
        if found is None:
            return None, None, row.text
        self._reading.marks.append(row.text[: found.start("rest")])
        more = found["rest"].split()
        self._reading.marks += [word for word in more if SETTING.fullmatch(word)]
        rest = " ".join(word for word in more if not SETTING.fullmatch(word))
        start, end = _read(found["start"]), _read(found["end"])
        if start is None or end is None or max(start, end) > LONGEST_TIME_MS:
            self._reading.warn(NO_TIME, row.place, row.text)
            return None, None, rest
        if start < 0 or end < 0:
            self._reading.warn(NEGATIVE, row.place, row.text)
            start, end = max(start, 0), max(end, 0)
        if end < start:
            self._reading.warn(BACKWARDS, row.place, row.text)
        return start, max(start, end), rest


def _timing(line: str) -> re.Match[str] | None:
    found = TIMING.fullmatch(line)
    return found if found and ":" in found["start"] and ":" in found["end"] else None


def _keyword(line: str) -> str:
    """NOTE, STYLE or REGION where the line begins with the whole word, as the standard has it; NOTERA does not."""
    word = line.rstrip()
    if word in {"NOTE", "STYLE", "REGION"}:
        return word
    return "NOTE" if word.startswith(("NOTE ", "NOTE\t")) else ""


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        if row.text.strip():
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _read(text: str) -> int | None:
    """Milliseconds; below nought for a time before the beginning."""
    bare = re.sub(r"\s", "", text)
    ms = times.read_clock(bare.lstrip("-"))
    return -ms - 1 if ms is not None and bare.startswith("-") else ms


def _voices(cue: _Cue) -> list[tuple[str, str]]:
    """(who, words) for every voice of a cue; who is empty where the cue names nobody."""
    pieces = VOICE.split(cue.text)
    found = [("", pieces[0])] if pieces[0].strip() else []
    found += list(zip(pieces[1::2], pieces[2::2], strict=True))
    return [(_unescaped(who).strip(), _unescaped(TAG.sub("", words))) for who, words in found]


def _unescaped(text: str) -> str:
    """«&amp;» is read; «&notera» without a semicolon is what somebody wrote."""
    return ENTITY.sub(lambda found: html.unescape(found[0]), text)
