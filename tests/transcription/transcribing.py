"""Transcriptions without a worker process: the job is told what a test says that the worker reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from transcription.asr.messages import Finished, Message, Progress, SegmentRecognised, Started
from transcription.asr.types import RecognisedSegment, Word
from transcription.queue import tasks
from transcription.transcripts.saving import TranscriptionRun


def sentence(begins: float, ends: float, text: str = "Jag vill rita.", **values: Any) -> RecognisedSegment:
    """A sentence that the machine is sure of."""
    words = text.split()
    step = (ends - begins) / max(1, len(words))
    timed = tuple(
        Word(begins + step * number, begins + step * (number + 1), word, 0.9) for number, word in enumerate(words)
    )
    return RecognisedSegment(**{
        "start": begins, "end": ends, "text": text, "words": timed,
        "avg_logprob": -0.1, "no_speech_prob": 0.0, "compression_ratio": 1.0, **values,
    })  # fmt: skip


def sentences(count: int, *, after: float = 0.0) -> list[Message]:
    """One sentence every two seconds, saved one by one, then the end; those before `after` are not said again."""
    told: list[Message] = [Started(count * 2.0)]
    for number in range(count):
        begins, ends = number * 2.0, number * 2.0 + 2.0
        if ends > after:
            told += [SegmentRecognised(sentence(begins, ends, f"Mening {number}.")), Progress(ends)]
    return [*told, Finished(count * 2.0, False, (), b"\x10" * (count * 8))]


@dataclass
class Script:
    """What the worker reports in each run, and how often it was asked. The last of `runs` comes again."""

    runs: list[Sequence[Message]] = field(default_factory=list)
    asked: list[TranscriptionRun] = field(default_factory=list)

    def play(self, work: TranscriptionRun, _source: object) -> Iterator[Message]:
        """In place of the worker process."""
        self.asked.append(work)
        yield from self.runs[min(len(self.asked), len(self.runs)) - 1]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """Take the worker process's place."""
    made = Script()
    monkeypatch.setattr(tasks, "_messages", made.play)
    return made
