"""Taking an interview back: one page, for the interviewer and for the facilitator."""

import uuid

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor, step_up
from toolkit.disposal import withdrawal
from toolkit.language import gettext as _

bp = Blueprint("disposal", __name__, url_prefix="/interviews/<uuid:assignment_id>")


@bp.get("/withdrawal")
@allow(Role.SOCIAL_WORKER, Role.FACILITATOR)
def withdraw(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """What is removed, what stays, and what a withdrawal does not reach."""
    assignment = withdrawal.get_withdrawable(current_actor(), assignment_id)
    return render_template(
        "disposal/withdrawal.html",
        assignment=assignment,
        editions=withdrawal.list_editions(assignment),
        after_release=_(withdrawal.AFTER_RELEASE),
    )


@bp.post("/withdrawal")
@allow(Role.SOCIAL_WORKER, Role.FACILITATOR)
@step_up
def do_withdraw(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Destroy the interview."""
    actor = current_actor()
    withdrawal.withdraw(actor, withdrawal.get_withdrawable(actor, assignment_id))
    flash(_("The interview has been taken back. The recording, the text and every quote are gone."))
    return redirect("/", 303)
