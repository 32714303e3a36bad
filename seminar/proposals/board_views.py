"""The board for the wall: children's voices, social workers' voices, proposals, and who is responsible."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.board import hint_wording, hints
from seminar.changes import following
from seminar.changes.reading import find_position
from seminar.changes.shared_parts import SHARED
from seminar.proposals import columns, rights
from seminar.texts import looks
from seminar.texts.signatures import signature
from seminar.themes import codebook
from seminar.themes.naming import area_names
from toolkit import content
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import agenda
from toolkit.cycles.due import Room
from toolkit.errors import NotFound
from toolkit.language import get_locale

bp = Blueprint("board", __name__)
BOARD = "/cycles/<uuid:cycle_id>/board"


@bp.get("/board")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def due() -> ResponseReturnValue:
    """The board of the cycle where it is due; for whoever takes part in a seminar that goes on, its own."""
    actor = current_actor()
    followed = None if following.leads(actor) else following.find_followed(actor)
    cycle_id = followed or agenda.find_due(actor, Room.BOARD)
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
    cycle = codebook.get_cycle(actor, cycle_id)
    after = find_position(cycle.id)
    rows = columns.list_rows(actor, cycle_id, area=area)
    return render_template(
        "board/index.html",
        **_facts(actor, cycle, rows),
        rows=rows,
        area=area,
        areas=area_names(),
        after=after or 0,
        seen=looks.proof(actor, cycle_id),
    )


@bp.get(f"{BOARD}/<area>/now")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def now(cycle_id: uuid.UUID, area: str) -> ResponseReturnValue:
    """The rows of some themes as they are now, and the order of all of them."""
    actor = current_actor()
    cycle = following.get_followed(actor, cycle_id)
    if area not in codebook.AREAS:
        raise NotFound
    at = find_position(cycle.id)
    if not looks.holds(actor, cycle_id, proof=request.args.get("seen", "")):
        columns.record_look(actor, cycle_id)
    wanted = frozenset(request.args.getlist("theme")) if "theme" in request.args else None
    key = (cycle_id, area, at, cycle.is_open, wanted, str(get_locale()), _mine(actor, cycle))
    return SHARED.get().get(key, lambda: _render_now(actor, cycle, area, wanted))


def _render_now(actor: Actor, cycle: Any, area: str, wanted: frozenset[str] | None) -> str:
    """The same for everybody who writes on the board."""
    themes = columns.list_themes(actor, cycle.id, area=area)
    asked = [each for each in themes if wanted is None or str(each.id) in wanted]
    rows = columns.list_rows_under(actor, cycle.id, asked)
    by_theme = {row.theme_voices.theme.id: row for row in rows}
    return render_template("board/now.html", **_facts(actor, cycle, rows), themes=themes, rows=by_theme)


def _facts(actor: Actor, cycle: Any, rows: Sequence[columns.Row]) -> dict[str, Any]:
    """What the rows of the board need beside themselves."""
    writes = _writes(actor, cycle)
    return {
        "cycle": cycle,
        "headings": {column.id: column for column in content.current().report.columns},
        "writes": writes,
        "hints": hints.list_hints(actor, cycle, rows=[row.theme_voices for row in rows]) if writes else {},
        "unquoted": hints.count_unquoted(actor, cycle.id) if writes else 0,
        "wording": hint_wording,
        "may_change": lambda row: rights.may_change(actor, row),
        "signature": signature,
    }


def _writes(actor: Actor, cycle: Any) -> bool:
    """Whether the person writes on the board: the facilitator, and whoever takes part while a seminar is open."""
    try:
        return following.get_followed(actor, cycle.id) is not None
    except NotFound:
        return False


def _mine(actor: Actor, cycle: Any) -> frozenset[uuid.UUID] | None:
    """The rows that the person may change, where not all: the board looks the same for those who have the same."""
    return None if following.leads(actor) else columns.list_own(actor, cycle.id)
