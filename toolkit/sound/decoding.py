"""Turns a recording into 16 kHz mono sound in order, with silence where something is missing. Pure.

Memory is flat: a 90-minute recording takes no more than a short one, and no sound is ever written to disk. Several
tracks are laid over each other, each at its own times: two microphones in two tracks are two people in one talk.
"""

import io
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, BinaryIO, cast

from toolkit.sound.opening import RATES, Opened, opened
from toolkit.sound.refusals import LONGEST_HOURS
from toolkit.sound.timeline import Gap, Timeline, find_origin, shared_gaps

RATE = 16_000
WIDTH = 2
"""Bytes of one sample: 16 bits, little-endian, signed."""
BLOCK = 10 * RATE * WIDTH
LEAD = 0.5
"""Seconds that are decoded before the place where one goes in, because decoders need a run-up."""


class Decoding:
    """One pass over a recording. Iterate it for blocks of ten seconds; afterwards it tells what was missing.

    `start` (seconds) goes in there. Times stay those of the recording; nothing gets silently shorter.
    Raises NotARecording from `opening.opened` while iterating.
    """

    def __init__(self, source: BinaryIO, *, start: float = 0.0) -> None:
        self._source, self._start = source, start
        self._tracks: list[_Track] = []

    @property
    def gaps(self) -> list[Gap]:
        """What no track has any sound of, so far."""
        return shared_gaps([track.timeline.gaps for track in self._tracks]) if self._tracks else []

    @property
    def is_broken(self) -> bool:
        """Whether it ended because nothing more of it could be read."""
        return any(track.is_broken for track in self._tracks)

    def __iter__(self) -> Iterator[bytes]:
        """Blocks of sound, the last one shorter."""
        with opened(self._source) as recording:
            numbers = [track.index for track in recording.tracks]
            begins = recording.begins
        views = [self._source] if len(numbers) == 1 else [cast(BinaryIO, _View(self._source)) for _ in numbers]
        self._tracks = [_Track(view, number, begins) for view, number in zip(views, numbers, strict=True)]
        yield from _mixed([track.blocks(self._start) for track in self._tracks])


class _Track:
    """One track of a recording, decoded by itself."""

    def __init__(self, source: BinaryIO, number: int, begins: float | None) -> None:
        self._source, self._number = source, number
        self.timeline = Timeline(find_origin(begins))
        self.is_broken = False
        self._position = 0
        self._goes_in_at: float | None = None
        self._packets_end: float | None = None

    @property
    def _seconds(self) -> float:
        return self._position / (RATE * WIDTH)

    def blocks(self, start: float) -> Iterator[bytes]:
        """Blocks of ten seconds from that second on."""
        held, skipped = bytearray(), round(start * RATE) * WIDTH
        for part in self._parts(start):
            at, self._position = self._position, self._position + len(part)
            held += part[max(0, skipped - at) :]
            while len(held) >= BLOCK:
                yield bytes(held[:BLOCK])
                del held[:BLOCK]
            if self._seconds > LONGEST_HOURS * 3600:
                break
        if held:
            yield bytes(held)

    def _parts(self, start: float) -> Iterator[bytes]:
        with opened(self._source) as recording:
            track = next(track for track in recording.tracks if track.index == self._number)
            if start > LEAD:
                self._go_to(recording, track, start - LEAD)
            to_mono = _ToMono()
            for frame in self._frames(recording.media, track):
                seconds = frame.samples / max(1, frame.sample_rate)
                yield self._silence_before(frame.time, seconds)
                yield to_mono.convert(frame)
            yield to_mono.finish()
            yield self._silence_before(self._packets_end, 0.0)

    def _go_to(self, recording: Opened, track: Any, second: float) -> None:
        """Let the next frame be one near there, and be placed by its own time."""
        import av

        origin = find_origin(recording.begins) or 0.0
        try:
            recording.media.seek(round((second + origin) / track.time_base), stream=track)
        except av.error.FFmpegError:
            return  # then from the beginning
        self._goes_in_at = second

    def _frames(self, media: Any, track: Any) -> Iterator[Any]:
        """Frames in order. A damaged packet is left out (its time becomes a gap); a damaged file ends early."""
        import av

        try:
            for packet in media.demux(track):
                if packet.pts is not None:
                    self._packets_end = float((packet.pts + (packet.duration or 0)) * track.time_base)
                try:
                    yield from packet.decode()
                except av.error.FFmpegError:
                    continue
        except av.error.FFmpegError:
            self.is_broken = True

    def _silence_before(self, time: float | None, seconds: float) -> bytes:
        """Silence where a sound's own time says that something is missing before it."""
        if self._goes_in_at is not None and time is not None:
            at = min(self._goes_in_at, max(0.0, self.timeline.place(time)))
            self._position, self._goes_in_at = round(at * RATE) * WIDTH, None
        silence = self.timeline.silence_before(time, seconds=seconds, position=self._seconds)
        return bytes(round(silence * RATE) * WIDTH)


class _ToMono:
    """Frames of any shape to mono at 16 kHz. The shape may change on the way: a headset that was switched on."""

    def __init__(self) -> None:
        self._shape: tuple[str, str, int] | None = None
        self._resampler: Any = None

    def convert(self, frame: Any) -> bytes:
        """The samples that are ready after this frame; none of one that cannot be converted."""
        import av

        frame.pts = None  # the resampler would otherwise stretch over gaps in a way of its own
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        ended = b""
        if frame.sample_rate not in RATES:
            return b""
        try:
            if shape != self._shape:
                ended = self.finish()
                self._shape, self._resampler = shape, av.AudioResampler(format="s16", layout="mono", rate=RATE)
            return ended + b"".join(map(_samples, self._resampler.resample(frame)))
        except (av.error.FFmpegError, ValueError):
            self._shape = self._resampler = None
            return ended

    def finish(self) -> bytes:
        """What is left."""
        return b"" if self._resampler is None else b"".join(map(_samples, self._resampler.resample(None)))


class _View(io.RawIOBase):
    """A place of its own in a file that others read too, so that several tracks can be read side by side."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source, self._place = source, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Bytes from the beginning."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, as with any file."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place}.get(whence)
        self._place = offset + (self._source.seek(0, io.SEEK_END) if base is None else base)
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Read from the own place."""
        self._source.seek(self._place)
        read = self._source.read(len(buffer))
        buffer[: len(read)] = read
        self._place += len(read)
        return len(read)


def _samples(frame: Any) -> bytes:
    return bytes(frame.planes[0])[: frame.samples * WIDTH]


def _mixed(tracks: list[Iterator[bytes]]) -> Iterator[bytes]:
    """The tracks over each other; a track that ends earlier is silent from there."""
    while len(tracks) > 1:
        pairs = [_over(*pair) for pair in zip(tracks[::2], tracks[1::2], strict=False)]
        tracks = pairs + tracks[len(pairs) * 2 :]
    yield from tracks[0]


def _over(first: Iterator[bytes], second: Iterator[bytes]) -> Iterator[bytes]:
    """Two tracks as one, as loud as their mean: they are the two sides of a stereo sound that is made mono."""
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    for blocks in zip_longest(first, second, fillvalue=b""):
        length = max(map(len, blocks))
        both = av.AudioFrame(format="s16p", layout="stereo", samples=length // WIDTH, align=1)
        both.sample_rate = RATE
        for plane, block in zip(both.planes, blocks, strict=True):
            plane.update(block.ljust(length, b"\0"))
        yield b"".join(_samples(made) for made in resampler.resample(both))
