"""Having a span transcribed again, from the editor; each answer leads back to the place."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from transcription.editor.retranscription import applying, offers
from transcription.transcripts import presentation

bp = Blueprint("retranscription", __name__)


@bp.post("/transcripts/<uuid:transcript_id>/segments/<uuid:segment_id>/retranscribe")
@allow(Role.SOCIAL_WORKER)
def ask_for_segment(transcript_id: uuid.UUID, segment_id: uuid.UUID) -> ResponseReturnValue:
    """Have a segment transcribed again."""
    made = offers.ask_for_segment(current_actor(), transcript_id, segment_id=segment_id)
    return _back(transcript_id, made.start_ms)


@bp.post("/transcripts/<uuid:transcript_id>/untranscribed/<int:start_ms>/retranscribe")
@allow(Role.SOCIAL_WORKER)
def ask_for_span(transcript_id: uuid.UUID, start_ms: int) -> ResponseReturnValue:
    """Have a span without words transcribed again."""
    offers.ask_for_span(current_actor(), transcript_id, start_ms=start_ms)
    return _back(transcript_id, start_ms)


@bp.post("/transcripts/<uuid:transcript_id>/untranscribed/<int:start_ms>/leave-out")
@allow(Role.SOCIAL_WORKER)
def leave_out(transcript_id: uuid.UUID, start_ms: int) -> ResponseReturnValue:
    """There is nothing to write in this place."""
    offers.leave_out(current_actor(), transcript_id, start_ms=start_ms)
    return _back(transcript_id, start_ms)


@bp.get("/retranscriptions/<uuid:retranscription_id>")
@allow(Role.SOCIAL_WORKER)
def show(retranscription_id: uuid.UUID) -> ResponseReturnValue:
    """How far it has come: the part of the page that a script fetches."""
    found = offers.open_offer(current_actor(), retranscription_id)
    return render_template("retranscription/offer.html", offer=found, shown=presentation, offering=offers)


@bp.post("/retranscriptions/<uuid:retranscription_id>/accept")
@allow(Role.SOCIAL_WORKER)
def accept(retranscription_id: uuid.UUID) -> ResponseReturnValue:
    """Put the new words in the place of the old text."""
    found = applying.accept(current_actor(), retranscription_id)
    return _back(found.transcript_id, found.start_ms)


@bp.post("/retranscriptions/<uuid:retranscription_id>/reject")
@allow(Role.SOCIAL_WORKER)
def reject(retranscription_id: uuid.UUID) -> ResponseReturnValue:
    """The text stays as it is."""
    found = offers.reject(current_actor(), retranscription_id)
    return _back(found.transcript_id, found.start_ms)


def _back(transcript_id: uuid.UUID, start_ms: int) -> ResponseReturnValue:
    return redirect(url_for("editor.correct", transcript_id=transcript_id, _anchor=f"t{start_ms}"), 303)
