"""Older versions of a text, as a person thinks of them: one for each sitting, not one for each key."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from transcription.transcripts import history, segment_rows
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import EditKind

PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Version:
    """The text after step `number`; 0 is the draft, and then `at` is when it was begun. `steps` were taken in it."""

    number: int
    at: datetime
    steps: int


@dataclass(frozen=True, slots=True)
class OldLine:
    """A segment of an older version; `is_other` where the text of now says something else."""

    start_ms: int
    speaker: str
    text: str
    is_other: bool


@dataclass(frozen=True, slots=True)
class OldText:
    """An older version, written out."""

    number: int
    at: datetime
    lines: tuple[OldLine, ...]


def list_versions(transcript: Transcript) -> list[Version]:
    """The newest first, the draft last. A pause of ten minutes, or a version brought back, begins a new one."""
    found, begun, steps = [Version(0, transcript.created_at, 0)], 0, history.list_steps(transcript)
    for at, step in enumerate(steps):
        later = steps[at + 1] if at + 1 < len(steps) else None
        rests = later is None or later.created_at - step.changed_at > PAUSE
        if rests or EditKind.RESTORED in {step.kind, later.kind if later else ""}:
            found.append(Version(step.number, step.changed_at, at + 1 - begun))
            begun = at + 1
    return found[::-1]


def get_version(transcript: Transcript, number: int) -> OldText:
    """The text of a step, with what differs from now. Raises `NotFound`."""
    old = history.as_it_was(transcript, number)
    now = {(one.speaker, one.text) for one in segment_rows.list_segments(transcript)}
    step = next((one for one in history.list_steps(transcript) if one.number == number), None)
    shown = (OldLine(one["start"], one["who"], one["text"], (one["who"], one["text"]) not in now) for one in old)
    return OldText(number, step.changed_at if step else transcript.created_at, tuple(shown))
