"""«Listen and correct»: the page, what is done with a segment, undo and redo, older versions, and the time it takes.

A form gets a page; a script gets what has changed, as pieces of the same page.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, get_template_attribute, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from toolkit.cycles import assignments
from toolkit.language import clock_time
from toolkit.language import gettext as _
from toolkit.numbers import read_number
from toolkit.web import wants_json
from transcription.editor import actions, changes, editing, finishing, lines, segments, time_spent, versions
from transcription.editor.forms import SegmentForm
from transcription.editor.lines import Context, Line
from transcription.editor.retranscription import offers
from transcription.transcripts import access, history, presentation
from transcription.transcripts.states import READABLE, State

bp = Blueprint("editor", __name__)


@bp.get("/interviews/<uuid:assignment_id>/transcript")
@allow(Role.SOCIAL_WORKER)
def index(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The page where the interview's text is just now."""
    parts = access.list_parts(assignments.get_own(current_actor(), assignment_id))
    ready = [part for part in parts if part.transcript and part.state in READABLE]
    chosen = next(
        (part for part in ready if part.state == State.DRAFT), ready[-1] if ready and len(ready) == len(parts) else None
    )
    if chosen is None or chosen.transcript is None:
        return redirect(url_for("transcription_queue.progress", assignment_id=assignment_id), 303)
    return redirect(url_for(".correct", transcript_id=chosen.transcript.id), 303)


@bp.post("/interviews/<uuid:assignment_id>/transcript/from-notes")
@allow(Role.SOCIAL_WORKER)
def from_notes(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Make the finished notes a text like any other."""
    made = editing.begin_from_notes(current_actor(), assignment_id)
    return redirect(url_for(".correct", transcript_id=made.id), 303)


@bp.get("/transcripts/<uuid:transcript_id>")
@allow(Role.SOCIAL_WORKER)
def correct(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Listen and correct."""
    page = editing.open_page(current_actor(), transcript_id)
    if page.transcript.state not in READABLE:
        assignment_id = page.transcript.assignment_id
        return redirect(url_for("transcription_queue.progress", assignment_id=assignment_id, part=page.number), 303)
    drawn = list(lines.draw(page.segments, page.signs))
    return render_template(
        "editor/page.html",
        page=page,
        lines=drawn,
        sheet=_sheet(lines.context_of(page.transcript)),
        unsure=lines.count_unsure(drawn),
        much_guessed=lines.is_much_guessed(drawn),
        guesses=any(one.speaker_is_guess for one in page.segments),
        spent=presentation.time_spent(time_spent.own_ms(current_actor(), transcript_id)),
        shown=presentation,
        offers=offers.list_offers(page.transcript, page.segments),
        offering=offers,
    )


@bp.post("/transcripts/<uuid:transcript_id>/corrected")
@allow(Role.SOCIAL_WORKER)
def finish(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The interviewer has listened through. Where the page knows better it tells first, once."""
    actor = current_actor()
    if "anyway" not in request.form and not finishing.look(actor, transcript_id).is_nothing:
        return redirect(url_for(".before_finishing", transcript_id=transcript_id), 303)
    transcript = editing.mark_corrected(actor, transcript_id)
    return redirect(url_for("deidentification.words", transcript_id=transcript.id), 303)


@bp.get("/transcripts/<uuid:transcript_id>/corrected")
@allow(Role.SOCIAL_WORKER)
def before_finishing(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """What is left in the text; the interviewer decides whether it is finished."""
    left = finishing.look(current_actor(), transcript_id)
    if left.is_nothing:
        return redirect(url_for(".correct", transcript_id=transcript_id), 303)
    spent = presentation.time_spent(left.spent_ms)
    return render_template("editor/before_finishing.html", left=left, transcript=left.transcript, spent=spent)


@bp.get("/transcripts/<uuid:transcript_id>/segments/<uuid:segment_id>")
@allow(Role.SOCIAL_WORKER)
def segment(transcript_id: uuid.UUID, segment_id: uuid.UUID) -> ResponseReturnValue:
    """One segment with its fields: for a browser without script, and for a tab that has to catch up."""
    actor = current_actor()
    editing.open_transcript(actor, transcript_id)
    found = editing.get_segment(actor, transcript_id, segment_id=segment_id)
    if wants_json():
        context, put = changes.show(actor, found)
        return {"version": found.version, "text": found.text, "put": _fragments(context, put)}
    form = SegmentForm(formdata=None, obj=found, start=found.start_ms, end=found.end_ms)
    return _segment_page(transcript_id, segment_id, form)


@bp.post("/transcripts/<uuid:transcript_id>/segments/<uuid:segment_id>")
@allow(Role.SOCIAL_WORKER)
def change_segment(transcript_id: uuid.UUID, segment_id: uuid.UUID) -> ResponseReturnValue:
    """Do something with one segment: `act` says what."""
    actor, form = current_actor(), SegmentForm()
    found = editing.get_segment(actor, transcript_id, segment_id=segment_id)
    name = request.form.get("act")
    if wants_json():
        form.require()
        done = actions.perform(actor, found, name=name, form=form)
        return {**_changes(transcript_id), "version": done.version, "segment": str(done.id)}
    if form.validate_on_submit():
        with form.catching():
            found = actions.perform(actor, found, name=name, form=form)
            place = url_for(".correct", transcript_id=transcript_id, _anchor=f"s{found.position}")
            return redirect(place, 303)
    return _segment_page(transcript_id, segment_id, form)


@bp.post("/transcripts/<uuid:transcript_id>/undo")
@allow(Role.SOCIAL_WORKER)
def undo(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Take the last step back."""
    history.undo(current_actor(), transcript_id)
    return _stepped(transcript_id)


@bp.post("/transcripts/<uuid:transcript_id>/redo")
@allow(Role.SOCIAL_WORKER)
def redo(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Take it once more."""
    history.redo(current_actor(), transcript_id)
    return _stepped(transcript_id)


@bp.post("/transcripts/<uuid:transcript_id>/speakers")
@allow(Role.SOCIAL_WORKER)
def accept_speakers(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Every proposed speaker is right."""
    segments.accept_speakers(current_actor(), transcript_id)
    return _stepped(transcript_id)


@bp.get("/transcripts/<uuid:transcript_id>/versions")
@allow(Role.SOCIAL_WORKER)
def list_versions(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The text as it has been, by time."""
    transcript = editing.open_transcript(current_actor(), transcript_id)
    found = versions.list_versions(transcript)
    return render_template("editor/versions.html", transcript=transcript, versions=found, shown=presentation)


@bp.get("/transcripts/<uuid:transcript_id>/versions/<int:number>")
@allow(Role.SOCIAL_WORKER)
def version(transcript_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One of them, to read."""
    transcript = editing.open_transcript(current_actor(), transcript_id)
    old = versions.get_version(transcript, number)
    return render_template("editor/version.html", transcript=transcript, version=old, shown=presentation)


@bp.post("/transcripts/<uuid:transcript_id>/versions/<int:number>")
@allow(Role.SOCIAL_WORKER)
def restore(transcript_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Bring one of them back, as a step that can be undone."""
    history.restore(current_actor(), transcript_id, number=number)
    flash(_("The older text is back. You can undo it."))
    return redirect(url_for(".correct", transcript_id=transcript_id), 303)


@bp.post("/transcripts/<uuid:transcript_id>/time")
@allow(Role.SOCIAL_WORKER)
def add_time(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody has been at work for a while; the answer is the sum, for their own eyes."""
    active_ms = request.form.get("active_ms", 0, type=read_number)
    return {"said": presentation.time_spent(time_spent.beat(current_actor(), transcript_id, active_ms=active_ms))}


def _segment_page(transcript_id: uuid.UUID, segment_id: uuid.UUID, form: SegmentForm) -> ResponseReturnValue:
    actor = current_actor()
    transcript = access.get_own(actor, transcript_id)
    found = editing.get_segment(actor, transcript_id, segment_id=segment_id)
    saved = found.text if form.overtaken else None
    form.accept_newer(found)
    page = {"transcript": transcript, "segment": found, "form": form, "saved": saved, "shown": presentation}
    return render_template("editor/segment_page.html", **page), form.status


def _stepped(transcript_id: uuid.UUID) -> ResponseReturnValue:
    if wants_json():
        return _changes(transcript_id)
    return redirect(url_for(".correct", transcript_id=transcript_id), 303)


def _changes(transcript_id: uuid.UUID) -> dict[str, Any]:
    """What a script is told after a step."""
    found = changes.list_changes(current_actor(), transcript_id)
    return {
        "said": _("Saved %(time)s", time=clock_time(presentation.now())),
        "removed": [str(one) for one in found.removed],
        "put": _fragments(found.context, found.put),
        "undo": found.undo,
        "redo": found.redo,
        "version": None,
        "segment": None,
    }


def _fragments(context: Context, drawn: Iterable[Line]) -> list[dict[str, Any]]:
    """Lines as fragments of the page, each with its place."""
    macro, sheet = get_template_attribute("editor/segment.html", "segment_line"), _sheet(context)
    return [
        {"id": str(one.segment.id), "position": one.segment.position, "html": macro(presentation, sheet, one)}
        for one in drawn
    ]


def _sheet(context: Context) -> dict[str, Any]:
    """What every line of the page needs, said once: looked up a thousand times it would cost a second."""
    sound = ""
    if context.recording_id is not None:
        sound = url_for("recordings.sound", assignment_id=context.assignment_id, recording_id=context.recording_id)
    return {
        "place": url_for(".correct", transcript_id=context.transcript_id),
        "sound": sound,
        "locked": context.locked,
        "speakers": presentation.names(),
        "correct": _("Correct"),
        "proposal": _("A proposal"),
        "play": _("Play from %(time)s"),
    }
