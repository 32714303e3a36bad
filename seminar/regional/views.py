"""The pages of the region: municipalities side by side, their files, and a day on which they meet."""

import uuid
from datetime import time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.regional import comparing, listing, pages, taking_in
from seminar.regional.comparing import Comparison
from seminar.regional.forms import FileForm
from seminar.themes.naming import area_names
from seminar.yearly_files.checking import LARGEST
from toolkit.access import Role, allow, current_actor
from toolkit.downloads import CSV, hand_out
from toolkit.errors import NotFound
from toolkit.language import gettext as _
from toolkit.large_body import large_body
from toolkit.numbers import read_number

bp = Blueprint("regional", __name__, url_prefix="/region")
BEGINS = time(9, 0)


@bp.get("")
@allow(Role.COORDINATOR)
def index() -> ResponseReturnValue:
    """Municipalities side by side, one year at a time."""
    shown = pages.open_page(current_actor(), year=request.args.get("year", type=read_number))
    return render_template("regional/index.html", shown=shown, area_names=area_names())


@bp.get("/files")
@allow(Role.COORDINATOR)
def files() -> ResponseReturnValue:
    """The files that are here, and a place for one more."""
    return _files(FileForm(formdata=None))


@bp.post("/files")
@allow(Role.COORDINATOR)
@large_body
def take_in() -> ResponseReturnValue:
    """Take a yearly file in, after every check."""
    form = FileForm()
    if form.validate_on_submit():
        with form.catching():
            taken = taking_in.take_in(current_actor(), form.file.data.read(LARGEST + 1))
            name, year = taken.held.contents.municipality, taken.held.contents.year
            if not taken.held.is_trusted:
                flash(_("The file of %(name)s is in, and waits for its key to be confirmed.", name=name))
            elif taken.is_newer:
                flash(
                    _("The newer file of %(name)s for %(year)s has taken the older one’s place.", name=name, year=year)
                )
            else:
                flash(_("The file of %(name)s for %(year)s is in.", name=name, year=year))
            return redirect(url_for("regional.files"), 303)
    return _files(form)


@bp.post("/senders/<uuid:sender_id>/confirmed")
@allow(Role.COORDINATOR)
def confirm(sender_id: uuid.UUID) -> ResponseReturnValue:
    """The figures of a key have been compared by telephone."""
    sender = taking_in.confirm(current_actor(), sender_id)
    flash(_("The key of %(name)s is confirmed. Its files are shown.", name=sender.municipality))
    return redirect(url_for("regional.files"), 303)


@bp.post("/files/<uuid:file_id>/removed")
@allow(Role.COORDINATOR)
def remove(file_id: uuid.UUID) -> ResponseReturnValue:
    """Take a file away."""
    taking_in.remove(current_actor(), file_id)
    flash(_("The file is taken away."))
    return redirect(url_for("regional.files"), 303)


@bp.get("/<int:year>/numbers.csv")
@allow(Role.COORDINATOR)
def numbers(year: int) -> ResponseReturnValue:
    """Everything that the files of a year say, as a list."""
    return hand_out(listing.write(_compared(year)), _("Municipalities side by side"), year, kind=CSV, ending="csv")


@bp.get("/<int:year>/seminar")
@allow(Role.COORDINATOR)
def seminar(year: int) -> ResponseReturnValue:
    """An exchange seminar on paper: times, what each brings, and what to talk about."""
    compared = _compared(year)
    return render_template(
        "regional/seminar.html",
        compared=compared,
        points=pages.plan(compared, begins=BEGINS),
        brought=comparing.brought,
    )


def _compared(year: int) -> Comparison:
    compared = pages.open_page(current_actor(), year=year).compared
    if compared is None:
        raise NotFound
    return compared


def _files(form: FileForm) -> ResponseReturnValue:
    shown = pages.open_page(current_actor(), year=None)
    return render_template("regional/files.html", shown=shown, form=form), form.status
