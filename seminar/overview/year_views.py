"""Over the years: a picture that a board understands, and the same as a table."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from seminar.overview import bars, years
from toolkit.access import Role, allow, current_actor

bp = Blueprint("years", __name__)


@bp.get("/years")
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def index() -> ResponseReturnValue:
    """What the years have come to. Nobody is ranked, and no team is named."""
    found = years.collect(current_actor())
    rows = [(year.cycle.name, (year.promised, year.done, year.verified)) for year in found.years]
    return render_template("years/index.html", found=found, bars=bars.draw(rows))
