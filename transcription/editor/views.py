"""The acts of «Listen and correct»: a stretch, undo and redo, older versions, and the time it takes.

A form gets a page; a script gets what has changed, as pieces of the same page.
"""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _
from transcription.editor import actions, editing, segments, time_spent, versions
from transcription.editor.forms import StretchForm
from transcription.transcripts import history, lookup, presentation

bp = Blueprint("correcting", __name__, url_prefix="/transcripts/<uuid:transcript_id>")


@bp.get("/segments/<uuid:segment_id>")
@allow(Role.SOCIAL_WORKER)
def stretch(transcript_id: uuid.UUID, segment_id: uuid.UUID) -> ResponseReturnValue:
    """One stretch with its fields: for a browser without script, and for a tab that has to catch up."""
    actor = current_actor()
    transcript = editing.open_stretch(actor, transcript_id)
    segment = editing.get_segment(actor, transcript_id, segment_id=segment_id)
    if presentation.wants_json():
        return {"version": segment.version, "text": segment.text, "put": actions.pieces(transcript, [segment])}
    form = StretchForm(formdata=None, obj=segment, start=segment.start_ms, end=segment.end_ms)
    return _stretch(transcript_id, segment_id, form)


@bp.post("/segments/<uuid:segment_id>")
@allow(Role.SOCIAL_WORKER)
def act(transcript_id: uuid.UUID, segment_id: uuid.UUID) -> ResponseReturnValue:
    """Do something with one stretch: `act` says what."""
    actor, form = current_actor(), StretchForm()
    segment = editing.get_segment(actor, transcript_id, segment_id=segment_id)
    transcript = lookup.get_own(actor, transcript_id)
    if presentation.wants_json():
        form.require()
        done = actions.act(actor, segment, name=request.form.get("act"), form=form)
        return actions.told(transcript, done)
    if form.validate_on_submit():
        with form.catching():
            segment = actions.act(actor, segment, name=request.form.get("act"), form=form)
            place = url_for("transcription.correct", transcript_id=transcript_id, _anchor=f"s{segment.position}")
            return redirect(place, 303)
    return _stretch(transcript_id, segment_id, form)


@bp.post("/undo")
@allow(Role.SOCIAL_WORKER)
def undo(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Take the last step back."""
    history.undo(current_actor(), transcript_id)
    return _stepped(transcript_id)


@bp.post("/redo")
@allow(Role.SOCIAL_WORKER)
def redo(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Take it once more."""
    history.redo(current_actor(), transcript_id)
    return _stepped(transcript_id)


@bp.post("/speakers")
@allow(Role.SOCIAL_WORKER)
def accept_speakers(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Every proposed speaker is right."""
    segments.accept_speakers(current_actor(), transcript_id)
    return _stepped(transcript_id)


@bp.get("/versions")
@allow(Role.SOCIAL_WORKER)
def list_versions(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The text as it has been, by time."""
    transcript = editing.open_stretch(current_actor(), transcript_id)
    found = versions.list_versions(transcript)
    return render_template("correcting/versions.html", transcript=transcript, versions=found, shown=presentation)


@bp.get("/versions/<int:number>")
@allow(Role.SOCIAL_WORKER)
def version(transcript_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One of them, to read."""
    transcript = editing.open_stretch(current_actor(), transcript_id)
    old = versions.get_version(transcript, number)
    return render_template("correcting/version.html", transcript=transcript, version=old, shown=presentation)


@bp.post("/versions/<int:number>")
@allow(Role.SOCIAL_WORKER)
def restore(transcript_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Bring one of them back, as a step that can be undone."""
    history.restore(current_actor(), transcript_id, number=number)
    flash(_("The older text is back. You can undo it."))
    return redirect(url_for("transcription.correct", transcript_id=transcript_id), 303)


@bp.post("/time")
@allow(Role.SOCIAL_WORKER)
def beat(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody has been at work for a while; the answer is the sum, for their own eyes."""
    active_ms = request.form.get("active_ms", 0, type=int)
    return {"said": presentation.time_spent(time_spent.beat(current_actor(), transcript_id, active_ms=active_ms))}


def _stretch(transcript_id: uuid.UUID, segment_id: uuid.UUID, form: StretchForm) -> ResponseReturnValue:
    actor = current_actor()
    transcript = lookup.get_own(actor, transcript_id)
    segment = editing.get_segment(actor, transcript_id, segment_id=segment_id)
    saved = segment.text if form.refused else None
    form.accept_newer(segment)
    page = {"transcript": transcript, "segment": segment, "form": form, "saved": saved, "shown": presentation}
    return render_template("correcting/stretch.html", **page), form.status


def _stepped(transcript_id: uuid.UUID) -> ResponseReturnValue:
    if presentation.wants_json():
        return actions.told(lookup.get_own(current_actor(), transcript_id), None)
    return redirect(url_for("transcription.correct", transcript_id=transcript_id), 303)
