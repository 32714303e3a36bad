"""Asking: the contact log, the answers, the contact details and the letters. Only for the interviewer."""

import uuid
from datetime import date, datetime, time

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import assignments
from toolkit.language import gettext as _
from toolkit.participation import asking, chronicle, consent, contacts
from toolkit.participation.forms import AnswerForm, ContactForm, DetailsForm

bp = Blueprint("participation", __name__, url_prefix="/interviews/<uuid:assignment_id>")


@bp.get("/contact")
@allow(Role.SOCIAL_WORKER)
def contact(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The log and the answers so far."""
    return _page(assignment_id)


@bp.post("/contact/entries")
@allow(Role.SOCIAL_WORKER)
def log(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Write one try in the log."""
    actor, form = current_actor(), ContactForm(prefix="try-")
    assignment = assignments.get_own(actor, assignment_id)
    form.offer()
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            contacts.log(actor, assignment, at=_moment(values.pop("contact_day")), **values)
            return redirect(url_for("participation.contact", assignment_id=assignment_id), 303)
    return _page(assignment_id, try_form=form)


@bp.post("/contact/entries/<uuid:entry_id>/remove")
@allow(Role.SOCIAL_WORKER)
def unlog(assignment_id: uuid.UUID, entry_id: uuid.UUID) -> ResponseReturnValue:
    """Take a mistaken try out of the log."""
    actor = current_actor()
    contacts.remove(actor, assignments.get_own(actor, assignment_id), entry_id=entry_id)
    flash(_("The contact has been removed from the log."))
    return redirect(url_for("participation.contact", assignment_id=assignment_id), 303)


@bp.post("/contact/answers")
@allow(Role.SOCIAL_WORKER)
def answer(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Write in an answer."""
    actor, form = current_actor(), AnswerForm(prefix="answer-")
    assignment = assignments.get_own(actor, assignment_id)
    form.offer(assignment)
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            outcome = asking.answer(actor, assignment, given_at=_moment(values.pop("given_on")), **values)
            return _go_on(assignment_id, outcome)
    return _page(assignment_id, answer_form=form)


@bp.post("/contact/unreachable")
@allow(Role.SOCIAL_WORKER)
def unreachable(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Give up reaching this family and get another child."""
    actor = current_actor()
    outcome = asking.give_up(actor, assignments.get_own(actor, assignment_id))
    return _go_on(assignment_id, outcome)


@bp.route("/contact/details", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def details(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Show and change how to reach the family. The look is on the trail."""
    actor = current_actor()
    assignment = assignments.get_own(actor, assignment_id)
    known = contacts.read_details(actor, assignment)
    form = DetailsForm(obj=known)
    if form.validate_on_submit():
        with form.catching():
            contacts.change_details(actor, assignment, **form.values())
            flash(_("The contact details are saved."))
            return redirect(url_for("participation.contact", assignment_id=assignment_id), 303)
    form.accept_newer(known)
    return render_template("participation/details.html", form=form, assignment=assignment), form.status


def _page(
    assignment_id: uuid.UUID, *, try_form: ContactForm | None = None, answer_form: AnswerForm | None = None
) -> ResponseReturnValue:
    assignment = assignments.get_own(current_actor(), assignment_id)
    fresh_try, fresh_answer = ContactForm(formdata=None, prefix="try-"), AnswerForm(formdata=None, prefix="answer-")
    fresh_try.offer()
    fresh_answer.offer(assignment)
    shown, standing = try_form or answer_form, consent.standing(assignment)
    page = render_template(
        "participation/contact.html",
        assignment=assignment,
        lines=chronicle.list_lines(assignment, standing.answers),
        entries=chronicle.list_entries(assignment) if assignment.cycle.is_open else [],
        standing=standing,
        try_form=try_form or fresh_try,
        answer_form=answer_form or fresh_answer,
        name_of=chronicle.name_of,
    )
    return page, shown.status if shown else 200


def _go_on(assignment_id: uuid.UUID, outcome: asking.Outcome) -> ResponseReturnValue:
    """Back to the same child; after a no to the child that was drawn instead, or to the list when there is none."""
    _tell(outcome)
    if outcome.ended and outcome.replacement is None:
        return redirect(url_for("interviews.mine"), 303)
    child = outcome.replacement.id if outcome.replacement else assignment_id
    return redirect(url_for("interviews.show", assignment_id=child), 303)


def _tell(outcome: asking.Outcome) -> None:
    if not outcome.ended:
        flash(_("The answer is written in."))
    elif outcome.replacement:
        flash(_("Thank you. A no is an answer too. You have been given another child."))
    else:
        flash(_("Thank you. There is no other child to draw right now. The facilitator sees that you need one."))


def _moment(day: date) -> datetime:
    """Noon of a past day; for today the time that it is, so that the log keeps its order."""
    if day == clock.today():
        return clock.now()
    return datetime.combine(day, time(12), tzinfo=clock.LOCAL_ZONE)
