"""Where a recording rises above its own noise. Pure: samples in, spans of seconds out.

Comes from `audio`. The measure is the sound's energy and nothing that was trained on grown-up voices, so that a child's
soft voice counts like any other; low hum weighs little, and what never changes is noise.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transcription.asr.engine import SAMPLE_RATE, Samples

FRAME = SAMPLE_RATE // 50
FRAMES_PER_SECOND = SAMPLE_RATE // FRAME
CONTEXT = 30 * FRAMES_PER_SECOND
ABOVE_NOISE = 8.0
LOWEST_FLOOR = 8.0
SHORTEST_BREAK = 0.4
SHORTEST_SOUND = 0.25
BESIDE_TEXT = 0.3
LEAD = 0.1

Levels = NDArray[np.float32]
"""The loudness of each 20 ms, in decibels over one step of a 16-bit sample; 0 where there is nothing at all."""
Span = tuple[float, float]
"""Start and end, in seconds."""


def levels(samples: Samples) -> Levels:
    """How loud each 20 ms is, with low tones turned down; a rest shorter than that is left out."""
    whole = len(samples) // FRAME * FRAME
    if not whole:
        return np.zeros(0, np.float32)
    sound = samples[:whole].astype(np.float32)
    sharp = np.diff(sound, prepend=sound[:1]) + np.float32(0.03) * sound
    rms = np.sqrt(np.square(sharp).reshape(-1, FRAME).mean(axis=1))
    loudness: Levels = (20 * np.log10(np.maximum(rms, 1))).astype(np.float32)
    return loudness


class NoiseFloor:
    """What the recording sounds like where nobody speaks, as far as it has been listened to."""

    def __init__(self) -> None:
        self._before = np.zeros(0, np.float32)

    def active_frames(self, here: Levels) -> NDArray[np.bool_]:
        """Which frames of the next samples stand out from the noise in it and in the half minute before."""
        context = np.concatenate((self._before, here))
        floor = max(LOWEST_FLOOR, float(np.percentile(context, 10))) if len(context) else LOWEST_FLOOR
        active: NDArray[np.bool_] = here > floor + ABOVE_NOISE
        return active

    def observe(self, here: Levels) -> None:
        """These samples have been passed: it is the context of what follows."""
        self._before = np.concatenate((self._before, here))[-CONTEXT:]


def active_share(active: NDArray[np.bool_], span: Span) -> float:
    """The part of a span, 0–1, that stands out. The frames count from second 0."""
    first, last = (round(second * FRAMES_PER_SECOND) for second in span)
    inside = active[max(0, first) : max(0, last)]
    return round(float(inside.mean()), 3) if len(inside) else 0.0


def onset(active: NDArray[np.bool_], span: Span) -> float:
    """The second where a span begins to stand out, a moment before it; its own start if that is later or never."""
    first, last = (max(0, round(second * FRAMES_PER_SECOND)) for second in span)
    found = np.flatnonzero(active[first:last])
    return round(max(span[0], (first + int(found[0])) / FRAMES_PER_SECOND - LEAD), 3) if len(found) else span[0]


def untranscribed_spans(active: NDArray[np.bool_], texts: Sequence[Span]) -> list[Span]:
    """Spans that stand out and that no text covers, a quarter second of sound or more. Seconds, in order."""
    left = active.copy()
    for start, end in texts:
        first, last = (round(second * FRAMES_PER_SECOND) for second in (start - BESIDE_TEXT, end + BESIDE_TEXT))
        left[max(0, first) : max(0, last)] = False
    frames = np.flatnonzero(left)
    if not len(frames):
        return []
    breaks = np.flatnonzero(np.diff(frames) > SHORTEST_BREAK * FRAMES_PER_SECOND) + 1
    groups = [group for group in np.split(frames, breaks) if len(group) >= SHORTEST_SOUND * FRAMES_PER_SECOND]
    return [(float(group[0]) / FRAMES_PER_SECOND, float(group[-1] + 1) / FRAMES_PER_SECOND) for group in groups]


def pauses(active: NDArray[np.bool_], *, shortest: float) -> list[Span]:
    """Spans of at least `shortest` seconds where nothing stands out, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate(([True], active, [True])).astype(np.int8)))
    found = (
        (float(first) / FRAMES_PER_SECOND, float(last) / FRAMES_PER_SECOND) for first, last in edges.reshape(-1, 2)
    )
    return [span for span in found if span[1] - span[0] >= shortest]
