"""What the unit promised the children, and what it does because of it: the unit reads it."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.actions import followup, listing
from seminar.actions.naming import CHECKPOINT_NAMES, KIND_NAMES, STATE_KINDS, STATE_NAMES
from seminar.texts.signatures import signature
from seminar.themes import codebook
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import agenda
from toolkit.cycles.due import Room
from toolkit.language import gettext as _

bp = Blueprint("actions", __name__)
ACTIONS = "/cycles/<uuid:cycle_id>/actions"


@bp.context_processor
def words() -> dict[str, object]:
    """The names that every page here says."""
    return {
        "state_names": STATE_NAMES,
        "state_kinds": STATE_KINDS,
        "kind_names": KIND_NAMES,
        "checkpoint_names": CHECKPOINT_NAMES,
        "signature": signature,
    }


@bp.get("/actions")
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def due() -> ResponseReturnValue:
    """The promises of the cycle where they are followed up now."""
    actor = current_actor()
    cycle_id = agenda.find_due(actor, Room.ACTIONS, waiting=listing.count_open(actor))
    if cycle_id is None:
        return render_template("actions/none.html")
    return redirect(url_for("actions.index", cycle_id=cycle_id), 303)


@bp.get(ACTIONS)
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What was promised, when it is looked at, and how it goes."""
    return _page("actions/index.html", cycle_id)


@bp.get(f"{ACTIONS}/staff-meeting")
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def staff_meeting(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The same on one page of paper, for the staff meeting."""
    return _page("actions/staff_meeting.html", cycle_id)


@bp.post(f"{ACTIONS}/closed")
@allow(Role.UNIT_LEADER, Role.FACILITATOR)
def close(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Say that nothing is left to follow up. From then on the cycle is for reading."""
    followup.close(current_actor(), cycle_id)
    flash(_("The cycle is closed. Everything in it can still be read."))
    return redirect(url_for("actions.index", cycle_id=cycle_id), 303)


def _page(template: str, cycle_id: uuid.UUID) -> str:
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    promises = followup.list_promises(actor, cycle_id)
    return render_template(
        template,
        cycle=cycle,
        promises=promises,
        checkpoints=followup.list_checkpoints(cycle),
        may_close=followup.may_close(actor, cycle),
    )
