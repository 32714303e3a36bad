"""The text as the page draws it: light, because there may be a thousand stretches. Pure but for the rows it reads.

A stretch is runs of plain words, uncertain words and silent signs; its word times are one short string, and the browser
looks a word up when it is heard or touched.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.interviews.models import Mark
from transcription import marking
from transcription.models import Segment

GLANCE_MS = 400


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are drawn alike, with the space after them; or a silent sign. `at_ms` names an uncertain word."""

    text: str
    at_ms: int | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch to draw. `times` is the start of each word after the stretch's, in 1/100 s; «-» where none is known."""

    segment: Segment
    runs: tuple[Run, ...]
    times: str
    unsure: bool


def draw(segments: Sequence[Segment], marks: Sequence[Mark] = ()) -> Iterator[Line]:
    """Every stretch in order, the silent signs where they were made: after the word, or the stretch, before them."""
    left = list(marks)
    for number, segment in enumerate(segments):
        last = number + 1 == len(segments)
        until = None if last else segments[number + 1].start_ms
        here = [one for one in left if until is None or one.at_ms < until]
        left = left[len(here) :]
        yield line(segment, here)


def line(segment: Segment, marks: Sequence[Mark] = ()) -> Line:
    """One stretch to draw."""
    words = _words(segment)
    times = " ".join("-" if one.at_ms is None else str((one.at_ms - segment.start_ms) // 10) for one in words)
    doubted = segment.doubt is not None and segment.edited_at is None
    return Line(segment, tuple(_runs(words, marks)), times if segment.words != "[]" else "", doubted)


def count_unsure(lines: Sequence[Line]) -> int:
    """How many places are left to listen to: uncertain words, and doubted stretches without one."""
    words = [sum(run.at_ms is not None for run in one.runs) for one in lines]
    return sum(found or int(one.unsure) for found, one in zip(words, lines, strict=True))


def _words(segment: Segment) -> list[marking.Shown]:
    heard = json.loads(segment.words) if segment.words != "[]" else []
    words = segment.text.split()
    if len(heard) == len(words) and all(one[2].strip() == word for one, word in zip(heard, words, strict=True)):
        return [marking.untouched(one) for one in heard]
    return marking.mark(segment.text, heard)


def _runs(words: Sequence[marking.Shown], marks: Sequence[Mark]) -> Iterator[Run]:
    waiting = list(marks)
    shown: list[tuple[str, int | None, str]] = []
    for word in words:
        while waiting and word.at_ms is not None and waiting[0].at_ms < word.at_ms - GLANCE_MS:
            shown.append(("", None, waiting.pop(0).kind))
        shown.append((word.text, word.at_ms if word.unsure else None, ""))
    shown += [("", None, mark.kind) for mark in waiting]
    for (at_ms, sign), same in groupby(shown, key=lambda one: one[1:]):
        if sign:
            yield from (Run("", sign=sign) for _ in same)
        else:
            yield Run(" ".join(text for text, *_ in same), at_ms)
