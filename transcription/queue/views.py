"""The page of a recording on its way to a text, and what its interviewer may do there: stop, go on, start over."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from toolkit.errors import NotFound
from toolkit.numbers import read_number
from transcription.queue import control, status
from transcription.transcripts import presentation
from transcription.transcripts.access import Part

bp = Blueprint("transcription_queue", __name__)


@bp.get("/interviews/<uuid:assignment_id>/transcript/progress")
@allow(Role.SOCIAL_WORKER)
def progress(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """How far the transcription has come, with the text as it grows; for a script only the part that changes."""
    goes_on, number = bool(request.headers.get("X-Fragment")), request.args.get("part", type=read_number)
    found = status.get_status(current_actor(), assignment_id, number=number, goes_on=goes_on)
    name = "progress" if goes_on else "page"
    return render_template(f"transcription_queue/{name}.html", transcription=found, shown=presentation)


@bp.post("/recordings/<uuid:recording_id>/transcribe-again")
@allow(Role.SOCIAL_WORKER)
def transcribe_again(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Put a recording back in the queue; it goes on where it was."""
    return _to_progress(control.transcribe_again(current_actor(), recording_id))


@bp.post("/recordings/<uuid:recording_id>/stop-transcription")
@allow(Role.SOCIAL_WORKER)
def stop(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Stop; what has been transcribed stays."""
    return _to_progress(control.stop(current_actor(), recording_id))


@bp.post("/recordings/<uuid:recording_id>/start-over")
@allow(Role.SOCIAL_WORKER)
def start_over(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Throw the machine's draft away and begin anew."""
    return _to_progress(control.start_over(current_actor(), recording_id, model=request.form.get("model") or None))


def _to_progress(part: Part) -> ResponseReturnValue:
    if part.recording is None:
        raise NotFound
    return redirect(url_for(".progress", assignment_id=part.recording.assignment_id, part=part.number), 303)
