"""The child's side, without an account: a code, one question at a time, and thanks."""

from datetime import datetime, timedelta

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from toolkit import clock, content
from toolkit.access import allow_anyone, find_actor
from toolkit.flash_messages import keeping as flash_messages
from toolkit.people import devices, ended_visits, lock_marks, locking, sessions
from toolkit.people.ended_visits import Ending
from toolkit.surveys import answering
from toolkit.surveys.answering import Visit
from toolkit.surveys.forms import AnswerForm, CodeForm, SignedInCodeForm
from toolkit.transactions import prepares

bp = Blueprint("child_survey", __name__, url_prefix="/s")

KEY = lock_marks.VISIT
QUIET = timedelta(minutes=20)  # after so long without a press, a borrowed tablet forgets who answered


@bp.app_context_processor
def handed_over() -> dict[str, bool]:
    """Whether a grown-up has handed this browser to a child, and waits to have it back."""
    return {"is_handed_over": lock_marks.is_marked()}


@bp.route("", methods=["GET", "POST"])
@allow_anyone
@prepares
def enter() -> ResponseReturnValue:
    """Write the code. With a QR the browser writes it itself. Whoever is signed in here locks before a child begins."""
    visit = _visit() if lock_marks.is_marked() and request.method == "GET" else None
    if visit is not None:
        return _to(answering.next_number(visit))  # the grown-up looked in, and the child goes on
    is_signed_in = find_actor() is not None
    form = SignedInCodeForm() if is_signed_in else CodeForm()
    if form.validate_on_submit():
        with form.catching():
            pin = form.pin.data if is_signed_in and not form.from_paper.data else None
            if pin is not None:
                locking.check_pin(pin)
            visit = answering.open_with(form.code.data, place=devices.source_of_request())
            return hand_over(visit, pin=pin) if pin is not None else begin(visit)
    survey = content.current().child_survey
    ended = ended_visits.list_once(session)
    return render_template("child_survey/enter.html", form=form, survey=survey, ended=ended), form.status


def hand_over(visit: Visit, *, pin: str, came_from: str = "/") -> ResponseReturnValue:
    """Lock the session of this browser, and begin the visit in it. Raises like `locking.lock`."""
    locking.lock(sessions.token_of_request(secure=sessions.is_secure()), pin=pin)
    session[lock_marks.CAME_FROM] = came_from
    flash_messages.forget()
    return lock_marks.put(begin(visit))


def begin(visit: Visit) -> Response:
    """Remember the visit in this browser and go to its first question. One to an own code is forgotten."""
    session.pop(lock_marks.OWN_VISIT, None)
    ended_visits.forget(session)
    session[KEY] = {"key": visit.key, "token": visit.token, "at": clock.now().isoformat()}
    return _to(answering.next_number(visit))


@bp.route("/<int:number>", methods=["GET", "POST"])
@allow_anyone
def question(number: int) -> ResponseReturnValue:
    """One question. The buttons say what happens next: on, skip, back, stop."""
    visit = _visit(tells=True)
    if visit is None:
        return redirect(url_for("child_survey.enter"), 303)
    page = answering.get_page(visit, number=number)
    form = AnswerForm(data={"face": page.face, "words": page.words})
    form.offer(page.scale)
    if form.validate_on_submit():
        with form.catching():
            go = request.form.get("go", "next")
            face, words = (None, "") if go == "skip" else (form.face.data, form.words.data or "")
            if go in {"next", "skip"} or face or words or page.is_answered:
                answering.answer(visit, number=number, face=face, words=words)
            return _onward(visit, go, number)
    first = min(answering.list_open(visit))  # there is one: this page
    return render_template("child_survey/question.html", form=form, page=page, first=first), form.status


@bp.get("/thanks")
@allow_anyone
def thanks() -> ResponseReturnValue:
    """Thank you; what was written in this visit can still be changed."""
    visit = _visit()
    changeable = answering.list_open(visit) if visit else []
    return render_template("child_survey/thanks.html", survey=content.current().child_survey, changeable=changeable)


@bp.post("/leave")
@allow_anyone
def leave() -> ResponseReturnValue:
    """The child is done: nothing that was written is opened again, here or anywhere."""
    return _leave("child_survey.thanks" if lock_marks.is_marked() else "child_survey.enter", is_finished=True)


@bp.get("/stopped")
@allow_anyone
def stopped() -> ResponseReturnValue:
    """Stopping is fine, and one may come back to what is left."""
    return render_template("child_survey/stopped.html")


def _onward(visit: Visit, go: str, number: int) -> ResponseReturnValue:
    if go == "stop":
        return _leave("child_survey.stopped", is_finished=False)
    numbers = answering.list_open(visit)
    if go == "back":
        return _to(max((n for n in numbers if n < number), default=number))
    return _to(min((n for n in numbers if n > number), default=len(content.current().child_survey.questions) + 1))


def _leave(endpoint: str, *, is_finished: bool) -> ResponseReturnValue:
    visit = _visit()
    if visit is not None:
        answering.leave(visit, is_finished=is_finished)
    session.pop(KEY, None)
    response = redirect(url_for(endpoint), 303)
    response.headers["Clear-Site-Data"] = '"cache"'  # the way back in this browser shows nothing either
    return response


def _to(number: int) -> Response:
    if number > len(content.current().child_survey.questions):
        return redirect(url_for("child_survey.thanks"), 303)
    return redirect(url_for("child_survey.question", number=number), 303)


def _visit(*, tells: bool = False) -> Visit | None:
    """The visit that is open in this browser, if it was used lately. Using it keeps it open.

    `tells`: one that has ended by itself leaves word of why, for the page where the code is written.
    """
    held = session.get(KEY)
    if not isinstance(held, dict) or not {"key", "token", "at"} <= held.keys():
        session.pop(KEY, None)
        return None
    visit = Visit(str(held["key"]), str(held["token"]))
    is_quiet = datetime.fromisoformat(held["at"]) + QUIET < clock.now()
    if is_quiet or not answering.is_open(visit):
        session.pop(KEY, None)
        if tells and (is_quiet or answering.is_open_elsewhere(visit)):
            why = Ending.QUIET if is_quiet else Ending.ELSEWHERE
            ended_visits.note(session, why, is_answer_lost=request.method == "POST")
        return None
    session[KEY] = {**held, "at": clock.now().isoformat()}
    return visit
