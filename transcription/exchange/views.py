"""The pages of import and export: a file in, a look at it, a draft; and a text out as a file."""

import uuid

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor, step_up
from toolkit.downloads import hand_out
from toolkit.language import gettext as _
from toolkit.large_body import large_body
from toolkit.transactions import prepares
from transcription.exchange import comparing, exporting, importing, previewing, wording
from transcription.exchange.bytes_reading import LARGEST
from transcription.exchange.exporting import ExportPage
from transcription.exchange.forms import NO_RECORDING, ExportForm, FileForm, KeepForm, OwnExportForm
from transcription.exchange.importing import Answers
from transcription.exchange.previewing import Preview
from transcription.exchange.writing import MIME, Kind
from transcription.transcripts import presentation

bp = Blueprint("exchange", __name__)


@bp.get("/interviews/<uuid:assignment_id>/transcript/from-file")
@allow(Role.SOCIAL_WORKER)
def choose(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Choose a text that was written elsewhere."""
    return _choose(assignment_id, FileForm(formdata=None))


@bp.post("/interviews/<uuid:assignment_id>/transcript/from-file")
@allow(Role.SOCIAL_WORKER)
@large_body
def preview(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """What the file holds. It was sealed while it arrived, is read in memory, and is gone when the page is shown."""
    actor, form = current_actor(), FileForm()
    previewing.get_assignment(actor, assignment_id)
    if form.validate_on_submit():
        with form.catching():
            page = previewing.preview(actor, assignment_id, data=form.file.data.read(LARGEST + 1))
            return _preview(page, KeepForm(formdata=None, sealed=page.sealed))
    return _choose(assignment_id, form)


@bp.post("/interviews/<uuid:assignment_id>/transcript/from-file/keep")
@allow(Role.SOCIAL_WORKER)
@large_body
def keep(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what was previewed as a draft."""
    actor, form = current_actor(), KeepForm()
    page = previewing.reopen(actor, assignment_id, sealed=form.sealed.data or "")
    _offer(form, page)
    if form.validate_on_submit():
        with form.catching():
            recording_id = None if form.recording.data == NO_RECORDING else uuid.UUID(form.recording.data)
            answers = Answers(
                request.form.getlist("who"), recording_id, form.put_back.data or (), int(form.ticks.data or 0)
            )
            made = importing.keep(actor, assignment_id, sealed=page.sealed, answers=answers)
            flash(_("The text is here. It is a draft until you have read through it."))
            return redirect(url_for("editor.correct", transcript_id=made.id), 303)
    return _preview(page, form)


@bp.get("/transcripts/<uuid:transcript_id>/file")
@allow(Role.SOCIAL_WORKER)
def compare(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The text beside what the file held: all of it, or only what differs."""
    page = comparing.open_comparison(current_actor(), transcript_id)
    only_different = request.args.get("show") == "differences"
    return render_template(
        "exchange/compare.html",
        page=page,
        only_different=only_different,
        said=wording,
        shown=presentation,
    )


@bp.post("/transcripts/<uuid:transcript_id>/remove-import")
@allow(Role.SOCIAL_WORKER)
def remove(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Take an imported text away: it was the wrong file."""
    assignment = importing.remove(current_actor(), transcript_id)
    flash(_("The text is removed."))
    return redirect(url_for(".choose", assignment_id=assignment.id), 303)


@bp.route("/transcripts/<uuid:transcript_id>/export", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
@step_up
@prepares
def export(transcript_id: uuid.UUID) -> ResponseReturnValue:
    """The interviewer's own text as a file, with what it means to carry it."""
    form = OwnExportForm()
    page = exporting.open_own(current_actor(), transcript_id)
    return _export(page, form)


@bp.route("/deidentified/<uuid:deidentified_id>/export", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER, Role.FACILITATOR)
@step_up
@prepares
def export_copy(deidentified_id: uuid.UUID) -> ResponseReturnValue:
    """The de-identified copy as a file."""
    form = ExportForm()
    page = exporting.open_copy(current_actor(), deidentified_id)
    return _export(page, form)


def _export(page: ExportPage, form: ExportForm) -> ResponseReturnValue:
    if form.validate_on_submit():
        with form.catching():
            data = exporting.export(current_actor(), page, kind=form.kind.data)
            return _file(data, page, Kind(form.kind.data))
    is_own = page.assignment.interviewer_id == current_actor().id
    return render_template("exchange/export.html", page=page, form=form, said=wording, is_own=is_own), form.status


def _file(data: bytes, page: ExportPage, kind: Kind) -> Response:
    about = wording.name_of_file(deidentified=page.deidentified)
    return hand_out(data, about, page.assignment.cycle.year, kind=MIME[kind], ending=kind)


def _choose(assignment_id: uuid.UUID, form: FileForm) -> ResponseReturnValue:
    assignment = previewing.get_assignment(current_actor(), assignment_id)
    return render_template("exchange/choose.html", assignment=assignment, form=form), form.status


def _preview(page: Preview, form: KeepForm) -> ResponseReturnValue:
    _offer(form, page)
    chosen = request.form.getlist("who")
    return render_template(
        "exchange/preview.html", page=page, form=form, said=wording, shown=presentation,
        speakers=presentation.SPEAKERS, chosen=chosen, most=previewing.SHOWN_SEGMENTS,
        most_problems=previewing.SHOWN_PROBLEMS,
    ), form.status  # fmt: skip


def _offer(form: KeepForm, page: Preview) -> None:
    form.ticks.choices = wording.list_units_of_time(page.file) if page.file.ticks else [("0", "")]
    if form.ticks.data in {None, "0"}:
        form.ticks.data = str(page.file.ticks)
    choices = [
        (str(part.recording.id), _("Recording %(number)s", number=part.recording.number))
        for part in page.recordings
        if part.recording
    ]
    form.recording.choices = [*choices, (NO_RECORDING, _("None of them"))] if choices else [(NO_RECORDING, "")]
    if form.recording.data is None:
        form.recording.data = choices[0][0] if len(choices) == 1 else NO_RECORDING if not choices else None
