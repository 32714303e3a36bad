"""Opens a recording for reading, and nothing else: one demuxer, chosen decoders, no other file and no network.

Bytes come from a sealed reader or any seekable file of plaintext. Nothing is written anywhere. Pure.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from toolkit.sound import containers, endings
from toolkit.sound.containers import Container
from toolkit.sound.refusals import NotARecording, Refusal

OPTIONS = {"codec_whitelist": ",".join(sorted(containers.DECODERS)), "protocol_whitelist": "none"}
MOST_TAGS = 8
MOST_TRACKS = 8
RATES = range(4_000, 400_001)
"""Samples a second that recorders make. Others are damage, and would be made into gigabytes of sound."""


@dataclass(frozen=True)
class Opened:
    """An open recording: its kind, the PyAV container, and its sound tracks (at least one)."""

    kind: Container
    media: Any
    tracks: tuple[Any, ...]

    @property
    def begins(self) -> float | None:
        """Seconds on the file's clock where its first track begins, where the file says so."""
        known = [float(track.start_time * track.time_base) for track in self.tracks if track.start_time is not None]
        return min(known, default=None)


def recognise(source: BinaryIO) -> Container:
    """The kind of a file, by what stands in it. Raises NotARecording: empty, unknown, a dictaphone's, a film."""
    at = 0
    for _ in range(MOST_TAGS):
        source.seek(at)
        head = source.read(containers.HEAD)
        tag = containers.tag_length(head)
        if not tag:
            break
        at += tag
    if at and containers.recognise(head) not in (Container.AAC, Container.FLAC):
        return Container.MP3  # the tag belongs to it, also where its first frame comes later or is damaged
    return recognise_head(head)


def recognise_head(head: bytes) -> Container:
    """The kind of a file by its first bytes (`containers.HEAD` are enough). Raises NotARecording."""
    kind = containers.recognise(head)
    if kind is not None:
        return kind
    if not head:
        raise NotARecording(Refusal.EMPTY)
    if containers.is_dictaphone(head):
        raise NotARecording(Refusal.DICTAPHONE)
    raise NotARecording(Refusal.FILM if containers.is_film(head) else Refusal.UNKNOWN)


@contextmanager
def opened(source: BinaryIO) -> Iterator[Opened]:
    """The recording, open. Raises NotARecording as `recognise` does, and for a film, no sound, a codec, damage."""
    import av

    kind = recognise(source)
    source.seek(0)
    try:
        media = av.open(source, mode="r", format=kind.demuxer, options=OPTIONS, io_open=_no_other_file)
    except (av.error.FFmpegError, ValueError, OSError) as error:
        raise NotARecording(why_not(kind, source)) from error
    with media:
        yield Opened(kind, media, _tracks(media))


def _no_other_file(*_asked: object) -> NoReturn:
    """A recording may not lead to another file or address."""
    raise PermissionError("a recording holds its own sound")


def why_not(kind: Container, source: BinaryIO) -> Refusal:
    """Why nothing in a file of that kind can be heard."""
    return Refusal.NO_INDEX if endings.lacks_index(kind, source) else Refusal.DAMAGED


def _tracks(media: Any) -> tuple[Any, ...]:
    import av

    picture = av.stream.Disposition.attached_pic
    if any(not stream.disposition & picture for stream in media.streams.video):
        raise NotARecording(Refusal.FILM)
    if not media.streams.audio:
        raise NotARecording(Refusal.SILENT)
    tracks = tuple(track for track in media.streams.audio if _is_readable(track))
    if not tracks:
        raise NotARecording(Refusal.CODEC)
    return tracks[:MOST_TRACKS]


def _is_readable(track: Any) -> bool:
    context = track.codec_context
    return context is not None and context.codec.name in containers.DECODERS and context.sample_rate in RATES
