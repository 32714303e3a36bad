"""The page where a municipality's yearly file is made."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from seminar.yearly_files import making
from seminar.yearly_files.forms import YearForm
from toolkit.access import allow, current_actor, step_up
from toolkit.downloads import JSON, hand_out
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.transactions import prepares

bp = Blueprint("yearly_files", __name__)


@bp.route("/yearly-file", methods=["GET", "POST"])
@allow(*making.MAKERS)
@step_up
@prepares
def make() -> ResponseReturnValue:
    """What a file holds, by which figures others know that it is ours, and the file."""
    actor, form = current_actor(), YearForm()
    standing = making.open_page(actor)
    form.year.choices = options((str(year), str(year)) for year in standing.years)
    if form.validate_on_submit():
        with form.catching():
            made = making.make(actor, year=form.year.data)
            return hand_out(made.file, _("Yearly file"), made.municipality, made.year, kind=JSON, ending="json")
    return render_template("yearly_files/make.html", form=form, standing=standing), form.status
