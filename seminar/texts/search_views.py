"""Search over the texts of a seminar. What is searched for comes in the body: it stands in no address and no log."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from seminar.changes.following import get_followed
from seminar.texts import searching
from seminar.texts.forms import SearchForm
from seminar.texts.signatures import signature
from toolkit.access import Role, allow, current_actor
from toolkit.transactions import prepares

bp = Blueprint("search", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar")


@bp.route("/search", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
@prepares
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Search, and every line in which the words are."""
    actor, form = current_actor(), SearchForm()
    found = None
    if form.validate_on_submit():
        with form.catching():
            found = searching.search(actor, cycle_id, typed=form.words.data)
    cycle = get_followed(actor, cycle_id)
    return render_template("search/index.html", cycle=cycle, form=form, found=found, signature=signature), form.status
