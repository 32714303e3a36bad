"""The last step of a seminar taken back, for whoever leads it."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from seminar.seminars import reversing
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _

bp = Blueprint("seminar_steps", __name__)
ONE = "/cycles/<uuid:cycle_id>/seminars/<uuid:seminar_id>"


@bp.post(f"{ONE}/not-open")
@allow(Role.FACILITATOR)
def undo_opening(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """It had not opened after all."""
    seminar = reversing.undo_opening(current_actor(), cycle_id, seminar_id)
    flash(_("The seminar is planned again. Nobody sees what others mark until you open it."))
    return redirect(url_for("seminars.show", cycle_id=cycle_id, seminar_id=seminar.id), 303)


@bp.post(f"{ONE}/go-on")
@allow(Role.FACILITATOR)
def resume(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """It has not ended after all."""
    seminar = reversing.resume(current_actor(), cycle_id, seminar_id)
    flash(_("The seminar goes on. Those who take part open the texts again."))
    return redirect(url_for("seminars.show", cycle_id=cycle_id, seminar_id=seminar.id), 303)
