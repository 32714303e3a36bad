"""The seminar out as a file, for the facilitator, with what it means to take it along."""

import uuid

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from seminar.exchange import exporting
from seminar.exchange.exporting import Kind, Order
from seminar.exchange.forms import ExportForm
from seminar.exchange.wording import hints, name_of_file
from toolkit import downloads, language
from toolkit.access import Role, allow, current_actor
from toolkit.downloads import hand_out
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


def _file(made: bytes, year: int, kind: Kind, order: Order) -> Response:
    return hand_out(made, name_of_file(kind, order), year, kind=MIME[kind], ending=kind)
