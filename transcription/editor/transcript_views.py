"""The pages of an interview's text, for its interviewer: waiting, correcting, handing over."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from toolkit.cycles import assignments
from toolkit.errors import NotFound
from toolkit.language import gettext as _
from transcription.deidentification.forms import ReaderForm
from transcription.editor import editing, lines, rendering, time_spent
from transcription.editor.retranscription import offers as offering
from transcription.handover import handing_over
from transcription.handover.forms import HandOverForm
from transcription.queue import control, status
from transcription.transcripts import lookup, presentation
from transcription.transcripts.lookup import State

bp = Blueprint("transcription", __name__)


@bp.get("/interviews/<uuid:assignment_id>/transcript")
@allow(Role.SOCIAL_WORKER)
def index(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The page where the interview's text is just now."""
    parts = lookup.list_parts(assignments.get_own(current_actor(), assignment_id))
    ready = [part for part in parts if part.transcript and part.state in lookup.READABLE]
    chosen = next(
        (part for part in ready if part.state == State.DRAFT), ready[-1] if len(ready) == len(parts) else None
    )
    if chosen is None or chosen.transcript is None:
        return redirect(url_for(".wait", assignment_id=assignment_id), 303)
    return redirect(url_for(".correct", transcript_id=chosen.transcript.id), 303)


@bp.get("/interviews/<uuid:assignment_id>/transcript/waiting")
@allow(Role.SOCIAL_WORKER)
def wait(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """How far the writing has come, with the text as it grows; for htmx only the part that changes."""
    outlook = status.look(current_actor(), assignment_id, number=request.args.get("part", type=int))
    name = "progress" if request.headers.get("HX-Request") else "waiting"
    return render_template(f"transcription/{name}.html", outlook=outlook, shown=presentation)


@bp.post("/recordings/<uuid:take_id>/hear-again")
@allow(Role.SOCIAL_WORKER)
def try_again(take_id: uuid.UUID) -> ResponseReturnValue:
    """Put a recording back in the queue."""
    part = control.try_again(current_actor(), take_id)
    if part.take is None:
        raise NotFound
    return redirect(url_for(".wait", assignment_id=part.take.assignment_id, part=part.number), 303)


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
    page = editing.open_review(current_actor(), transcript_id)
    if page.transcript.state not in lookup.READABLE:
        return redirect(url_for(".wait", assignment_id=page.transcript.assignment_id, part=page.number), 303)
    offers = offering.list_offers(page.transcript, page.segments)
    drawn = list(lines.draw(page.segments, page.signs))
    return render_template(
        "transcription/review.html",
        page=page,
        lines=drawn,
        sheet=rendering.sheet(page.transcript, locked=page.transcript.state == State.HANDED_OVER),
        unsure=lines.count_unsure(drawn),
        much_guessed=lines.is_much_guessed(drawn),
        guesses=any(one.speaker_is_guess for one in page.segments),
        spent=presentation.time_spent(time_spent.own_ms(current_actor(), transcript_id)),
        shown=presentation,
        offers=offers,
        offering=offering,
    )


@bp.post("/transcripts/<uuid:transcript_id>/corrected")
@allow(Role.SOCIAL_WORKER)
def finish_correcting(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The interviewer has listened through."""
    transcript = editing.mark_corrected(current_actor(), transcript_id)
    return redirect(url_for("deidentification.words", transcript_id=transcript.id), 303)


@bp.route("/interviews/<uuid:assignment_id>/hand-over", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def hand_over(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The text as the seminar will read it, and the last look."""
    actor, form = current_actor(), HandOverForm()
    if form.validate_on_submit():
        with form.catching():
            handing_over.hand_over(actor, assignment_id)
            flash(_("The text has been handed over. Thank you."))
            return redirect(url_for(".hand_over", assignment_id=assignment_id), 303)
    page = handing_over.open_page(actor, assignment_id)
    asking = ReaderForm.for_readers(page.reading.readers)
    return render_template(
        "transcription/handover.html", page=page, form=form, asking=asking, shown=presentation
    ), form.status


@bp.post("/interviews/<uuid:assignment_id>/hand-over/take-back")
@allow(Role.SOCIAL_WORKER)
def take_back(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Take the text back from the seminar."""
    handing_over.take_back(current_actor(), assignment_id)
    flash(_("The text is yours again. Hand it over when you are done."))
    return redirect(url_for(".hand_over", assignment_id=assignment_id), 303)
