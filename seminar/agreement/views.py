"""The page that shows where those who read an interview by themselves marked the same lines. For whoever leads."""

import uuid

from babel.numbers import format_decimal
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from seminar.agreement import comparing
from seminar.seminars import planning
from toolkit.access import Role, allow, current_actor
from toolkit.errors import NotFound
from toolkit.language import get_locale

bp = Blueprint("agreement", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminars")


@bp.get("/<uuid:seminar_id>/agreement")
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """One interview that several have read, the first unless the address says another."""
    actor = current_actor()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    comparable = comparing.list_comparable(actor, cycle_id, seminar_id)
    asked = request.args.get("interview", "")
    chosen = next((one for one in comparable if str(one.id) == asked), None if asked else next(iter(comparable), None))
    if asked and chosen is None:
        raise NotFound
    comparison = chosen and comparing.compare(actor, cycle_id, seminar_id, assignment_id=chosen.id)
    return render_template(
        "agreement/index.html",
        cycle=seminar.cycle,
        seminar=seminar,
        comparable=comparable,
        comparison=comparison,
        decimal=lambda number: format_decimal(number, "0.00", locale=get_locale()),
    )
