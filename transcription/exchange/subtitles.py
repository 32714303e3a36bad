"""Subtitles, .srt and .vtt, read and written. Pure. A cue is a segment; <v Name> and «Name:» say who speaks."""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import N_
from transcription.exchange import plain_text, times
from transcription.exchange.plain_text import Row
from transcription.exchange.transcript_file import FileSegment, Problem, clean, excerpt

ARROW = "-->"
TIMING = re.compile(r"\s*(?P<start>-?[\d:.,]+)\s*-->\s*(?P<end>-?[\d:.,]+)(?:\s.*)?")
VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s+([^<>\n]{0,200})>")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]*>|\{\\[^{}\n]{0,40}\}")
NEGATIVE = N_("The time is before the beginning. It was set to the beginning.")
BACKWARDS = N_("It ends before it begins. It was given no length.")
NO_TIME = N_("The times cannot be read. The words were kept without a time.")
OVERLAPS = N_("%(count)s segments begin before the one above has ended. They were kept as they are.")
REMARK = N_("A remark in the file is no part of the talk. It was left out.")
LOOSE = N_("These words stand without a time. They were put with the segment above.")


@dataclass(frozen=True, slots=True)
class _Cue:
    place: int
    start: int | None
    end: int | None
    text: str


def is_subtitles(text: str) -> bool:
    """Whether there is a line of times with an arrow."""
    return any(ARROW in line and TIMING.fullmatch(line) for line in text.split("\n"))


def read(text: str) -> tuple[list[FileSegment], list[Problem]]:
    """The segments of subtitles of either kind, and what was mended."""
    problems: list[Problem] = []
    cues = list(_cues(text, problems))
    late = _count_overlaps(cues)
    if late:
        problems.append(Problem(OVERLAPS, values={"count": late}))
    voices = [(cue, who, words) for cue in cues for who, words in _voices(cue)]
    names = plain_text.list_names(line for _cue, who, words in voices if not who for line in words.split("\n"))
    segments = [
        FileSegment(said, clean(label), cue.start, cue.end)
        for cue, who, words in voices
        for label, said in ([(who, clean(words))] if who else plain_text.split_labels(words, names))
        if said
    ]
    return segments, problems


def write_srt(segments: Iterable[FileSegment]) -> str:
    """SubRip, with the speaker's name in front of the words."""
    return "\n".join(
        f"{number}\n{_span(segment, mark=',')}\n{_named(segment)}\n" for number, segment in enumerate(segments, 1)
    )


def write_vtt(segments: Iterable[FileSegment], *, language: str) -> str:
    """WebVTT, with the speaker as its voice."""
    cues = (f"{_span(segment, mark='.')}\n{_voiced(segment)}\n" for segment in segments)
    return "\n".join((f"WEBVTT\nLanguage: {language}\n", *cues))


def _span(segment: FileSegment, *, mark: str) -> str:
    start = segment.start_ms or 0
    end = max(segment.end_ms or 0, start)
    return f"{times.write_clock(start, mark=mark)} {ARROW} {times.write_clock(end, mark=mark)}"


def _named(segment: FileSegment) -> str:
    return f"{segment.label}: {segment.text}" if segment.label else segment.text


def _voiced(segment: FileSegment) -> str:
    words = html.escape(segment.text, quote=False)
    return f"<v {html.escape(segment.label, quote=False)}>{words}</v>" if segment.label else words


def _cues(text: str, problems: list[Problem]) -> Iterator[_Cue]:
    """Blocks between empty lines; the one with an arrow has times on that line and words below it."""
    rows = [Row(number, line) for number, line in enumerate(text.split("\n"), 1)]
    waiting: _Cue | None = None
    for block in _blocks(rows):
        at = next((n for n, row in enumerate(block[:2]) if TIMING.fullmatch(row.text)), None)
        words = "\n".join(row.text for row in (block if at is None else block[at + 1 :]))
        if at is not None:
            if waiting is not None:
                yield waiting
            start, end = _times(block[at], problems)
            waiting = _Cue(block[at].place, start, end, words)
        elif block[0].text.startswith(("NOTE", "STYLE", "REGION", "WEBVTT")):
            if block[0].text.startswith("NOTE"):
                problems.append(Problem(REMARK, block[0].place, excerpt=excerpt(words)))
        elif waiting is not None:
            problems.append(Problem(LOOSE, block[0].place, excerpt=excerpt(words)))
            waiting = _Cue(waiting.place, waiting.start, waiting.end, f"{waiting.text}\n{words}")
        else:
            yield _Cue(block[0].place, None, None, words)
    if waiting is not None:
        yield waiting


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        if row.text.strip():
            # a cue may follow without an empty line: its number, or its times, then begin it
            if block and TIMING.fullmatch(row.text) and any(TIMING.fullmatch(one.text) for one in block):
                number = [block.pop()] if len(block) > 2 and block[-1].text.strip().isdigit() else []
                yield block
                block = number
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _times(row: Row, problems: list[Problem]) -> tuple[int | None, int | None]:
    found = TIMING.fullmatch(row.text)
    start, end = (_read(found["start"]), _read(found["end"])) if found else (None, None)
    if start is None or end is None:
        problems.append(Problem(NO_TIME, row.place, excerpt=excerpt(row.text)))
        return None, None
    if start < 0 or end < 0:
        problems.append(Problem(NEGATIVE, row.place, excerpt=excerpt(row.text)))
        start, end = max(start, 0), max(end, 0)
    if end < start:
        problems.append(Problem(BACKWARDS, row.place, excerpt=excerpt(row.text)))
    return start, max(start, end)


def _read(text: str) -> int | None:
    ms = times.read_clock(text.lstrip("-"))
    return -ms - 1 if ms is not None and text.startswith("-") else ms


def _count_overlaps(cues: Sequence[_Cue]) -> int:
    pairs = itertools.pairwise(cues)
    return sum(a.end is not None and b.start is not None and b.start < a.end for a, b in pairs)


def _voices(cue: _Cue) -> list[tuple[str, str]]:
    """(who, words) for every voice of a cue; who is empty where the cue names nobody."""
    pieces = VOICE.split(cue.text)
    found = [("", pieces[0])] if pieces[0].strip() else []
    found += list(zip(pieces[1::2], pieces[2::2], strict=True))
    return [(html.unescape(who).strip(), html.unescape(TAG.sub("", words))) for who, words in found]
