"""An act with a stretch, by its name, and what an open page is told about it: pieces of the same page."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import get_template_attribute

from toolkit.access import Actor
from toolkit.language import clock_time
from toolkit.language import gettext as _
from transcription.editor import editing, lines, rendering
from transcription.editor import segments as stretches
from transcription.editor.forms import StretchForm
from transcription.transcripts import history, lookup, nonverbal_marks, presentation
from transcription.transcripts.models import Segment, Transcript


def act(actor: Actor, segment: Segment, *, name: str | None, form: StretchForm) -> Segment:
    """Do what a form says with a stretch; returns where to look afterwards. Raises what the act raises."""
    which: dict[str, Any] = {"segment_id": segment.id, "version": form.version.data}
    text, speaker, at = form.text.data or "", form.speaker.data or "", form.at.data
    do: Callable[..., Segment]
    more: dict[str, Any]
    match name:
        case "join":
            do, more = editing.join_segment, {}
        case "join_next":
            do, more = stretches.join_next, {}
        case "split":
            do, more = editing.split_segment, {"text": text, "at": at if at is not None else len(text) // 2}
        case "times":
            do, more = stretches.retime, {"start_ms": form.start.data or 0, "end_ms": form.end.data or 0}
        case "speaker":
            do, more = stretches.set_speaker, {"speaker": speaker}
        case "alike":
            do, more = stretches.set_speaker_of_all_like, {"speaker": speaker}
        case "sure":
            do, more = stretches.mark_sure, {"at_ms": at}
        case _:
            do, more = editing.save_segment, {"text": text, "speaker": speaker}
    return do(actor, segment.transcript_id, **which, **more)


def told(transcript: Transcript, segment: Segment | None) -> dict[str, Any]:
    """What a page that is open has to change."""
    changed, reach = history.last_change(transcript), history.reach(transcript)
    return {
        "said": _("Saved %(time)s", time=clock_time(presentation.now())),
        "version": segment.version if segment else None,
        "segment": str(segment.id) if segment else None,
        "removed": [str(one) for one in changed.removed],
        "put": pieces(transcript, changed.put),
        "undo": reach.undo,
        "redo": reach.redo,
    }


def pieces(transcript: Transcript, segments: Sequence[Segment]) -> list[dict[str, Any]]:
    """Stretches as pieces of the page, each with its place."""
    macro = get_template_attribute("transcription/segment.html", "segment_line")
    sheet, noted = rendering.sheet(transcript, locked=False), nonverbal_marks.list_signs(transcript)
    later = lookup.list_starts(transcript)
    return [
        {"id": str(one.segment.id), "position": one.segment.position, "html": macro(presentation, sheet, one)}
        for one in lines.draw_some(segments, noted, starts=later)
    ]
