"""The board for the wall: children's voices, social workers' voices, proposals, and who is responsible."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from seminar.board.signatures import signature
from seminar.proposals import columns
from seminar.themes import codebook
from seminar.themes.naming import area_names
from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import planning
from toolkit.errors import NotFound

bp = Blueprint("board", __name__, url_prefix="/board")


@bp.get("/")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def latest() -> ResponseReturnValue:
    """The board of the newest cycle, opened at the first area."""
    cycle = planning.find_latest(current_actor())
    if cycle is None:
        return render_template("board/none.html")
    return index(cycle.id, codebook.AREAS[0])


@bp.get("/<uuid:cycle_id>/<area>")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def index(cycle_id: uuid.UUID, area: str) -> ResponseReturnValue:
    """One area of the board."""
    actor = current_actor()
    if area not in codebook.AREAS:
        raise NotFound
    return render_template(
        "board/index.html",
        cycle=codebook.get_cycle(actor, cycle_id),
        rows=columns.list_rows(actor, cycle_id, area=area),
        area=area,
        areas=area_names(),
        headings={column.id: column for column in content.current().report.columns},
        writes=actor.is_any(Role.FACILITATOR),
        signature=signature,
    )
