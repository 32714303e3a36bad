"""The acts of «Listen and correct»: a stretch, undo and redo, older versions, and the time it takes.

A form gets a page; a script gets what has changed, as pieces of the same page.
"""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, get_template_attribute, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Actor, Role, allow, current_actor
from toolkit.errors import N_, InvalidInput
from toolkit.language import clock_time
from toolkit.language import gettext as _
from transcription import history, review, showing, transcripts
from transcription.correcting import drawing, lines, signs, stretches, time_spent, versions
from transcription.correcting.forms import StretchForm
from transcription.models import Segment, Transcript

bp = Blueprint("correcting", __name__, url_prefix="/transcripts/<uuid:transcript_id>")


@bp.get("/segments/<uuid:segment_id>")
@allow(Role.SOCIAL_WORKER)
def stretch(transcript_id: uuid.UUID, segment_id: uuid.UUID) -> ResponseReturnValue:
    """One stretch with its fields: for a browser without script, and for a tab that has to catch up."""
    actor = current_actor()
    transcript = review.open_stretch(actor, transcript_id)
    segment = review.get_segment(actor, transcript_id, segment_id=segment_id)
    if showing.wants_json():
        return {"version": segment.version, "text": segment.text, "put": _pieces(transcript, [segment])}
    form = StretchForm(formdata=None, obj=segment, start=segment.start_ms, end=segment.end_ms)
    return _stretch(transcript, segment, form)


@bp.post("/segments/<uuid:segment_id>")
@allow(Role.SOCIAL_WORKER)
def act(transcript_id: uuid.UUID, segment_id: uuid.UUID) -> ResponseReturnValue:
    """Do something with one stretch: `act` says what."""
    actor, form = current_actor(), StretchForm()
    segment = review.get_segment(actor, transcript_id, segment_id=segment_id)
    transcript = transcripts.get_own(actor, transcript_id)
    if showing.wants_json():
        if not form.validate_on_submit():
            raise InvalidInput(N_("The page could not read what was sent. Go back and try again."))
        return _told(transcript, _act(actor, segment, form))
    if form.validate_on_submit():
        with form.catching():
            segment = _act(actor, segment, form)
            place = url_for("transcription.correct", transcript_id=transcript_id, _anchor=f"s{segment.position}")
            return redirect(place, 303)
    return _stretch(transcript, segment, form)


def _act(actor: Actor, segment: Segment, form: StretchForm) -> Segment:
    which: dict[str, Any] = {"segment_id": segment.id, "version": form.version.data}
    text, speaker, at = form.text.data or "", form.speaker.data or "", form.at.data
    act: Callable[..., Segment]
    more: dict[str, Any]
    match request.form.get("act"):
        case "join":
            act, more = review.join_segment, {}
        case "join_next":
            act, more = stretches.join_next, {}
        case "split":
            act, more = review.split_segment, {"text": text, "at": at if at is not None else len(text) // 2}
        case "times":
            act, more = stretches.retime, {"start_ms": form.start.data or 0, "end_ms": form.end.data or 0}
        case "speaker":
            act, more = stretches.set_speaker, {"speaker": speaker}
        case "alike":
            act, more = stretches.set_speaker_of_all_like, {"speaker": speaker}
        case "sure":
            act, more = stretches.mark_sure, {"at_ms": at}
        case _:
            act, more = review.save_segment, {"text": text, "speaker": speaker}
    return act(actor, segment.transcript_id, **which, **more)


@bp.post("/undo")
@allow(Role.SOCIAL_WORKER)
def undo(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Take the last step back."""
    return _stepped(history.undo(current_actor(), transcript_id))


@bp.post("/redo")
@allow(Role.SOCIAL_WORKER)
def redo(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Take it once more."""
    return _stepped(history.redo(current_actor(), transcript_id))


@bp.post("/speakers")
@allow(Role.SOCIAL_WORKER)
def accept_speakers(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Every proposed speaker is right."""
    return _stepped(stretches.accept_speakers(current_actor(), transcript_id))


@bp.get("/versions")
@allow(Role.SOCIAL_WORKER)
def list_versions(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The text as it has been, by time."""
    transcript = review.open_stretch(current_actor(), transcript_id)
    found = versions.list_versions(transcript)
    return render_template("correcting/versions.html", transcript=transcript, versions=found, shown=showing)


@bp.get("/versions/<int:number>")
@allow(Role.SOCIAL_WORKER)
def version(transcript_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One of them, to read."""
    transcript = review.open_stretch(current_actor(), transcript_id)
    old = versions.get_version(transcript, number)
    return render_template("correcting/version.html", transcript=transcript, version=old, shown=showing)


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
    return {"said": showing.time_spent(time_spent.beat(current_actor(), transcript_id, active_ms=active_ms))}


def _stretch(transcript: Transcript, segment: Segment, form: StretchForm) -> ResponseReturnValue:
    saved = segment.text if form.refused else None
    form.accept_newer(segment)
    page = {"transcript": transcript, "segment": segment, "form": form, "saved": saved, "shown": showing}
    return render_template("correcting/stretch.html", **page), form.status


def _stepped(transcript: Transcript) -> ResponseReturnValue:
    if showing.wants_json():
        return _told(transcript, None)
    return redirect(url_for("transcription.correct", transcript_id=transcript.id), 303)


def _told(transcript: Transcript, segment: Segment | None) -> dict[str, Any]:
    """What a page that is open has to change."""
    changed, reach = history.last_change(transcript), history.reach(transcript)
    return {
        "said": _("Saved %(time)s", time=clock_time(showing.now())),
        "version": segment.version if segment else None,
        "segment": str(segment.id) if segment else None,
        "removed": [str(one) for one in changed.removed],
        "put": _pieces(transcript, changed.put),
        "undo": reach.undo,
        "redo": reach.redo,
    }


def _pieces(transcript: Transcript, segments: Sequence[Segment]) -> list[dict[str, Any]]:
    macro = get_template_attribute("transcription/segment.html", "segment_line")
    sheet, noted = drawing.sheet(transcript, locked=False), signs.list_signs(transcript)
    later = transcripts.list_starts(transcript)
    return [
        {"id": str(one.segment.id), "position": one.segment.position, "html": macro(showing, sheet, one)}
        for one in lines.draw_some(segments, noted, starts=later)
    ]
