"""The page of the unit's own Word template: which one is used, another in its place, and back to the house's."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.report import own_template
from seminar.report.forms import TemplateForm
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _
from toolkit.large_body import large_body

bp = Blueprint("report_template", __name__, url_prefix="/units/<uuid:unit_id>/report-template")


@bp.route("", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
@large_body
def index(unit_id: uuid.UUID) -> ResponseReturnValue:
    """See which template the reports are made in, and send another."""
    actor, form = current_actor(), TemplateForm()
    if form.validate_on_submit():
        with form.catching():
            own_template.keep(actor, unit_id, **form.read_file())
            flash(_("The template is kept. Reports are made in it from now on; released editions stay as they are."))
            return redirect(url_for(".index", unit_id=unit_id), 303)
    unit = own_template.get_unit(actor, unit_id)
    return render_template("report/template.html", form=form, unit=unit, template=own_template.find(unit)), form.status


@bp.post("/remove")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def remove(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Let reports look as the house's again."""
    own_template.remove(current_actor(), unit_id)
    flash(_("Reports are made as the program makes them by itself again."))
    return redirect(url_for(".index", unit_id=unit_id), 303)
