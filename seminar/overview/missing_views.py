"""Who is missing in a year, on one page."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from interview_guides.age_bands import AgeBand
from seminar.overview import missing
from seminar.report import facts
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _

bp = Blueprint("missing", __name__)


@bp.get("/cycles/<uuid:cycle_id>/who-is-missing")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """How far the children of each sex and age came, beside all whom the unit could have asked."""
    found = missing.collect(current_actor(), cycle_id)
    return render_template(
        "missing/index.html", cycle=found.cycle, found=found, sex_names=facts.sex_names(),
        band_names={band: _("%(band)s years", band=band) for band in AgeBand},
    )  # fmt: skip
