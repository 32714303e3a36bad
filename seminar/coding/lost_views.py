"""The list of what is no longer in a text: one is taken off it."""

import uuid

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from seminar.coding import lost
from toolkit.access import Role, allow, current_actor
from toolkit.web import redraws

bp = Blueprint("lost", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar/codings/<uuid:coding_id>")


@bp.post("/remove-lost")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def remove(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Take one off the list."""
    text = lost.remove(current_actor(), cycle_id, coding_id)
    if redraws():
        return "", 204
    return redirect(url_for("coding.transcript", cycle_id=cycle_id, transcript_id=text, _anchor="lost"), 303)
