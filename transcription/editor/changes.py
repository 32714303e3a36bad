"""What a page that is open has to change after a step: facts, of which the view makes fragments of the page."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.access import Actor
from transcription.editor import lines
from transcription.editor.lines import Context, Line
from transcription.transcripts import access, history, nonverbal_marks, segment_rows
from transcription.transcripts.models import Segment, Transcript


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines to take away by id, lines to put in place, and whether there is a step to undo or to redo."""

    context: Context
    removed: tuple[uuid.UUID, ...]
    put: tuple[Line, ...]
    undo: bool
    redo: bool


def list_changes(actor: Actor, transcript_id: uuid.UUID) -> Changes:
    """What the newest step changed in the person's own transcript. Raises `NotFound`."""
    transcript = access.get_own(actor, transcript_id)
    changed, reach = history.last_change(transcript), history.reach(transcript)
    put = _drawn(transcript, changed.put)
    return Changes(lines.context_of(transcript), changed.removed, put, undo=reach.undo, redo=reach.redo)


def show(actor: Actor, segment: Segment) -> tuple[Context, tuple[Line, ...]]:
    """One segment as it stands now, for a tab that has to catch up. Raises `NotFound`."""
    transcript = access.get_own(actor, segment.transcript_id)
    return lines.context_of(transcript), _drawn(transcript, [segment])


def _drawn(transcript: Transcript, segments: Iterable[Segment]) -> tuple[Line, ...]:
    marks, starts = nonverbal_marks.list_signs(transcript), segment_rows.list_starts(transcript)
    return tuple(lines.draw_some(segments, marks, starts=starts))
