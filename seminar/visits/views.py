"""Ask now: the questions on a telephone, one tap for an answer, and the same on paper."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.visits import counting
from seminar.visits.naming import NOTICED_NAMES
from toolkit.access import Role, allow, current_actor
from toolkit.forms import HouseForm
from toolkit.language import gettext as _

bp = Blueprint("visits", __name__, url_prefix="/ask-now")
THE_UNIT = (Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)


@bp.get("")
@allow(*THE_UNIT)
def index() -> ResponseReturnValue:
    """The questions, with a tap for each answer."""
    return _page(HouseForm())


@bp.get("/print")
@allow(*THE_UNIT)
def print_card() -> ResponseReturnValue:
    """The questions on a card to take along."""
    return render_template("visits/card.html", actions=counting.list_questions(current_actor()))


@bp.post("/<uuid:action_id>")
@allow(*THE_UNIT)
def count(action_id: uuid.UUID) -> ResponseReturnValue:
    """One child was asked."""
    form = HouseForm()
    if form.validate_on_submit():
        with form.catching():
            counting.count(current_actor(), action_id, said=request.form.get("noticed"))
            flash(_("Counted. Nothing says who asked, or which child."))
            return redirect(url_for("visits.index"), 303)
    return _page(form), form.status


def _page(form: HouseForm) -> str:
    questions = counting.list_questions(current_actor())
    return render_template("visits/index.html", form=form, actions=questions, noticed_names=NOTICED_NAMES)
