"""What the interviewer may do from the progress page: stop the writing, and start over."""

import uuid

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from toolkit.errors import NotFound
from transcription.queue import control
from transcription.transcripts.lookup import Part

bp = Blueprint("writing", __name__)


@bp.post("/recordings/<uuid:take_id>/stop-writing")
@allow(Role.SOCIAL_WORKER)
def stop(take_id: uuid.UUID) -> ResponseReturnValue:
    """Stop; what has been written stays."""
    return _to_progress(control.stop(current_actor(), take_id))


@bp.post("/recordings/<uuid:take_id>/start-over")
@allow(Role.SOCIAL_WORKER)
def start_over(take_id: uuid.UUID) -> ResponseReturnValue:
    """Throw the machine's draft away and begin anew."""
    return _to_progress(control.start_over(current_actor(), take_id, model=request.form.get("model") or None))


def _to_progress(part: Part) -> ResponseReturnValue:
    if part.take is None:
        raise NotFound
    return redirect(url_for("transcription.wait", assignment_id=part.take.assignment_id, part=part.number), 303)
