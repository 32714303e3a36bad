"""The unit leader's first page: what waits for a decision, and what is to be followed up, whatever year it is from."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from seminar.actions.naming import STATE_KINDS, STATE_NAMES
from seminar.board.share_wording import share_of_children
from seminar.overview import waiting
from toolkit import clock
from toolkit.access import Role, allow, current_actor

bp = Blueprint("overview", __name__, url_prefix="/waiting")


@bp.get("")
@allow(Role.UNIT_LEADER)
def index() -> ResponseReturnValue:
    """What waits, the nearest day first."""
    return render_template(
        "overview/waiting.html",
        waiting=waiting.collect(current_actor()),
        today=clock.today(),
        share_of_children=share_of_children,
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
    )
