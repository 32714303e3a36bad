"""The seminar out as a file and in from one, for the facilitator: what that means is said before."""

import uuid

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.exchange import exporting, importing, previewing, wording
from seminar.exchange.archive import LARGEST
from seminar.exchange.exporting import Kind, Order
from seminar.exchange.forms import ExportForm, FileForm, KeepForm, read_areas
from seminar.exchange.importing import LEAVE_OUT, Answers
from seminar.exchange.previewing import Look
from seminar.exchange.wording import hints, name_of_file
from seminar.themes.naming import area_names
from toolkit import downloads, language
from toolkit.access import Role, allow, current_actor, step_up
from toolkit.downloads import hand_out
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.large_body import large_body
from toolkit.transactions import prepares

bp = Blueprint("seminar_exchange", __name__)
SEMINAR = "/cycles/<uuid:cycle_id>/seminar"
MIME = {
    Kind.DOCX: downloads.WORD,
    Kind.XLSX: downloads.WORKBOOK,
    Kind.CSV: downloads.CSV,
    Kind.PROJECT: "application/zip",
    Kind.CODEBOOK: "application/xml",
}


@bp.route(f"{SEMINAR}/export", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
@step_up
@prepares
def export(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What can be taken along, and the file."""
    actor, form = current_actor(), ExportForm()
    page = exporting.open_page(actor, cycle_id)
    if form.validate_on_submit():
        with form.catching():
            kind, order = Kind(form.kind.data), Order(form.order.data)
            made = exporting.export(actor, cycle_id, kind=kind, order=order, language=language.chosen())
            return _file(made, page.cycle.year, kind, order)
    return render_template(
        "seminar_exchange/export.html", cycle=page.cycle, page=page, form=form, hints=hints()
    ), form.status


@bp.get(f"{SEMINAR}/import")
@allow(Role.FACILITATOR)
def choose(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Choose a file of another analysis program."""
    return _choose(cycle_id, FileForm(formdata=None))


@bp.post(f"{SEMINAR}/import")
@allow(Role.FACILITATOR)
@large_body
def preview(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What the file would bring. It was sealed while it arrived, is read in memory, and is gone when the page is
    shown."""
    actor, form = current_actor(), FileForm()
    previewing.get_cycle(actor, cycle_id)
    if form.validate_on_submit():
        with form.catching():
            look = previewing.look(actor, cycle_id, data=form.file.data.read(LARGEST + 1))
            return _preview(look, KeepForm(formdata=None, sealed=look.sealed))
    return _choose(cycle_id, form)


@bp.post(f"{SEMINAR}/import/keep")
@allow(Role.FACILITATOR)
@large_body
def keep(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Take in what was looked at: all of it or nothing."""
    actor, form = current_actor(), KeepForm()
    look = previewing.reopen(actor, cycle_id, sealed=form.sealed.data or "")
    _offer(form, look)
    if form.validate_on_submit():
        with form.catching():
            answers = Answers(int(form.reading.data), read_areas(request.form.items()))
            kept = importing.keep(actor, cycle_id, sealed=look.sealed, answers=answers)
            flash(wording.kept(kept))
            return redirect(url_for("coding.index", cycle_id=cycle_id), 303)
    return _preview(look, form)


def _choose(cycle_id: uuid.UUID, form: FileForm) -> ResponseReturnValue:
    cycle = previewing.get_cycle(current_actor(), cycle_id)
    return render_template("seminar_exchange/choose.html", cycle=cycle, form=form), form.status


def _preview(look: Look, form: KeepForm) -> ResponseReturnValue:
    _offer(form, look)
    return render_template(
        "seminar_exchange/preview.html", cycle=look.cycle, look=look, found=look.found, form=form, said=wording,
        choices_of_area=[("", _("Choose")), *area_names().items(), (LEAVE_OUT, _("Leave out"))],
        chosen=read_areas(request.form.items()), is_sent=form.is_submitted() and bool(form.areas.errors),
    ), form.status  # fmt: skip


def _offer(form: KeepForm, look: Look) -> None:
    form.reading.choices = options((str(number), wording.way(one)) for number, one in enumerate(look.found.readings))


def _file(made: bytes, year: int, kind: Kind, order: Order) -> Response:
    return hand_out(made, name_of_file(kind, order), year, kind=MIME[kind], ending=kind)
