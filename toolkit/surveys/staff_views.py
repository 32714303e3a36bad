"""The staff's survey: everybody answers on their own; the facilitator opens, reminds, closes and writes notes."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from interview_guides.surveys import FieldKind, Occasion
from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import planning
from toolkit.errors import NotFound
from toolkit.language import gettext as _
from toolkit.surveys import counting, focus_notes, reminding, staff
from toolkit.surveys.forms import FocusNotesForm, staff_form

bp = Blueprint("staff_survey", __name__)
SURVEY = "/cycles/<uuid:cycle_id>/staff-survey"


@bp.get(SURVEY)
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Both occasions: how many of how many have answered, and what to do next. Never who."""
    actor = current_actor()
    cycle = planning.get_led_cycle(actor, cycle_id)
    return render_template(
        "staff_survey/index.html",
        cycle=cycle,
        standings=staff.list_standings(actor, cycle),
        seminar_to_come=staff.seminar_to_come(cycle),
        next_reminder=reminding.find_next,
        survey=content.current().staff_survey,
    )


@bp.post(f"{SURVEY}/<occasion>/open")
@allow(Role.FACILITATOR)
def open_survey(cycle_id: uuid.UUID, occasion: str) -> ResponseReturnValue:
    """Ask everybody."""
    is_new = staff.open_survey(current_actor(), cycle_id, occasion=_occasion(occasion))
    flash(
        _("The survey is open. Everybody finds it on their own page.")
        if is_new
        else _("The survey was open already. Everybody finds it on their own page.")
    )
    return _back(cycle_id)


@bp.post(f"{SURVEY}/<occasion>/remind")
@allow(Role.FACILITATOR)
def remind(cycle_id: uuid.UUID, occasion: str) -> ResponseReturnValue:
    """Remind those who have not answered, without knowing who they are."""
    is_new = reminding.remind(current_actor(), cycle_id, occasion=_occasion(occasion))
    flash(
        _("Whoever has not answered sees a reminder on their own page.")
        if is_new
        else _("The reminder is already on their own page, and stays there until they have answered.")
    )
    return _back(cycle_id)


@bp.post(f"{SURVEY}/<occasion>/close")
@allow(Role.FACILITATOR)
def close(cycle_id: uuid.UUID, occasion: str) -> ResponseReturnValue:
    """Take no more answers."""
    standing = staff.close(current_actor(), cycle_id, occasion=_occasion(occasion))
    flash(
        _("The survey is closed. You find the answers among the survey answers.")
        if standing.is_enough
        else _("The survey is closed. Too few people answered, so the answers have been destroyed, unread.")
    )
    return _back(cycle_id)


@bp.route(f"{SURVEY}/<occasion>/notes", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def notes(cycle_id: uuid.UUID, occasion: str) -> ResponseReturnValue:
    """Notes from a talk in the group."""
    actor, when = current_actor(), _occasion(occasion)
    row = focus_notes.open_form(actor, cycle_id, occasion=when)
    form = FocusNotesForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            focus_notes.save(actor, cycle_id, occasion=when, **form.values())
            flash(_("The notes are saved."))
            return _back(cycle_id)
    form.accept_newer(row)
    cycle, part = planning.get_led_cycle(actor, cycle_id), content.current().staff_survey.part(when)
    return render_template("staff_survey/notes.html", cycle=cycle, form=form, part=part), form.status


@bp.route(f"{SURVEY}/<occasion>", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def answer(cycle_id: uuid.UUID, occasion: str) -> ResponseReturnValue:
    """Answer, once. What cannot be taken any more is shown to whoever wrote it, to copy."""
    actor, when = current_actor(), _occasion(occasion)
    words = content.current().staff_survey
    fields = words.fields_on(when)
    form = staff_form([(field, counting.options_of(field)) for field in fields])
    if form.validate_on_submit():
        with form.catching():
            staff.answer(actor, cycle_id, occasion=when, answers=form.values())
            flash(words.thanks)
            return redirect(url_for("interviews.mine"), 303)
    own = staff.get_own(actor, cycle_id, occasion=when)
    if own.is_closed or own.is_answered:
        name = "closed" if own.is_closed else "answered"
        return render_template(f"staff_survey/{name}.html", words=words, part=words.part(when), form=form), form.status
    return render_template(
        "staff_survey/answer.html",
        cycle=own.survey.cycle,
        survey=own.survey,
        part=words.part(when),
        form=form,
        scales={field.id: field for field in fields if field.kind is FieldKind.SCALE},
    ), form.status


def _occasion(name: str) -> Occasion:
    """Raises `NotFound` for a word in the address that is none."""
    if name not in set(Occasion):
        raise NotFound
    return Occasion(name)


def _back(cycle_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("staff_survey.index", cycle_id=cycle_id), 303)
