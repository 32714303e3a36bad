"""What every speech engine promises: sound in, segments of text with times and confidence out.

Pure: the engines load their heavy libraries themselves, in the worker process.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transcription.asr import word_timestamps
from transcription.asr.types import RecognisedSegment, TranscriptionOptions, Word

SAMPLE_RATE = 16_000
"""Samples per second of everything that an engine is given."""
SEED = 20

Samples = NDArray[np.int16]
"""Mono sound at SAMPLE_RATE."""


class Engine(Protocol):
    """A loaded model. `device`: what it was loaded on, `cpu` or `cuda`."""

    device: str

    def transcribe(self, samples: Samples, options: TranscriptionOptions) -> Iterator[RecognisedSegment]:
        """Segments in order, each as soon as it is known; the same sound always gives the same segments.

        Raises RecognitionError while iterating.
        """
        ...


def as_segment(
    span: tuple[float, float],
    text: str,
    *,
    words: Sequence[Word],
    avg_logprob: float,
    no_speech_prob: float,
    compression_ratio: float,
) -> RecognisedSegment:
    """A segment as a library gave it, with rounded numbers and with its words laid in order under its time."""
    start, end = (round(float(second), 3) for second in span)
    return RecognisedSegment(
        start=start,
        end=end,
        text=text.strip(),
        words=word_timestamps.fit(words, start, end),
        avg_logprob=round(float(avg_logprob), 4),
        no_speech_prob=round(float(no_speech_prob), 4),
        compression_ratio=round(float(compression_ratio), 3),
    )


def as_word(text: str, *, start: float, end: float, probability: float) -> Word:
    """A word as a library gave it."""
    return Word(float(start), float(end), text.strip(), round(float(probability), 4))
