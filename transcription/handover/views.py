"""Handing over: the text as the seminar will read it, the last look, and taking it back."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _
from toolkit.transactions import prepares
from transcription.deidentification.forms import ReaderForm
from transcription.handover import handing_over
from transcription.handover.forms import HandOverForm
from transcription.transcripts import presentation

bp = Blueprint("handover", __name__, url_prefix="/interviews/<uuid:assignment_id>/hand-over")


@bp.route("", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
@prepares
def index(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The text as the seminar will read it, and the last look."""
    actor, form = current_actor(), HandOverForm()
    if form.validate_on_submit():
        with form.catching():
            handing_over.hand_over(actor, assignment_id)
            flash(_("The text has been handed over. Thank you."))
            return redirect(url_for(".index", assignment_id=assignment_id), 303)
    page = handing_over.open_page(actor, assignment_id)
    asking = ReaderForm.for_readers(page.reading.readers)
    return render_template("handover/index.html", page=page, form=form, asking=asking, shown=presentation), form.status


@bp.post("/correct")
@allow(Role.SOCIAL_WORKER)
def correct(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Open a text that the seminar works with, to correct it."""
    handing_over.begin_correcting(current_actor(), assignment_id)
    flash(_("You can correct the text now. Hand it over again when you are done."))
    return redirect(url_for("editor.index", assignment_id=assignment_id), 303)


@bp.post("/take-back")
@allow(Role.SOCIAL_WORKER)
def take_back(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Take the text back from the seminar."""
    handing_over.take_back(current_actor(), assignment_id)
    flash(_("The text is yours again. Hand it over when you are done."))
    return redirect(url_for(".index", assignment_id=assignment_id), 303)
