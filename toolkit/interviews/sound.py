"""Recognises a recording by its content, never by its name, and opens it for reading.

Bytes come from `intake` (a sealed reader or any seekable file of plaintext). Nothing is written anywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

from toolkit.errors import N_, InvalidInput


class Container(StrEnum):
    """The kinds of file that browsers and phones record; the values are stored."""

    WEBM = "webm"
    OGG = "ogg"
    MP4 = "mp4"
    WAV = "wav"
    MP3 = "mp3"

    @property
    def media_type(self) -> str:
        """What the player in the browser is told."""
        return {"mp3": "audio/mpeg"}.get(self.value, f"audio/{self.value}")

    @property
    def demuxer(self) -> str:
        """The one reader in FFmpeg that may open it, so that a file cannot choose another."""
        return {"webm": "matroska", "mp4": "mov"}.get(self.value, self.value)


class Refusal(StrEnum):
    """Why a file is no recording; the values are stored."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    FILM = "film"
    SILENT = "silent"
    TOO_LONG = "too_long"


LONGEST_HOURS = 12
SENTENCES = {
    Refusal.EMPTY: N_("The file is empty. Choose the recording again, or record anew."),
    Refusal.UNKNOWN: N_("This is not a recording that we can read. Choose a webm, ogg, m4a, mp4, wav or mp3 file."),
    Refusal.DAMAGED: N_(
        "The file is damaged, so that nothing in it can be heard. Choose another copy of the recording."
    ),
    Refusal.FILM: N_("This is a film. Choose a recording of sound only, so that no picture of the child is kept."),
    Refusal.SILENT: N_("There is no sound in the file. Choose the recording again."),
    Refusal.TOO_LONG: N_("The recording is longer than 12 hours. Choose another file."),
}


class NotARecording(InvalidInput):
    """The file cannot be used, and why (`refusal`), in words for whoever chose it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(SENTENCES[refusal], field="file")
        self.refusal = refusal


HEAD = 64
"""Bytes that are enough for `recognise`."""


@dataclass(frozen=True)
class Sound:
    """What a recording is. `cut_short`: the file says that more should follow than there is."""

    container: Container
    codec: str
    seconds: float
    cut_short: bool


def recognise(head: bytes) -> Container | None:
    """The container that a file's first bytes belong to, or None."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Container.WEBM
    if head.startswith(b"OggS"):
        return Container.OGG
    if head[4:8] == b"ftyp":
        return Container.MP4
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return Container.WAV
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return Container.MP3
    return None


@contextmanager
def opened(source: BinaryIO) -> Iterator[tuple[Container, Any]]:
    """The recording's kind and its open PyAV container; its one sound track is `streams.audio[0]`.

    Raises NotARecording in words for whoever chose the file: empty, no sound, a film, damaged.
    """
    import av

    source.seek(0)
    head = source.read(HEAD)
    if not head:
        raise NotARecording(Refusal.EMPTY)
    kind = recognise(head)
    if kind is None:
        raise NotARecording(Refusal.UNKNOWN)
    source.seek(0)
    try:
        media = av.open(source, mode="r", format=kind.demuxer)
    except (av.error.FFmpegError, ValueError, OSError) as error:
        raise _damaged() from error
    with media:
        _check_tracks(media)
        yield kind, media


def probe(source: BinaryIO) -> Sound:
    """What the recording is and how long; reads to the end when the file does not say its length.

    Raises NotARecording as `opened` does, and when nothing in it can be heard.
    """
    with opened(source) as (kind, media):
        track = media.streams.audio[0]
        declared = media.duration / 1_000_000 if media.duration else None
        seconds = _measure(media, track)
        if seconds <= 0 or _decodes_nothing(media, track):
            raise _damaged()
        if seconds > LONGEST_HOURS * 3600:
            raise NotARecording(Refusal.TOO_LONG)
        lacks = declared is not None and declared - seconds > 1.0
        return Sound(kind, track.codec_context.name, round(seconds, 2), lacks or _wav_lacks_bytes(kind, source))


def _damaged() -> NotARecording:
    return NotARecording(Refusal.DAMAGED)


def _check_tracks(media: Any) -> None:
    import av

    picture = av.stream.Disposition.attached_pic
    if any(not stream.disposition & picture for stream in media.streams.video):
        raise NotARecording(Refusal.FILM)
    if not media.streams.audio:
        raise NotARecording(Refusal.SILENT)


def _measure(media: Any, track: Any) -> float:
    """Seconds from the first packet's start to the last one's end, found without decoding."""
    import av

    first = last = None
    try:
        for packet in media.demux(track):
            if packet.pts is not None:
                first = packet.pts if first is None else first
                last = max(last or 0, packet.pts + (packet.duration or 0))
    except av.error.FFmpegError:
        pass  # a file that ends in the middle is as long as what can be read of it
    return float((last - first) * track.time_base) if first is not None and last is not None else 0.0


def _decodes_nothing(media: Any, track: Any) -> bool:
    import av

    try:
        media.seek(0)
        return next(iter(media.decode(track)), None) is None
    except (av.error.FFmpegError, StopIteration):
        return True


def _wav_lacks_bytes(kind: Container, source: BinaryIO) -> bool:
    """A wav names its own length; 0 and all ones mean that the writer did not know it."""
    if kind is not Container.WAV:
        return False
    source.seek(4)
    named = int.from_bytes(source.read(4), "little")
    return named not in (0, 0xFFFFFFFF) and named + 8 > source.seek(0, 2) + 1
