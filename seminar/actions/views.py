"""What the unit promised the children, and what it does because of it: the unit reads it."""

import uuid
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.actions import carrying_over, choosing, followup, listing, progressing
from seminar.actions.forms import ChoiceForm
from seminar.actions.naming import PAGE_NAMES
from seminar.themes import codebook
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _

bp = Blueprint("actions", __name__)
ACTIONS = "/cycles/<uuid:cycle_id>/actions"


@bp.context_processor
def words() -> dict[str, object]:
    """The names that every page here says."""
    return PAGE_NAMES


@bp.get("/actions")
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def due() -> ResponseReturnValue:
    """Every action of the unit, of all years: what is open, in the order in which it is looked at."""
    actor = current_actor()
    every = listing.list_actions(actor)
    form = ChoiceForm(request.args)
    form.offer(choosing.list_responsible(every))
    chosen = choosing.choose(every, form.choice)
    year = carrying_over.find_new_year(actor)
    return render_template(
        "actions/all.html", actions=chosen, form=form, is_any=bool(every), years=followup.list_years(every), year=year,
        asked=carrying_over.list_asked(every, year) if actor.is_any(Role.UNIT_LEADER) else [],
        may_verify=partial(progressing.may_verify, actor),
    )  # fmt: skip


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
