"""Notes to a passage: written beside the text, or on a page of their own; changed and removed by who wrote them."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.changes.following import get_followed
from seminar.coding import marked_texts, notes
from seminar.coding.forms import NoteForm, NoteWordsForm
from seminar.coding.quotes import told
from seminar.texts import transcripts
from toolkit.access import Role, allow, current_actor
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.web import redraws

bp = Blueprint("notes", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar")


@bp.route("/transcripts/<uuid:transcript_id>/notes", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def new(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Write a note: to marked words, or to a line that is chosen."""
    actor, form = current_actor(), NoteForm()
    if form.is_submitted() and form.validate():
        with form.catching():
            start, end = form.passage or ((form.start_segment.data, 0), None)
            notes.write(
                actor, cycle_id, transcript_id, text=form.text.data, start=start, end=end, exact=form.exact.data
            )
            return _back(cycle_id, transcript_id)
    page = marked_texts.open_page(actor, cycle_id, transcript_id)
    lines = [(line.segment.position, line.segment.text[:70]) for line in page.told]
    form.start_segment.choices = options([("", _("Choose a line")), *lines])
    cycle = get_followed(actor, cycle_id)
    return render_template(
        "notes/note.html", cycle=cycle, form=form, note=None, transcript=page.transcript
    ), form.status


@bp.route("/notes/<uuid:note_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def note(cycle_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    """Change an own note."""
    actor = current_actor()
    row = notes.get_own(actor, cycle_id, note_id)
    form = NoteWordsForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            notes.change(actor, cycle_id, note_id, **form.values())
            return _back(cycle_id, row.excerpt.transcript_id)
    form.accept_newer(row)
    transcript = transcripts.get_transcript(actor, cycle_id, row.excerpt.transcript_id)
    transcripts.record_look(actor, transcript)
    cycle = get_followed(actor, cycle_id)
    page = render_template("notes/note.html", cycle=cycle, form=form, note=row, transcript=transcript, told=told)
    return page, form.status


@bp.post("/notes/<uuid:note_id>/remove")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def remove(cycle_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    """Remove an own note."""
    return _back(cycle_id, notes.remove(current_actor(), cycle_id, note_id).id)


def _back(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    if redraws():
        return "", 204
    return redirect(url_for("coding.transcript", cycle_id=cycle_id, transcript_id=transcript_id, _anchor="notes"), 303)
