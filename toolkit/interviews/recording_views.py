"""The pages of an interview's sound: the recordings, a file from elsewhere, the interview room, a worry, notes."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock, config, content
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import assignments
from toolkit.interviews import intake, joining, notes, recordings, room
from toolkit.interviews.recording_forms import FileForm, MarkForm, NotesForm, WorryForm
from toolkit.language import gettext as _
from toolkit.large_body import large_body
from toolkit.numbers import read_number
from toolkit.people import directory
from toolkit.web import wants_json

bp = Blueprint("recordings", __name__, url_prefix="/interviews/<uuid:assignment_id>")


@bp.get("/recording")
@allow(Role.SOCIAL_WORKER)
def index(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The recordings so far, and the three ways: record here, a file, notes."""
    return _index(assignment_id, FileForm(client_key=uuid.uuid4().hex))


@bp.post("/recording")
@allow(Role.SOCIAL_WORKER)
@large_body
def receive_file(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """A whole file from an ordinary form: it was sealed while it arrived."""
    actor, form = current_actor(), FileForm()
    if form.validate_on_submit():
        with form.catching():
            recording = joining.receive_upload(
                actor, assignment_id, client_key=form.client_key.data, upload=form.file.data.stream
            )
            flash(recordings.sentence_about(recording))
            return redirect(url_for(".index", assignment_id=assignment_id), 303)
    return _index(assignment_id, form)


def _index(assignment_id: uuid.UUID, form: FileForm) -> ResponseReturnValue:
    page = recordings.open_page(current_actor(), assignment_id)
    return render_template(
        "recordings/index.html",
        page=page,
        form=form,
        said=recordings.sentence_about,
        largest=config.current().largest_recording,
        largest_chunk=intake.LARGEST_CHUNK // 2,
    ), form.status


@bp.get("/room", endpoint="room")
@allow(Role.SOCIAL_WORKER)
def show_room(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The interview room, on a tablet between the two. The only page that may ask for the microphone."""
    actor = current_actor()
    shown = room.open_room(actor, assignment_id, content=content.current())
    number = min(max(request.args.get("card", 1, type=read_number), 1), len(shown.cards))
    return render_template(
        "recordings/room.html",
        room=shown,
        current=number,
        form=MarkForm(formdata=None, mark_id=str(uuid.uuid4())),
        worry_form=WorryForm(formdata=None, on=clock.today()),
        routine=content.current().worry_routine,
        local_routine=directory.get_own_unit(actor).worry_routine,
        just=room.find_mark(actor, assignment_id, mark_id=request.args.get("just")),
        resumes=intake.find_receiving(actor, assignment_id, recording_id=request.args.get("recording")),
    )


@bp.post("/marks")
@allow(Role.SOCIAL_WORKER)
def put_mark(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Note a silent sign or an answered question; the same one twice is noted once."""
    actor, form = current_actor(), MarkForm()
    assignments.get_own(actor, assignment_id)
    form.require()
    made = room.mark(actor, assignment_id, content=content.current(), **room.read_mark(form.values()))
    if wants_json():
        return {"id": str(made.id)}
    card = request.form.get("card", 1, type=read_number)
    return redirect(url_for(".room", assignment_id=assignment_id, card=card, just=made.id), 303)


@bp.post("/marks/<uuid:mark_id>/undo")
@allow(Role.SOCIAL_WORKER)
def undo_mark(assignment_id: uuid.UUID, mark_id: uuid.UUID) -> ResponseReturnValue:
    """Take a mark back."""
    room.undo_mark(current_actor(), assignment_id, mark_id=mark_id)
    if wants_json():
        return {"id": str(mark_id)}
    card = request.form.get("card", 1, type=read_number)
    return redirect(url_for(".room", assignment_id=assignment_id, card=card), 303)


@bp.route("/worry", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def worry(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The local routine, and a line about the day and to whom."""
    actor, form = current_actor(), WorryForm()
    if request.method == "GET":
        form.on.data = clock.today()
    if form.validate_on_submit():
        with form.catching():
            room.raise_worry(actor, assignment_id, **form.values())
            if wants_json():
                return {"saved": True}
            flash(_("The day and who you handed over to are saved. Nothing else."))
            return redirect(url_for(".index", assignment_id=assignment_id), 303)
    return render_template(
        "recordings/worry.html",
        page=recordings.open_page(actor, assignment_id),
        form=form,
        routine=content.current().worry_routine,
        local_routine=directory.get_own_unit(actor).worry_routine,
    ), form.status


@bp.route("/notes", methods=["GET", "POST"], endpoint="notes")
@allow(Role.SOCIAL_WORKER)
def write_notes(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The interview in notes; saved as one goes."""
    actor, form = current_actor(), NotesForm()
    if form.validate_on_submit():
        with form.catching():
            kept = notes.save(
                actor,
                assignment_id,
                text=form.text.data or "",
                version=form.version.data or 0,
                finish=bool(form.finish.data),
            )
            if wants_json():
                return {"version": kept.version}
            flash(_("The notes are finished.") if kept.finished_at else _("The notes are saved."))
            return redirect(url_for(".index", assignment_id=assignment_id), 303)
    kept_notes = notes.find_notes(actor, assignment_id)
    if kept_notes and not form.is_submitted():
        form.text.data, form.version.data = kept_notes.text, kept_notes.version
    if wants_json() and form.is_submitted():
        return {"error": " ".join(text for _field, text in form.all_errors())}, form.status
    form.accept_newer(kept_notes)
    page = recordings.open_page(actor, assignment_id)
    return render_template("recordings/notes.html", page=page, form=form, notes=kept_notes), form.status
