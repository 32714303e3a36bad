"""The child's side of its own code, without an account: a code, its own quotes one at a time, and the unit's answer."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from seminar.own_pages import replying, reviewing, visits
from seminar.own_pages.forms import AnswerForm, WordsForm
from seminar.own_pages.visits import Opened
from toolkit import content
from toolkit.access import allow_anyone, find_actor
from toolkit.own_codes import opening
from toolkit.own_codes.forms import OwnCodeForm
from toolkit.people import devices, ended_visits, lock_marks
from toolkit.transactions import prepares

bp = Blueprint("own_code", __name__, url_prefix="/mine")
QUOTE = "/quotes/<int:number>"


@bp.route("", methods=["GET", "POST"])
@allow_anyone
@prepares
def enter() -> ResponseReturnValue:
    """Write the code; with a QR the browser writes it itself. Never where somebody at work is signed in."""
    if find_actor() is not None or lock_marks.is_marked():
        return render_template("own_pages/signed_in.html")
    ended = ended_visits.list_once(session)
    if request.method == "GET" and visits.find_assignment(session) is not None:
        return redirect(url_for(".show"), 303)
    ended_visits.forget(session)  # whoever comes to the door by themselves was at nothing
    form = OwnCodeForm()
    if form.validate_on_submit():
        with form.catching():
            visits.begin(session, opening.open_with(form.code.data or "", place=devices.source_of_request()))
            return redirect(url_for(".show"), 303)
    return render_template("own_pages/enter.html", form=form, ended=ended), form.status


@bp.get("/page")
@allow_anyone
def show() -> ResponseReturnValue:
    """What there is for this child now: a question that waits, thanks for the answers, or what the unit answers."""
    assignment = _find_assignment()
    if assignment is None:
        return redirect(url_for(".enter"), 303)
    reply, quotes = replying.find_reply(assignment.cycle), reviewing.list_to_answer(assignment)
    return render_template(
        "own_pages/show.html", words=_words(assignment), reply=reply, quotes=quotes,
        next_number=reviewing.next_number(assignment), is_reported=not assignment.cycle.is_open,
        has_report=replying.has_report(assignment.cycle),
    )  # fmt: skip


@bp.route(QUOTE, methods=["GET", "POST"])
@allow_anyone
def quote(number: int) -> ResponseReturnValue:
    """One of the child's own quotes. The answer holds at once, everywhere."""
    assignment = _find_assignment()
    if assignment is None or not reviewing.list_to_answer(assignment):
        return redirect(url_for(".show"), 303)
    form = AnswerForm()
    if form.validate_on_submit():
        with form.catching():
            said = reviewing.answer(assignment, form.passage.data or "", said=form.answer.data or "")
            if said == "not_quite":
                return redirect(url_for(".words", number=number), 303)
            return _onward(assignment)
    found = reviewing.get_quote(assignment, number)
    count = len(reviewing.list_to_answer(assignment))
    return render_template(
        "own_pages/quote.html", words=_words(assignment), one=found, form=form, number=number, count=count
    ), form.status


@bp.route(f"{QUOTE}/words", methods=["GET", "POST"])
@allow_anyone
def words(number: int) -> ResponseReturnValue:
    """How it should be, in a few words, if the child wants to say so."""
    assignment = _find_assignment()
    if assignment is None or not reviewing.list_to_answer(assignment):
        return redirect(url_for(".show"), 303)
    form = WordsForm()
    if form.validate_on_submit():
        with form.catching():
            written = form.words.data or ""
            reviewing.answer(assignment, form.passage.data or "", said="not_quite", words=written)
            return _onward(assignment)
    found = reviewing.get_quote(assignment, number)
    count = len(reviewing.list_to_answer(assignment))
    return render_template(
        "own_pages/words.html", words=_words(assignment), one=found, form=form, number=number, count=count
    ), form.status


@bp.post("/leave")
@allow_anyone
def leave() -> ResponseReturnValue:
    """The child is done: this browser opens nothing more, nor does its way back."""
    visits.end(session)
    answer = redirect(url_for(".enter"), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _onward(assignment: Opened) -> ResponseReturnValue:
    number = reviewing.next_number(assignment)
    return redirect(url_for(".show") if number is None else url_for(".quote", number=number), 303)


def _find_assignment() -> Opened | None:
    """The interview of the code that is open here; never beside somebody at work."""
    is_answering = request.method == "POST"
    return None if find_actor() is not None else visits.find_assignment(session, is_answering=is_answering)


def _words(assignment: Opened) -> object:
    return content.current().own_code_for(assignment.child.age)
