"""The child's side of its own code, without an account: a code, and what it opens now."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from seminar.own_pages import visits
from toolkit import content
from toolkit.access import allow_anyone, find_actor
from toolkit.own_codes import opening
from toolkit.own_codes.forms import OwnCodeForm
from toolkit.people import devices, lock_marks
from toolkit.transactions import prepares

bp = Blueprint("own_code", __name__, url_prefix="/mine")


@bp.route("", methods=["GET", "POST"])
@allow_anyone
@prepares
def enter() -> ResponseReturnValue:
    """Write the code; with a QR the browser writes it itself. Never where somebody at work is signed in."""
    if find_actor() is not None or lock_marks.is_marked():
        return render_template("own_pages/signed_in.html")
    if request.method == "GET" and visits.find_assignment(session) is not None:
        return redirect(url_for(".show"), 303)
    form = OwnCodeForm()
    if form.validate_on_submit():
        with form.catching():
            visits.begin(session, opening.open_with(form.code.data or "", place=devices.source_of_request()))
            return redirect(url_for(".show"), 303)
    return render_template("own_pages/enter.html", form=form), form.status


@bp.get("/page")
@allow_anyone
def show() -> ResponseReturnValue:
    """What there is for this child now."""
    assignment = visits.find_assignment(session)
    if assignment is None:
        return redirect(url_for(".enter"), 303)
    words = content.current().own_code_for(assignment.child.age)
    return render_template("own_pages/show.html", words=words)


@bp.post("/leave")
@allow_anyone
def leave() -> ResponseReturnValue:
    """The child is done: this browser opens nothing more, nor does its way back."""
    visits.end(session)
    answer = redirect(url_for(".enter"), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
