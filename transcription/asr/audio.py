"""Takes a recording's samples block by block, and cuts them into chunks at quiet places.

They come from a sealed reader by way of `toolkit.sound.decoding`. Memory is flat: a 90-minute recording takes
no more than a short one, and no sound is ever written to disk. Pure: neither web nor database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from toolkit.sound import decoding
from toolkit.sound.timeline import Gap
from transcription.asr import speech_activity
from transcription.asr.engine import SAMPLE_RATE, Samples

PEAKS_PER_SECOND = 4
WINDOW = 30.0
"""Seconds that a model takes in at once."""
LEAST = 20.0
LONGEST = 180.0
PAUSES = (0.5, 0.3)
BEFORE_TALK = 0.25


class Decoding:
    """One pass over a recording. Iterate it for blocks of samples; afterwards it tells what was missing.

    A gap is filled with silence, so that times stay those of the recording; nothing gets silently shorter.
    Raises NotARecording from `toolkit.sound`.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._pass = decoding.Decoding(source)
        self._count = 0
        self._peaks = bytearray()

    @property
    def seconds(self) -> float:
        """How much has been decoded."""
        return self._count / SAMPLE_RATE

    @property
    def gaps(self) -> list[Gap]:
        """Where sound is missing, as far as it has been decoded."""
        return self._pass.gaps

    @property
    def is_broken(self) -> bool:
        """Whether it ended because nothing more of it could be read."""
        return self._pass.is_broken

    @property
    def peaks(self) -> bytes:
        """The loudest sample of each quarter second so far, 0–255: for drawing the sound."""
        return bytes(self._peaks)

    def __iter__(self) -> Iterator[Samples]:
        """Blocks of ten seconds, the last one shorter."""
        for sound in self._pass:
            block = np.frombuffer(sound, np.dtype("<i2"))
            self._count += len(block)
            self._draw(block)
            yield block

    def _draw(self, block: Samples) -> None:
        step = SAMPLE_RATE // PEAKS_PER_SECOND
        for at in range(0, len(block), step):
            loudest = int(np.abs(block[at : at + step].astype(np.int32)).max())
            self._peaks.append(min(255, loudest >> 7))


@dataclass(frozen=True)
class Chunk:
    """A part of a recording that is recognised on its own. `start` counts samples from the recording's start."""

    start: int
    samples: Samples
    active: NDArray[np.bool_]
    """Which 20 ms of it stand out from the noise, from `speech_activity`."""

    @property
    def start_seconds(self) -> float:
        """Where the chunk begins in the recording."""
        return self.start / SAMPLE_RATE

    @property
    def end_seconds(self) -> float:
        """Where the chunk ends in the recording."""
        return (self.start + len(self.samples)) / SAMPLE_RATE

    @property
    def is_empty(self) -> bool:
        """Whether there is no sound at all in it, not even noise: filled up, or a microphone that was off."""
        return bool(np.abs(self.samples.astype(np.int32)).max(initial=0) <= 2)


def chunks(
    blocks: Iterable[Samples], *, start: int = 0, noise: speech_activity.NoiseFloor | None = None
) -> Iterator[Chunk]:
    """Cut a recording in pauses, so that each chunk fills one of the model's windows and no word is cut.

    Without a pause in reach a chunk goes on for more windows, where the model itself knows where a sentence ends.
    The cuts depend on the sound alone: a transcription that goes on cuts at the same places. `start` counts samples.
    """
    noise = noise or speech_activity.NoiseFloor()
    held = np.zeros(0, np.int16)
    for block in blocks:
        held = np.concatenate((held, block))
        while (chunk := _first_chunk(start, held, noise)) is not None:
            noise.observe(speech_activity.levels(chunk.samples))
            yield chunk
            start, held = start + len(chunk.samples), held[len(chunk.samples) :]
    if len(held):
        yield Chunk(start, held, noise.active_frames(speech_activity.levels(held)))


def chunks_between(blocks: Iterable[Samples], start: float, end: float) -> Iterator[Chunk]:
    """The chunks of a span, from second to second of a recording, as if it were all; nothing after it is read."""
    noise = speech_activity.NoiseFloor()
    first, last = (round(second * SAMPLE_RATE) for second in (start, end))

    def inside() -> Iterator[Samples]:
        at = 0
        for block in blocks:
            noise.observe(speech_activity.levels(block[: max(0, first - at)]))
            yield block[max(0, first - at) : max(0, last - at)]
            at += len(block)
            if at >= last:
                return

    return chunks(inside(), start=first, noise=noise)


def _first_chunk(start: int, held: Samples, noise: speech_activity.NoiseFloor) -> Chunk | None:
    """The next chunk, or None while more has to be read to find its end."""
    seconds = len(held) / SAMPLE_RATE
    for windows in range(1, round(LONGEST / WINDOW) + 1):
        whole = windows * WINDOW
        if seconds < whole:
            return None
        window = held[: round(whole * SAMPLE_RATE)]
        loud = speech_activity.levels(window)
        active = noise.active_frames(loud)
        cut = _pause(active, after=whole - WINDOW + LEAST)
        if cut is None and whole >= LONGEST:
            cut = _quietest(loud)
        if cut is not None:
            return Chunk(start, window[: cut * speech_activity.FRAME], active[:cut])
    return None


def _pause(active: NDArray[np.bool_], *, after: float) -> int | None:
    """The frame near the end of the last good pause after that second, or None: windows are dear, so fill them."""
    least = round(after * speech_activity.FRAMES_PER_SECOND)
    for shortest in PAUSES:
        found = speech_activity.pauses(active[least:], shortest=shortest)
        if found:
            start, end = found[-1]
            return least + round(max((start + end) / 2, end - BEFORE_TALK) * speech_activity.FRAMES_PER_SECOND)
    return None


def _quietest(loud: speech_activity.Levels) -> int:
    """The frame in the middle of the half second with the least sound, in the last third."""
    least = len(loud) * 2 // 3
    energy = np.power(10.0, loud[least:] / 10)
    around = np.convolve(energy, np.ones(speech_activity.FRAMES_PER_SECOND // 2), mode="valid")
    return least + int(around.argmin()) + speech_activity.FRAMES_PER_SECOND // 4
