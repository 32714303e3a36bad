"""The board for the wall: children's voices, social workers' voices, proposals, and who is responsible."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.board.signatures import signature
from seminar.proposals import columns
from seminar.themes import codebook
from seminar.themes.naming import area_names
from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import agenda
from toolkit.cycles.due import Room
from toolkit.errors import NotFound

bp = Blueprint("board", __name__)
BOARD = "/cycles/<uuid:cycle_id>/board"


@bp.get("/board")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def due() -> ResponseReturnValue:
    """The board of the cycle where it is due, opened at the first area."""
    actor = current_actor()
    cycle_id = agenda.find_due(actor, Room.BOARD)
    if cycle_id is None:
        return render_template("board/none.html")
    return redirect(url_for("board.index", cycle_id=cycle_id), 303)


@bp.get(BOARD, defaults={"area": codebook.AREAS[0]})
@bp.get(f"{BOARD}/<area>")
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
