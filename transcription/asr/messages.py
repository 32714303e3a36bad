"""The protocol between the worker process and its host: a few kinds of message, one line of JSON each. Pure.

A key and a text pass through these pipes only; neither stands in an argument, in the environment or on disk.
"""

# host → worker   Request            once, on the worker's standard input, which stays open: its end ends the worker
# worker → host   Started            how long the recording is; the model is loaded
#                 SegmentRecognised  one segment, in order, each once
#                 Progress           how far the sound has been transcribed; every segment before may be saved with it
#                 Finished           the end: what was missing in the file, and peaks for drawing the sound
#                 Failed             the end: a code of `FailureCode`, never a word of the recording
# (the host's own, never sent)
#                 Waiting            nothing new for a while, but the worker lives: time to look after other things

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from transcription.asr.types import FailureCode, RecognisedSegment, TranscriptionOptions, Word


@dataclass(frozen=True)
class Request:
    """What to transcribe. `after` (seconds) is where the last saved segment ended: nothing before it comes again.

    `saved`: start and end of the segments that were saved before, so that `Finished.untranscribed` tells of the
    whole; None leaves what came before out of it.
    With an `end` only the span from `start` to there is transcribed, as if it were all: for a retranscription.
    """

    engine: str
    model: str
    options: TranscriptionOptions
    sound: "LentSound"
    after: float = 0.0
    saved: tuple[tuple[float, float], ...] | None = None
    start: float = 0.0
    end: float | None = None


@dataclass(frozen=True)
class LentSound:
    """A sealed recording, open under a file descriptor that the worker inherits, and the key to it alone."""

    descriptor: int
    file_id: str
    blob_length: int
    plain_length: int
    key_id: str
    wrapped_key: bytes = field(repr=False)
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Started:
    """The recording's length in seconds. `device`: what the model was loaded on, `cpu` or `cuda`."""

    seconds: float
    device: str = "cpu"


@dataclass(frozen=True)
class SegmentRecognised:
    """One segment; its times count from the start of the recording."""

    segment: RecognisedSegment = field(repr=False)


@dataclass(frozen=True)
class Progress:
    """Everything before this second has been transcribed."""

    seconds: float


@dataclass(frozen=True)
class Finished:
    """All that was asked for has been transcribed. `gaps`: start and length of spans that the file has lost.

    `untranscribed`: start and end of spans that sound, but that got no text: something may have been said there.
    """

    seconds: float
    cut_short: bool
    gaps: tuple[tuple[float, float], ...]
    peaks: bytes
    untranscribed: tuple[tuple[float, float], ...] = ()
    peak_memory: int = 0
    """The most bytes that the worker held; 0 where nobody tells."""


@dataclass(frozen=True)
class Failed:
    """It cannot be transcribed. `detail` names files or a class of error, for the log."""

    code: FailureCode
    detail: str = ""


@dataclass(frozen=True)
class Waiting:
    """The worker has been at it for so many seconds without a word."""

    seconds: float


Message = Started | SegmentRecognised | Progress | Finished | Failed | Waiting
KINDS: dict[str, type[Started | SegmentRecognised | Progress | Finished | Failed]] = {
    kind.__name__.lower(): kind for kind in (Started, SegmentRecognised, Progress, Finished, Failed)
}


def to_line(message: Request | Message) -> bytes:
    """One line of JSON with its newline."""
    content = {"kind": type(message).__name__.lower(), **asdict(message)}
    return json.dumps(content, ensure_ascii=False, default=_bytes_as_text).encode() + b"\n"


def read_request(line: bytes) -> Request:
    """The host's line. Raises ValueError, KeyError or TypeError for anything else."""
    content = _content(line, "request")
    sound = content.pop("sound")
    options = content.pop("options")
    options["temperatures"] = tuple(options["temperatures"])
    for name in ("wrapped_key", "key"):
        sound[name] = base64.b64decode(sound[name])
    content["saved"] = None if content["saved"] is None else _pairs(content["saved"])
    return Request(options=TranscriptionOptions(**options), sound=LentSound(**sound), **content)


def read_message(line: bytes) -> Message:
    """The worker's line. Raises ValueError, KeyError or TypeError for anything else."""
    content = json.loads(line)
    kind = content.pop("kind")
    if kind == "segmentrecognised":
        segment = content["segment"]
        segment["words"] = tuple(Word(**word) for word in segment["words"])
        return SegmentRecognised(RecognisedSegment(**segment))
    if kind == "failed":
        return Failed(FailureCode(content["code"]), content["detail"])
    if kind == "finished":
        gaps, untranscribed = (_pairs(content[name]) for name in ("gaps", "untranscribed"))
        peaks = base64.b64decode(content["peaks"])
        return Finished(
            float(content["seconds"]),
            bool(content["cut_short"]),
            gaps,
            peaks,
            untranscribed,
            int(content["peak_memory"]),
        )
    message: Message = KINDS[kind](**content)
    return message


def _pairs(spans: list[list[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(first), float(second)) for first, second in spans)


def _content(line: bytes, kind: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(line)
    if content.pop("kind") != kind:
        raise ValueError(kind)
    return content


def _bytes_as_text(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)
