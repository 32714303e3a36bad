"""What a year costs in hours, for those who lead and decide."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.help import hours

bp = Blueprint("year_hours", __name__)


@bp.get("/help/hours")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def due() -> ResponseReturnValue:
    """The hours of the cycle with the nearest day; before the first one, what a year usually costs."""
    cycle_id = hours.find_cycle(current_actor())
    if cycle_id is None:
        return _page(None)
    return redirect(url_for("year_hours.show", cycle_id=cycle_id), 303)


@bp.get("/cycles/<uuid:cycle_id>/hours")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def show(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The hours of a cycle."""
    return _page(cycle_id)


def _page(cycle_id: uuid.UUID | None) -> str:
    reckoned = hours.reckon(current_actor(), cycle_id)
    return render_template(
        "help/hours.html",
        hours=reckoned,
        page=content.current().year_hours,
        cycle=reckoned.cycle,
        hour=hours.HOUR,
        working_day=hours.WORKING_DAY,
    )
