"""Turns a recording into 16 kHz mono samples, block by block, and cuts them into chunks at quiet places.

Comes from a sealed reader by way of `toolkit.interviews.sound`. Memory is flat: a 90-minute recording takes
no more than a short one, and no sound is ever written to disk. Pure: neither web nor database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from toolkit.interviews import sound
from transcription.asr import speech_activity
from transcription.asr.engine import SAMPLE_RATE, Samples

BLOCK = 10 * SAMPLE_RATE
NOTICEABLE_GAP = 0.5
LONGEST_FILLED_GAP = 600.0
PEAKS_PER_SECOND = 4
WINDOW = 30.0
"""Seconds that a model takes in at once."""
LEAST = 20.0
LONGEST = 180.0
PAUSES = (0.5, 0.3)
BEFORE_TALK = 0.25


@dataclass(frozen=True)
class Gap:
    """A span that the recording's own clock counts but that holds no sound. Seconds."""

    start: float
    seconds: float


class Decoding:
    """One pass active a recording. Iterate it for blocks of samples; afterwards it tells what was missing.

    A gap is filled with silence, so that times stay those of the recording; nothing gets silently shorter.
    Raises InvalidInput from `sound.opened`.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._count = 0
        self._origin: float | None = None
        self._peaks = bytearray()
        self.gaps: list[Gap] = []
        self.cut_short = False

    @property
    def seconds(self) -> float:
        """How much has been decoded."""
        return self._count / SAMPLE_RATE

    @property
    def peaks(self) -> bytes:
        """The loudest sample of each quarter second so far, 0–255: for drawing the sound."""
        return bytes(self._peaks)

    def __iter__(self) -> Iterator[Samples]:
        """Blocks of ten seconds, the last one shorter."""
        held: list[Samples] = []
        size = 0
        for part in self._decoded():
            held.append(part)
            size += len(part)
            if size >= BLOCK:
                joined = np.concatenate(held)
                yield from (self._drawn(joined[at : at + BLOCK]) for at in range(0, size - BLOCK + 1, BLOCK))
                held = [joined[size - size % BLOCK :]]
                size %= BLOCK
        if size:
            yield self._drawn(np.concatenate(held))

    def _drawn(self, block: Samples) -> Samples:
        step = SAMPLE_RATE // PEAKS_PER_SECOND
        for at in range(0, len(block), step):
            loudest = int(np.abs(block[at : at + step].astype(np.int32)).max())
            self._peaks.append(min(255, loudest >> 7))
        return block

    def _decoded(self) -> Iterator[Samples]:
        import av

        with sound.opened(self._source) as (_, media):
            track = media.streams.audio[0]
            resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
            for frame in self._frames(media, track):
                yield from self._placed(frame, resampler)
            for rest in resampler.resample(None):
                yield self._counted(rest)
            declared = media.duration / 1_000_000 if media.duration else 0.0
        self.cut_short = self.cut_short or declared - self.seconds > 1.0

    def _frames(self, media: Any, track: Any) -> Iterator[Any]:
        """Frames in order. A damaged packet is left out (its time becomes a gap); a damaged file ends early."""
        import av

        try:
            for packet in media.demux(track):
                try:
                    yield from packet.decode()
                except av.error.InvalidDataError:
                    continue
        except av.error.FFmpegError:
            self.cut_short = True

    def _placed(self, frame: Any, resampler: Any) -> Iterator[Samples]:
        """The frame's samples, after silence where its own time says that something is missing before it."""
        if frame.time is not None:
            if self._origin is None:
                self._origin = float(frame.time)
            missing = frame.time - self._origin - self.seconds
            if NOTICEABLE_GAP < missing <= LONGEST_FILLED_GAP:
                self.gaps.append(Gap(round(self.seconds, 2), round(missing, 2)))
                silence = np.zeros(round(missing * SAMPLE_RATE), np.int16)
                self._count += len(silence)
                yield silence
        frame.pts = None  # the resampler would otherwise stretch over the gap in a way of its own
        for part in resampler.resample(frame):
            yield self._counted(part)

    def _counted(self, frame: Any) -> Samples:
        samples: Samples = frame.to_ndarray().reshape(-1)
        self._count += len(samples)
        return samples


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
