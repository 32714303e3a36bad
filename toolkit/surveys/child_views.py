"""The child's side, without an account: a code, one question at a time, and thanks."""

from datetime import datetime, timedelta

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock, content
from toolkit.access import allow_anyone
from toolkit.people import devices
from toolkit.surveys import answering
from toolkit.surveys.forms import AnswerForm, CodeForm
from toolkit.transactions import prepares

bp = Blueprint("child_survey", __name__, url_prefix="/s")

KEY = "child_survey"
QUIET = timedelta(minutes=20)  # after so long without a press, a borrowed tablet forgets who answered


@bp.route("", methods=["GET", "POST"])
@allow_anyone
@prepares
def enter() -> ResponseReturnValue:
    """Write the code. With a QR the browser writes it itself."""
    form = CodeForm()
    if form.validate_on_submit():
        with form.catching():
            key = answering.open_with(form.code.data, place=devices.source_of_request())
            session[KEY] = {"key": key, "at": clock.now().isoformat()}
            return _to(answering.next_number(key))
    survey = content.current().child_survey
    return render_template("child_survey/enter.html", form=form, survey=survey), form.status


@bp.route("/<int:number>", methods=["GET", "POST"])
@allow_anyone
def question(number: int) -> ResponseReturnValue:
    """One question. The buttons say what happens next: on, skip, back, stop."""
    key = _key()
    if key is None:
        return redirect(url_for("child_survey.enter"), 303)
    page = answering.get_page(key, number=number)
    form = AnswerForm(data={"face": page.face, "words": page.words})
    form.offer(page.scale)
    if form.validate_on_submit():
        with form.catching():
            go = request.form.get("go", "next")
            face, words = (None, "") if go == "skip" else (form.face.data, form.words.data or "")
            if go in {"next", "skip"} or face or words or page.is_answered:
                answering.answer(key, number=number, face=face, words=words)
            return _onward(go, number)
    return render_template("child_survey/question.html", form=form, page=page), form.status


@bp.get("/thanks")
@allow_anyone
def thanks() -> ResponseReturnValue:
    """Thank you; the answers can still be changed."""
    return render_template(
        "child_survey/thanks.html", survey=content.current().child_survey, can_change=_key() is not None
    )


@bp.post("/leave")
@allow_anyone
def leave() -> ResponseReturnValue:
    """Forget on this device who answered."""
    session.pop(KEY, None)
    return redirect(url_for("child_survey.enter"), 303)


@bp.get("/stopped")
@allow_anyone
def stopped() -> ResponseReturnValue:
    """Stopping is fine, and one may come back."""
    return render_template("child_survey/stopped.html")


def _onward(go: str, number: int) -> ResponseReturnValue:
    if go == "stop":
        session.pop(KEY, None)
        return redirect(url_for("child_survey.stopped"), 303)
    return _to(max(1, number - 1) if go == "back" else number + 1)


def _to(number: int) -> ResponseReturnValue:
    if number > len(content.current().child_survey.questions):
        return redirect(url_for("child_survey.thanks"), 303)
    return redirect(url_for("child_survey.question", number=number), 303)


def _key() -> str | None:
    """The key to the survey that is open in this browser, if it was used lately. Using it keeps it open."""
    held = session.get(KEY)
    if not held or datetime.fromisoformat(held["at"]) + QUIET < clock.now() or not answering.is_open(held["key"]):
        session.pop(KEY, None)
        return None
    session[KEY] = {"key": held["key"], "at": clock.now().isoformat()}
    return str(held["key"])
