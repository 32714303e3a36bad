"""«My interview»: the worker's one page, and the pages that it leads to before and after the talk."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock, content, page_numbers, paging
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import assignments
from toolkit.interviews import guide_choice, interviewing, invitations, planning
from toolkit.interviews.forms import BookingForm, GuideChoiceForm, ReflectionForm
from toolkit.language import gettext as _
from toolkit.participation import chronicle, consent, contacts
from toolkit.web import wants_json

bp = Blueprint("interviews", __name__)


bp.add_app_template_global(interviewing.is_left_out, "left_out")  # every page of an interview may say it


@bp.get("/my-interview")
@allow(Role.SOCIAL_WORKER)
def mine() -> ResponseReturnValue:
    """Every interview that is not finished, the nearest deadline first; while there is one, its own page."""
    own = interviewing.list_own(current_actor())
    invited = invitations.list_waiting(current_actor())
    if not (own.going or own.finished or own.left_out):
        return render_template("interviews/none.html", invited=invited)
    if len(own.going) == 1:
        return _page(own.going[0])
    finished = paging.cut(own.finished, number=page_numbers.asked())
    return render_template("interviews/mine.html", own=own, finished=finished, invited=invited)


@bp.get("/interviews/<uuid:assignment_id>")
@allow(Role.SOCIAL_WORKER)
def show(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """One interview: its steps, with what to do now written out."""
    actor = current_actor()
    return _page(interviewing.look(actor, assignments.get_own(actor, assignment_id)))


def _page(chosen: interviewing.Interview) -> ResponseReturnValue:
    return render_template(
        "interviews/show.html",
        assignment=chosen.assignment,
        deadline=chosen.deadline,
        booking=planning.find_booking(chosen.assignment),
        steps=chosen.steps,
        phases={phase.key: phase for phase in chosen.assignment.cycle.phases},
        others=interviewing.list_others(current_actor(), chosen.assignment),
        guide=guide_choice.in_use(chosen.assignment, content=content.current()).asked,
        has_details=contacts.has_details(chosen.assignment),
        invited=invitations.list_waiting(current_actor()),
        now=clock.now(),
        today=clock.today(),
    )


@bp.route("/interviews/<uuid:assignment_id>/guide", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def guide(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The guide of the interview, and the way to say that it has been read."""
    actor = current_actor()
    assignment = assignments.get_own(actor, assignment_id)
    if request.method == "POST":
        planning.prepare(actor, assignment)
        return redirect(url_for("interviews.show", assignment_id=assignment_id), 303)
    return _guide_page(assignment_id, GuideChoiceForm(formdata=None))


@bp.post("/interviews/<uuid:assignment_id>/guide/choice")
@allow(Role.SOCIAL_WORKER)
def choose_guide(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Another guide, or other variants, than the age and the booking tell."""
    actor, form = current_actor(), GuideChoiceForm()
    assignment = assignments.get_own(actor, assignment_id)
    form.offer()
    if form.validate_on_submit():
        with form.catching():
            guide_choice.choose(actor, assignment, **form.values())
            flash(_("The guide has changed."))
            return redirect(url_for("interviews.guide", assignment_id=assignment_id), 303)
    return _guide_page(assignment_id, form)


def _guide_page(assignment_id: uuid.UUID, form: GuideChoiceForm) -> ResponseReturnValue:
    actor, words = current_actor(), content.current()
    assignment = assignments.get_own(actor, assignment_id)
    used = guide_choice.in_use(assignment, content=words)
    choice = guide_choice.open_choice(actor, assignment)
    if not form.is_submitted():
        form.show(used, choice)
    elif choice is not None:
        form.accept_newer(choice, variants=choice.variants)
    return render_template(
        "interviews/guide.html",
        assignment=assignment,
        used=used,
        guide=used.asked,
        words=words,
        names=[words.variant(variant).name for variant in used.variants],
        when={one.id.value: one.when for one in words.interviewing.variants},
        form=form,
        is_prepared=planning.find_preparation(assignment) is not None,
    ), form.status


@bp.route("/interviews/<uuid:assignment_id>/booking", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def booking(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Time and place, when everybody who must has said yes."""
    actor, form = current_actor(), BookingForm()
    assignment = assignments.get_own(actor, assignment_id)
    form.offer()
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            del values["day"], values["at"]
            planning.book(actor, assignment, starts_at=form.starts_at(), **values)
            flash(_("The time is booked."))
            return redirect(url_for("interviews.show", assignment_id=assignment_id), 303)
    elif not form.is_submitted():
        form.show(planning.find_booking(assignment))
    booked = planning.find_booking(assignment)
    if booked is not None:
        form.accept_newer(booked, **form.moment_of(booked))
    advice = {place.code: place.advice for place in content.current().places}
    return render_template(
        "interviews/booking.html", form=form, assignment=assignment, advice=advice,
        standing=consent.standing(assignment), name_of=chronicle.name_of,
    ), form.status  # fmt: skip


@bp.route("/interviews/<uuid:assignment_id>/reflection", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def reflection(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The own reflection, that nobody else reads."""
    actor = current_actor()
    assignment = assignments.get_own(actor, assignment_id)
    form = ReflectionForm(obj=planning.open_reflection(actor, assignment))
    if form.validate_on_submit():
        if wants_json():  # it saves itself while it is written; a refusal is told as JSON
            kept = planning.reflect(actor, assignment, **form.values(), done=False)
            return {"version": kept.version}
        with form.catching():
            planning.reflect(actor, assignment, **form.values(), nothing_to_add="nothing" in request.form)
            flash(_("Your reflection is saved. Only you see it.") if form.text.data else _("Thank you. It is noted."))
            return redirect(url_for("interviews.show", assignment_id=assignment_id), 303)
    elif form.is_submitted() and wants_json():
        return {"error": form.all_errors()[0][1]}, form.status
    form.accept_newer(planning.find_reflection(assignment))
    step = content.current().step("reflect")
    return render_template("interviews/reflection.html", form=form, assignment=assignment, step=step), form.status
