"""Makes one recording of its recorder runs, without decoding: each run has a header of its own. Pure.

A browser's recorder that was stopped by something else (a call, a lost microphone, a crash) goes on in a new run,
and its chunks carry on the numbers of the recording. Timestamps are moved so that one run follows the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from toolkit.sound.containers import Container
from toolkit.sound.opening import OPTIONS

WRITERS = {Container.WEBM: "webm", Container.OGG: "ogg", Container.MP4: "mp4"}
FRAGMENTS = {Container.MP4: {"movflags": "frag_keyframe+empty_moov+default_base_moof"}}
OGG_BEGINS = 0x02
OGG_FLAGS = 5
HEAD = 64


class Target(Protocol):
    """Whatever takes bytes one after the other."""

    def write(self, data: bytes, /) -> int:
        """Take some bytes; how many."""


class UnspliceableError(Exception):
    """The runs cannot stand in one file, or none of them holds any sound."""


@dataclass(frozen=True, slots=True)
class Spliced:
    """What was put together: where each later run begins, in seconds, and whether one of them held no sound."""

    resumed_at: tuple[float, ...]
    has_gaps: bool


def begins_a_run(head: bytes, kind: Container) -> bool:
    """Whether a recorder's chunk with these first bytes (`HEAD` are enough) begins a file of its own."""
    match kind:
        case Container.WEBM:
            return head.startswith(b"\x1a\x45\xdf\xa3")
        case Container.OGG:
            return head.startswith(b"OggS") and len(head) > OGG_FLAGS and bool(head[OGG_FLAGS] & OGG_BEGINS)
        case Container.MP4:
            return head[4:8] == b"ftyp"
        case _:
            return False


def splice(runs: Sequence[BinaryIO], target: Target, *, kind: Container | None) -> Spliced:
    """Write one file of that kind out of the runs. A run without sound in it is left out, and that is said.

    Raises `UnspliceableError`.
    """
    import av

    if kind is None or kind not in WRITERS or not all(_is_of(run, kind) for run in runs):
        raise UnspliceableError
    begins: list[float] = []
    ends = 0.0
    try:
        with av.open(_OneWay(target), mode="w", format=WRITERS[kind], options=FRAGMENTS.get(kind, {})) as made:
            track: Any = None
            for run in runs:
                begin = ends
                for packet, begins_at, ends_at in _packets(run, kind):
                    track = track or made.add_stream_from_template(packet.stream)
                    packet.pts = packet.dts = round((begin + begins_at) / packet.time_base)
                    packet.stream = track
                    made.mux(packet)
                    ends = max(ends, begin + ends_at)
                if ends > begin:
                    begins.append(begin)
    except (av.error.FFmpegError, ValueError, KeyError) as error:
        raise UnspliceableError from error
    if not begins:
        raise UnspliceableError
    return Spliced(tuple(begins[1:]), has_gaps=len(begins) < len(runs))


def _is_of(run: BinaryIO, kind: Container) -> bool:
    run.seek(0)
    head = run.read(HEAD)
    run.seek(0)
    return begins_a_run(head, kind)


class _OneWay:
    """A target without a way back, so that the writer never asks for one."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def write(self, data: bytes) -> int:
        return self._target.write(bytes(data))


def _packets(run: BinaryIO, kind: Container) -> Iterator[tuple[Any, float, float]]:
    """Each packet of a run with its beginning and end in seconds from the first one. A cut end is the end."""
    import av

    try:
        with av.open(run, mode="r", format=kind.demuxer, options=OPTIONS) as media:
            track: Any = media.streams.audio[0]
            first = None
            for packet in media.demux(track):
                if packet.pts is None:
                    continue
                first = packet.pts if first is None else first
                begins = float((packet.pts - first) * track.time_base)
                yield packet, begins, begins + float((packet.duration or 0) * track.time_base)
    except (av.error.FFmpegError, IndexError):
        return
