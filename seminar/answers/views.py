"""Answers that can be counted: the interviews with what is left to go through, and one of them. For the facilitator."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.answers import answering, counting, own_questions
from seminar.answers.forms import answers_form
from seminar.answers.wording import answer_names
from seminar.texts.signatures import signature
from seminar.themes import codebook
from toolkit import content, page_numbers
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _

bp = Blueprint("answers", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar/answers")


@bp.get("")
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Which interviews have been gone through, and what the numbers say so far."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    return render_template(
        "answers/index.html",
        cycle=cycle,
        listed=answering.page_of_interviews(actor, cycle_id, page=page_numbers.asked()),
        counted=counting.count(actor, cycle),
        names=answer_names(),
        signature=signature,
    )


@bp.route("/<uuid:assignment_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def interview(cycle_id: uuid.UUID, assignment_id: uuid.UUID) -> ResponseReturnValue:
    """One interview beside its questions; saving leads to the next that is left."""
    actor, codebook = current_actor(), content.current().codebook
    one = answering.get_interview(actor, cycle_id, assignment_id)
    questions = [*codebook.countables, *own_questions.list_asked(actor, one.assignment.cycle)]
    form = answers_form(codebook.answers, questions, one)
    if form.validate_on_submit():
        with form.catching():
            answering.save(actor, cycle_id, assignment_id, answers=form.answers, version=form.version.data)
            return _onwards(cycle_id, answering.find_next(actor, cycle_id, after=one))
    form.accept_newer(one.row, **{name: answer.value for name, answer in one.answers.items()})
    page = render_template(
        "answers/interview.html",
        cycle=one.assignment.cycle,
        interview=one,
        pages=answering.open_texts(actor, one),
        questions=questions,
        names=answer_names(),
        form=form,
        signature=signature,
    )
    return page, form.status


def _onwards(cycle_id: uuid.UUID, left: answering.AnsweredInterview | None) -> ResponseReturnValue:
    if left is None:
        flash(_("The answers are saved. Every interview has been gone through."))
        return redirect(url_for("answers.index", cycle_id=cycle_id), 303)
    flash(_("The answers are saved. Here is the next interview."))
    return redirect(url_for("answers.interview", cycle_id=cycle_id, assignment_id=left.assignment.id), 303)
