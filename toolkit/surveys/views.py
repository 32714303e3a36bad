"""The worker's side: offer the child the survey, answer the own one; and the results for the seminar."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from interview_guides.surveys import FieldKind
from toolkit import content, qr_codes
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import assignments, planning
from toolkit.hosts import absolute
from toolkit.language import gettext as _
from toolkit.people import locking
from toolkit.surveys import answering, child_views, interviewer, offering
from toolkit.surveys import results as counted
from toolkit.surveys.forms import HandOverForm, interviewer_form
from toolkit.versions import Seen

bp = Blueprint("surveys", __name__)
INTERVIEW = "/interviews/<uuid:assignment_id>"


@bp.get(f"{INTERVIEW}/child-survey")
@allow(Role.SOCIAL_WORKER)
def child(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """How to offer the child the survey."""
    return _child_page(assignment_id, HandOverForm(formdata=None))


@bp.post(f"{INTERVIEW}/child-survey/here")
@allow(Role.SOCIAL_WORKER)
def here(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The child answers in this browser, which is locked behind a PIN meanwhile. Nobody sees the code."""
    actor, form = current_actor(), HandOverForm()
    if form.validate_on_submit():
        with form.catching():
            locking.check_pin(form.pin.data)
            visit = answering.begin(offering.digest(offering.offer(actor, assignment_id)))
            came_from = url_for(".child", assignment_id=assignment_id)
            return child_views.hand_over(visit, pin=form.pin.data, came_from=came_from)
    return _child_page(assignment_id, form)


def _child_page(assignment_id: uuid.UUID, form: HandOverForm) -> ResponseReturnValue:
    assignment = assignments.get_own(current_actor(), assignment_id)
    offers = offering.list_offers(assignment)
    return render_template("surveys/child.html", assignment=assignment, offers=offers, form=form), form.status


@bp.post(f"{INTERVIEW}/child-survey/code")
@allow(Role.SOCIAL_WORKER)
def code(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """A code and its QR, shown once, to hold up."""
    actor = current_actor()
    fresh = offering.offer(actor, assignment_id)
    # The code stands in the fragment: a browser never sends that to a server, so no log can keep it.
    address = absolute(url_for("child_survey.enter")) + "#" + fresh
    return render_template(
        "surveys/code.html",
        assignment=assignments.get_own(actor, assignment_id),
        code=fresh,
        # Our own drawing of our own address, so it is markup.
        qr=Markup(qr_codes.draw(address, css_class="qr")),  # noqa: S704
    )


@bp.post(f"{INTERVIEW}/child-survey/paper")
@allow(Role.SOCIAL_WORKER)
def paper(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The survey on paper, with a code with which its answers can be typed in later."""
    actor = current_actor()
    fresh = offering.offer(actor, assignment_id, on_paper=True)
    return render_template(
        "surveys/paper.html",
        assignment=assignments.get_own(actor, assignment_id),
        code=fresh,
        survey=content.current().child_survey,
        scale=offering.get_scale(actor, assignment_id),
    )


@bp.route(f"{INTERVIEW}/own-survey", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def own(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The interviewer's survey."""
    actor = current_actor()
    answers, version = interviewer.get_answers(actor, assignment_id)
    fields = interviewer.fields_for(actor, assignment_id)
    form = interviewer_form(fields, answers, version=version)
    if form.validate_on_submit():
        with form.catching():
            sent = form.values()
            nothing = "nothing" in request.form
            interviewer.save(actor, assignment_id, version=sent.pop("version"), answers=sent, nothing_to_add=nothing)
            flash(_("Thank you. Your answers are saved."))
            return redirect(url_for("surveys.own", assignment_id=assignment_id), 303)
    form.accept_newer(Seen(version), **{name: value for name, value in answers.items() if name in form})
    scales = {question.id: question for question, _options in fields if question.kind is FieldKind.SCALE}
    survey = content.current().interviewer_survey
    assignment = assignments.get_own(actor, assignment_id)
    return render_template(
        "surveys/interviewer.html",
        assignment=assignment,
        form=form,
        scales=scales,
        survey=survey,
        known=interviewer.known_for(actor, assignment_id),
    ), form.status


@bp.get("/cycles/<uuid:cycle_id>/survey-answers")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def results(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What the children and the interviewers answered, counted."""
    actor = current_actor()
    found = counted.results(actor, cycle_id=cycle_id)
    return render_template("surveys/results.html", cycle=planning.get_cycle(actor, cycle_id), results=found)
