"""The first year's checklist: read by those who lead and administer, ticked by those who lead."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.help import first_year

bp = Blueprint("first_year", __name__)


@bp.get("/help/first-year")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.ADMINISTRATOR)
def show() -> ResponseReturnValue:
    """What has to be in place, what is done, and who does what."""
    actor, said = current_actor(), content.current()
    return render_template(
        "help/first_year.html",
        year=said.first_year,
        parts=first_year.show(actor),
        may_tick=actor.is_any(*first_year.TICKING),
        role_names={one.role: one.title for one in said.refreshers},
    )


@bp.post("/help/first-year/<step_name>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def tick(step_name: str) -> ResponseReturnValue:
    """Tick a step, or take the tick back."""
    change = first_year.untick if request.form.get("done") == "no" else first_year.tick
    change(current_actor(), step_name)
    return redirect(url_for("first_year.show", _anchor=f"step-{step_name}"), 303)
