"""The thread page of an action."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from seminar.actions import history
from seminar.actions.naming import KIND_NAMES, REPORT_NAMES, STATE_KINDS, STATE_NAMES
from seminar.board.share_wording import share_of_children
from seminar.meetings.naming import FORUM_NAMES
from seminar.overview import thread
from toolkit.access import Role, allow, current_actor
from toolkit.people import directory

bp = Blueprint("threads", __name__)


@bp.get("/actions/<uuid:action_id>/thread")
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def show(action_id: uuid.UUID) -> ResponseReturnValue:
    """From the quote to what children say now."""
    found = thread.follow(current_actor(), action_id)
    return render_template(
        "threads/show.html",
        thread=found,
        history=history.list_entries(found.action),
        share_of_children=share_of_children,
        people=directory.names(),
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
        report_names=STATE_NAMES | REPORT_NAMES,
        kind_names=KIND_NAMES,
        forum_names=FORUM_NAMES,
    )
