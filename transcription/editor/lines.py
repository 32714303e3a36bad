"""The text as the page draws it: light, because there may be a thousand segments. It asks no database itself.

A segment is runs of plain words, uncertain words and silent signs; its word times are one short string, and the browser
looks a word up when it is played or touched.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.interviews import intake
from transcription.asr.confidence import UNSURE_WORD
from transcription.transcripts import word_alignment
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.nonverbal_marks import Sign
from transcription.transcripts.segment_rows import SegmentRow
from transcription.transcripts.states import State

GLANCE_MS = 400
A_FEW_WORDS = 10
MUCH = 5


class Run(NamedTuple):
    """Words that are drawn alike, or a silent sign. `at_ms` names an uncertain word."""

    text: str
    at_ms: int | None = None
    sign: Sign | None = None


class Line(NamedTuple):
    """A segment to draw. `runs` is empty where all its words are plain. `times` is the start of each word after the
    segment's, in 1/100 s; «-» where none is known."""

    segment: SegmentRow | Segment
    runs: tuple[Run, ...]
    questions: tuple[Sign, ...]
    times: str
    unsure: bool


class Context(NamedTuple):
    """What all lines of a page have in common. `recording_id` is None where there is no sound to play."""

    transcript_id: uuid.UUID
    assignment_id: uuid.UUID
    recording_id: uuid.UUID | None
    locked: bool


def context_of(transcript: Transcript) -> Context:
    """The context of a transcript that the caller holds; a text that was handed over stands still."""
    recording = transcript.recording
    sound = recording.id if recording is not None and recording.state == intake.WHOLE else None
    return Context(transcript.id, transcript.assignment_id, sound, transcript.state == State.HANDED_OVER)


def draw(segments: Sequence[SegmentRow | Segment], signs: Sequence[Sign] = ()) -> Iterator[Line]:
    """Every segment in order, each with what was noted while it was said."""
    return draw_some(segments, signs, starts=[(one.id, one.start_ms) for one in segments])


def draw_some(
    segments: Iterable[SegmentRow | Segment], signs: Sequence[Sign], *, starts: Sequence[tuple[uuid.UUID, int]]
) -> Iterator[Line]:
    """Some of the segments of a text. `starts` has the id and the beginning of all of them, in order."""
    place = {segment_id: at for at, (segment_id, _) in enumerate(starts)}
    for one in segments:
        at = place[one.id]
        first, last = at == 0, at + 1 == len(starts)
        until = None if last else starts[at + 1][1]
        here = [
            each for each in signs if (first or each.at_ms >= one.start_ms) and (until is None or each.at_ms < until)
        ]
        yield _line(one, here)


def count_unsure(lines: Sequence[Line]) -> int:
    """How many places are left to listen to: uncertain words, and doubted segments without one."""
    words = [sum(run.at_ms is not None for run in one.runs) for one in lines]
    return sum(found or int(one.unsure) for found, one in zip(words, lines, strict=True))


def is_much_guessed(lines: Sequence[Line]) -> bool:
    """Whether one recognised word in five, or more, is uncertain: another language, a far microphone, much noise."""
    recognised = sum(len(one.times.split()) for one in lines)
    guessed = sum(run.at_ms is not None for one in lines for run in one.runs)
    return recognised >= A_FEW_WORDS and guessed * MUCH >= recognised


def _line(segment: SegmentRow | Segment, signs: Sequence[Sign]) -> Line:
    words = segment.text.split()
    recognised = json.loads(segment.words) if segment.words != "[]" else []
    starts, unsure = _times(words, recognised)
    silent, asked = [one for one in signs if not one.is_question], tuple(one for one in signs if one.is_question)
    runs = tuple(_runs(words, starts, unsure, silent)) if silent or unsure else ()
    begun, uncertain = segment.start_ms, segment.confidence_flag is not None and segment.edited_at is None
    times = " ".join(["-" if at is None else str((at - begun) // 10) for at in starts]) if recognised else ""
    return Line(segment, runs, asked, times, uncertain)


def _times(
    words: Sequence[str], recognised: Sequence[word_alignment.RecognisedWord]
) -> tuple[list[int | None], dict[int, int]]:
    """Where each word lies in the sound, and which are uncertain as they stand: their number and time."""
    found = word_alignment.align(words, recognised)
    unsure = {
        at: one[0] for at, one in enumerate(found) if one and one[3] < UNSURE_WORD and one[2].strip() == words[at]
    }
    return [one[0] if one else None for one in found], unsure


def _runs(
    words: Sequence[str], starts: Sequence[int | None], unsure: Mapping[int, int], signs: Sequence[Sign]
) -> Iterator[Run]:
    waiting, plain = list(signs), list[str]()
    for at, word in enumerate(words):
        start = starts[at]
        while waiting and start is not None and waiting[0].at_ms < start - GLANCE_MS:
            yield from _said(plain)
            yield Run("", sign=waiting.pop(0))
        if at in unsure:
            yield from _said(plain)
            yield Run(word, unsure[at])
        else:
            plain.append(word)
    yield from _said(plain)
    yield from (Run("", sign=sign) for sign in waiting)


def _said(plain: list[str]) -> Iterator[Run]:
    """The plain words gathered so far, if any; the list is empty afterwards."""
    if plain:
        yield Run(" ".join(plain))
        plain.clear()
