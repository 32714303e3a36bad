"""Items for management and the board: a list, one to write, a page to print."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.meetings import keeping
from seminar.meetings.forms import MeetingItemForm
from seminar.meetings.naming import FORUM_NAMES
from toolkit import clock
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.forms import HouseForm, options
from toolkit.language import gettext as _

bp = Blueprint("meetings", __name__, url_prefix="/meeting-items")


@bp.context_processor
def words() -> dict[str, object]:
    """The names that every page here says."""
    return {"forum_names": FORUM_NAMES, "today": clock.today()}


@bp.get("")
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def index() -> ResponseReturnValue:
    """What has been and will be taken up, and what came of it."""
    return render_template("meetings/index.html", items=keeping.list_items(current_actor()))


@bp.get("/print")
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def print_all() -> ResponseReturnValue:
    """The same on paper."""
    return render_template("meetings/print.html", items=keeping.list_items(current_actor()))


@bp.route("/new", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.FACILITATOR)
def new() -> ResponseReturnValue:
    """Put something on the agenda."""
    actor, form = current_actor(), MeetingItemForm()
    _offer(actor, form, None)
    if form.validate_on_submit():
        with form.catching():
            keeping.write(actor, None, **form.values())
            flash(_("It stands on the list."))
            return redirect(url_for("meetings.index"), 303)
    return render_template("meetings/item.html", form=form, item=None), form.status


@bp.route("/<uuid:item_id>", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.FACILITATOR)
def item(item_id: uuid.UUID) -> ResponseReturnValue:
    """Change it, or write what came of it."""
    actor = current_actor()
    row = keeping.get_item(actor, item_id)
    chosen = [action.id for action in row.actions]
    form = MeetingItemForm(obj=row, actions=chosen)
    if not form.is_submitted():
        form.actions.data = chosen
    _offer(actor, form, row)
    if form.validate_on_submit():
        with form.catching():
            keeping.write(actor, item_id, **form.values())
            flash(_("Saved."))
            return redirect(url_for("meetings.index"), 303)
    form.accept_newer(row, actions=chosen)
    return render_template("meetings/item.html", form=form, item=row), form.status


@bp.post("/<uuid:item_id>/remove")
@allow(Role.UNIT_LEADER, Role.FACILITATOR)
def remove(item_id: uuid.UUID) -> ResponseReturnValue:
    """Take it off the list."""
    actor, form = current_actor(), HouseForm()
    if form.validate_on_submit():
        with form.catching():
            keeping.remove(actor, item_id)
            flash(_("It is off the list."))
            return redirect(url_for("meetings.index"), 303)
    page = render_template("meetings/index.html", items=keeping.list_items(actor), form=form)
    return page, form.status


def _offer(actor: Actor, form: MeetingItemForm, row: Any) -> None:
    cycles = [(cycle.id, _("The report of %(name)s", name=cycle.name)) for cycle in keeping.list_cycles(actor)]
    form.cycle_id.choices = options([("", _("Not about a report")), *cycles])
    form.actions.choices = options((action.id, action.what) for action in keeping.list_choices(actor, row))
