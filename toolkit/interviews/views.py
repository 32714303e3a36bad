"""«My interview»: the worker's one page, and the pages that it leads to before and after the talk."""

import uuid

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import content
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.interviews import planning, steps
from toolkit.interviews.forms import BookingForm, ReflectionForm
from toolkit.interviews.steps import Facts
from toolkit.language import gettext as _
from toolkit.participation import chronicle, consent, contacts

bp = Blueprint("interviews", __name__)


@bp.get("/my-interview")
@allow(Role.SOCIAL_WORKER)
def mine() -> ResponseReturnValue:
    """The list of steps, with what to do now written out."""
    actor = current_actor()
    own = assignments.list_own(actor)
    chosen = next((each for each in own if str(each.id) == request.args.get("interview")), own[0] if own else None)
    if chosen is None:
        return render_template("interviews/none.html")
    return render_template(
        "interviews/mine.html",
        assignment=chosen,
        others=[each for each in own if each is not chosen],
        steps=steps.list_shown(actor, chosen),
        phases={phase.key: phase for phase in chosen.cycle.phases},
        guide=content.current().guide_for(chosen.child.age),
        has_details=contacts.has_details(chosen),
    )


@bp.route("/interviews/<uuid:assignment_id>/guide", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def guide(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The guide for the child's age, and the way to say that it has been read."""
    actor = current_actor()
    assignment = assignments.get_own(actor, assignment_id)
    if request.method == "POST":
        planning.prepare(actor, assignment)
        return redirect(url_for("interviews.mine"), 303)
    words = content.current()
    return render_template(
        "interviews/guide.html",
        assignment=assignment,
        guide=words.guide_for(assignment.child.age),
        words=words,
        is_prepared=planning.find_preparation(assignment) is not None,
    )


@bp.route("/interviews/<uuid:assignment_id>/booking", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def booking(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Time and place."""
    actor, form = current_actor(), BookingForm()
    assignment = assignments.get_own(actor, assignment_id)
    form.offer()
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            del values["day"], values["at"]
            planning.book(actor, assignment, starts_at=form.starts_at(), **values)
            flash(_("The time is booked."))
            return redirect(url_for("interviews.mine"), 303)
    elif not form.is_submitted():
        form.show(planning.find_booking(assignment))
    advice = {place.code: place.advice for place in content.current().places}
    return render_template("interviews/booking.html", form=form, assignment=assignment, advice=advice), form.status


@bp.route("/interviews/<uuid:assignment_id>/reflection", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def reflection(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The own reflection, that nobody else reads."""
    actor = current_actor()
    assignment = assignments.get_own(actor, assignment_id)
    form = ReflectionForm(obj=planning.find_reflection(assignment))
    if form.validate_on_submit():
        with form.catching():
            planning.reflect(actor, assignment, **form.values())
            flash(_("Your reflection is saved. Only you see it."))
            return redirect(url_for("interviews.mine"), 303)
    step = content.current().step("reflect")
    return render_template("interviews/reflection.html", form=form, assignment=assignment, step=step), form.status


def install(app: Flask) -> None:
    """Let this room speak for its steps."""
    steps.register(app, "prepare", _tell_prepare)
    steps.register(app, "contact", _tell_contact)
    steps.register(app, "book", _tell_booking)
    steps.register(app, "reflect", _tell_reflection)


def _tell_prepare(_actor: Actor, assignment: Assignment) -> Facts:
    found = planning.find_preparation(assignment)
    url = url_for("interviews.guide", assignment_id=assignment.id)
    return Facts(template="interviews/step_prepare.html", done_at=found.prepared_at if found else None, url=url)


def _tell_contact(_actor: Actor, assignment: Assignment) -> Facts:
    standing = consent.standing(assignment)
    done_at = max(answer.given_at for answer in standing.answers) if standing.may_interview else None
    return Facts(
        template="interviews/step_contact.html",
        done_at=done_at,
        url=url_for("participation.contact", assignment_id=assignment.id),
        facts={
            "standing": standing,
            "lines": chronicle.list_lines(assignment),
        },
    )


def _tell_booking(_actor: Actor, assignment: Assignment) -> Facts:
    found = planning.find_booking(assignment)
    url = url_for("interviews.booking", assignment_id=assignment.id)
    return Facts(template="interviews/step_book.html", done_at=found.booked_at if found else None, url=url)


def _tell_reflection(_actor: Actor, assignment: Assignment) -> Facts:
    found = planning.find_reflection(assignment)
    url = url_for("interviews.reflection", assignment_id=assignment.id)
    return Facts(template="interviews/step_reflect.html", done_at=found.done_at if found else None, url=url)
