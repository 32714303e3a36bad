"""The pages where the administrator takes in staff from a spreadsheet."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import language
from toolkit.access import Role, allow, current_actor
from toolkit.downloads import CSV, hand_out
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l
from toolkit.language import ngettext
from toolkit.large_body import large_body
from toolkit.people import directory, staff_intake, staff_list
from toolkit.people.forms import ROLE_NAMES
from toolkit.sent_forms import once
from toolkit.spreadsheets.forms import SheetForm

bp = Blueprint("staff", __name__, url_prefix="/admin")

COLUMN_NAMES = {
    "name": _l("Name"),
    "username": _l("User name or e-mail"),
    "team": _l("Team"),
    "roles": _l("Roles"),
    "phone": _l("Telephone at work"),
    "languages": _l("Languages besides Swedish"),
    "capacity": _l("Children to meet in a year"),
    "youngest": _l("Meets children from the age of"),
    "oldest": _l("Meets children up to the age of"),
}


@bp.route("/units/<uuid:unit_id>/staff", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@large_body
def send_list(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Look at a list of staff: what its columns hold, what is to correct, who is new. Then give them accounts."""
    actor, form, intake = current_actor(), SheetForm(), None
    unit = directory.get_unit(actor, unit_id)
    if form.validate_on_submit():
        with form.catching():
            form.receive(actor)
            intake = staff_intake.look(actor, unit_id, data=form.data_sent, answers=form.answers)
            if form.is_kept:
                kept, codes = staff_intake.keep(actor, unit_id, data=form.data_sent, answers=form.answers)
                once.answer_with(url_for("administration.index"))  # the codes are shown once
                if codes:
                    return render_template("administration/codes.html", codes=codes, changed=len(kept.changed))
                many = len(kept.changed)
                flash(ngettext("%(num)d person is changed.", "%(num)d people are changed.", many))
                return redirect(url_for("administration.index"), 303)
    refused = intake is not None and not intake.rows and not intake.unknown
    return render_template(
        "administration/staff.html", form=form, unit=unit, intake=intake, column_names=COLUMN_NAMES,
        role_names=ROLE_NAMES, teams={team.id: team.name for team in unit.teams},
    ), 422 if refused else form.status  # fmt: skip


@bp.get("/staff/template.csv")
@allow(Role.ADMINISTRATOR)
def template() -> ResponseReturnValue:
    """An empty list to fill in."""
    made = staff_list.template(language.chosen())
    return hand_out(made, _("List of staff"), kind=CSV, ending="csv")
