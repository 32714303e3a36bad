"""Having a place heard again, from the review page; each answer leads back to the place."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from transcription.editor.retranscription import applying, offers
from transcription.transcripts import presentation

bp = Blueprint("again", __name__)


@bp.post("/transcripts/<uuid:transcript_id>/segments/<uuid:segment_id>/again")
@allow(Role.SOCIAL_WORKER)
def ask_for_segment(transcript_id: uuid.UUID, segment_id: uuid.UUID) -> ResponseReturnValue:
    """Have a stretch heard again."""
    made = offers.ask_for_segment(current_actor(), transcript_id, segment_id=segment_id)
    return _back(transcript_id, made.start_ms)


@bp.post("/transcripts/<uuid:transcript_id>/unheard/<int:start_ms>/again")
@allow(Role.SOCIAL_WORKER)
def ask_for_span(transcript_id: uuid.UUID, start_ms: int) -> ResponseReturnValue:
    """Have a place without words heard again."""
    offers.ask_for_span(current_actor(), transcript_id, start_ms=start_ms)
    return _back(transcript_id, start_ms)


@bp.post("/transcripts/<uuid:transcript_id>/unheard/<int:start_ms>/leave-out")
@allow(Role.SOCIAL_WORKER)
def leave_out(transcript_id: uuid.UUID, start_ms: int) -> ResponseReturnValue:
    """There is nothing to write in this place."""
    offers.leave_out(current_actor(), transcript_id, start_ms=start_ms)
    return _back(transcript_id, start_ms)


@bp.get("/heard-again/<uuid:hearing_id>")
@allow(Role.SOCIAL_WORKER)
def show(hearing_id: uuid.UUID) -> ResponseReturnValue:
    """How far it has come: the part of the page that a script fetches."""
    found = offers.look_at(current_actor(), hearing_id)
    return render_template("transcription/heard_again.html", hearing=found, shown=presentation, offering=offers)


@bp.post("/heard-again/<uuid:hearing_id>/use")
@allow(Role.SOCIAL_WORKER)
def use(hearing_id: uuid.UUID) -> ResponseReturnValue:
    """Put what was heard in the place of the old text."""
    found = applying.use(current_actor(), hearing_id)
    return _back(found.transcript_id, found.start_ms)


@bp.post("/heard-again/<uuid:hearing_id>/keep")
@allow(Role.SOCIAL_WORKER)
def keep(hearing_id: uuid.UUID) -> ResponseReturnValue:
    """The text stays as it is."""
    found = offers.keep_own(current_actor(), hearing_id)
    return _back(found.transcript_id, found.start_ms)


def _back(transcript_id: uuid.UUID, start_ms: int) -> ResponseReturnValue:
    return redirect(url_for("transcription.correct", transcript_id=transcript_id, _anchor=f"t{start_ms}"), 303)
