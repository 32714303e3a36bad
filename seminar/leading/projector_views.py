"""The projector: a window of the facilitator's that always follows, for a wall that is read from ten metres."""

import uuid
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.changes.following import get_followed
from seminar.changes.reading import find_position
from seminar.coding import stripes
from seminar.leading import wall
from seminar.leading.views import tell
from seminar.leading.wall import Wall
from seminar.texts.signatures import signature
from seminar.themes.naming import area_names
from toolkit.access import Role, allow, current_actor

bp = Blueprint("projector", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar/projector")


@bp.get("")
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The page for the wall."""
    actor = current_actor()
    cycle = get_followed(actor, cycle_id)
    after = find_position(cycle.id)
    shown = wall.look(actor, cycle_id, seen="")
    address = url_for(".now", cycle_id=cycle_id, seen=wall.proof(actor, shown))
    return render_template("projector/index.html", after=after or 0, now=address, **_facts(cycle, shown))


@bp.get("/now")
@allow(Role.FACILITATOR)
def now(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What stands on the wall now."""
    actor = current_actor()
    cycle = get_followed(actor, cycle_id)
    shown = wall.look(actor, cycle_id, seen=request.args.get("seen", ""))
    return render_template("projector/now.html", **_facts(cycle, shown))


def _facts(cycle: object, shown: Wall) -> dict[str, Any]:
    return {
        "cycle": cycle,
        "wall": shown,
        "shared": tell(shown.view) if shown.view else None,
        "lanes": stripes.lanes(shown.page) if shown.page else {},
        "on_line": stripes.on_line,
        "signature": signature,
        "areas": area_names(),
    }
