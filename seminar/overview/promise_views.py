"""Promises of three years: on one page, on a wall, and on one sheet of paper."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from seminar.actions.naming import STATE_KINDS, STATE_NAMES
from seminar.overview import promising
from toolkit import clock
from toolkit.access import Role, allow, current_actor

bp = Blueprint("promises", __name__, url_prefix="/promises")
THE_UNIT = (Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)


@bp.context_processor
def words() -> dict[str, object]:
    """The names that every page here says."""
    return {"state_names": STATE_NAMES, "state_kinds": STATE_KINDS, "today": clock.today()}


@bp.get("")
@allow(*THE_UNIT)
def index() -> ResponseReturnValue:
    """What was promised in three years, and what is still open of earlier ones."""
    return render_template("promises/index.html", years=promising.list_years(current_actor()))


@bp.get("/wall")
@allow(*THE_UNIT)
def wall() -> ResponseReturnValue:
    """For a screen in the corridor: what we promised, and how it goes. Nothing points at a child."""
    return render_template("promises/wall.html", promises=promising.list_shown(current_actor()))


@bp.get("/print")
@allow(*THE_UNIT)
def print_all() -> ResponseReturnValue:
    """The same on one sheet for the staff meeting."""
    return render_template("promises/print.html", years=promising.list_years(current_actor()))
