"""What a form may ask for with a segment, by the name of the button. Every action is a step that can be undone."""

from collections.abc import Callable
from typing import Any

from toolkit.access import Actor
from transcription.editor import editing, segments
from transcription.editor.forms import SegmentForm
from transcription.transcripts.models import Segment


def perform(actor: Actor, segment: Segment, *, name: str | None, form: SegmentForm) -> Segment:
    """Do what a form says with a segment; returns where to look afterwards. Raises what the action raises."""
    which: dict[str, Any] = {"segment_id": segment.id, "version": form.version.data}
    text, speaker, at = form.text.data or "", form.speaker.data or "", form.at.data
    do: Callable[..., Segment]
    more: dict[str, Any]
    match name:
        case "join":
            do, more = editing.join_segment, {}
        case "join_next":
            do, more = segments.join_next, {}
        case "split":
            do, more = editing.split_segment, {"text": text, "at": at if at is not None else len(text) // 2}
        case "times":
            do, more = segments.set_times, {"start_ms": form.start.data or 0, "end_ms": form.end.data or 0}
        case "speaker":
            do, more = segments.set_speaker, {"speaker": speaker}
        case "alike":
            do, more = segments.set_speaker_of_all_alike, {"speaker": speaker}
        case "sure":
            do, more = segments.mark_sure, {"at_ms": at}
        case _:
            do, more = editing.save_segment, {"text": text, "speaker": speaker}
    return do(actor, segment.transcript_id, **which, **more)
