"""The page where the facilitator decides which open answers of the surveys stand in the report."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.report import open_answers
from seminar.report.forms import OpenAnswerForm
from seminar.report.naming import question_name
from seminar.themes import codebook
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _

bp = Blueprint("open_answers", __name__)
ANSWERS = "/cycles/<uuid:cycle_id>/report/open-answers"


@bp.route(ANSWERS, methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Every open answer: use it with these words, leave it out, or decide anew."""
    actor, form = current_actor(), OpenAnswerForm()
    if form.validate_on_submit():
        with form.catching():
            source, go = form.source.data, form.go.data
            if go == "undo":
                open_answers.undecide(actor, cycle_id, source=source)
            else:
                text = open_answers.require_words(form.text.data) if go == "use" else ""
                open_answers.decide(actor, cycle_id, source=source, text=text)
                flash(_("The answer stands in the report.") if text else _("The answer is left out."))
            return redirect(url_for("open_answers.index", cycle_id=cycle_id), 303)
    answers = open_answers.open_page(actor, cycle_id)
    sources = [one.answer.source for one in answers.waiting]
    if form.errors and form.source.data in sources:  # the way from the list of errors to its field
        form.text.id = f"text-{sources.index(form.source.data) + 1}"
    return render_template(
        "report/open_answers.html",
        cycle=codebook.get_cycle(actor, cycle_id),
        answers=answers,
        question_name=question_name,
        form=form,
    ), form.status
