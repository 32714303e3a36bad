"""The pages of the draw: what it would give, drawing, choosing by hand, and drawing again. For the facilitator."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import page_numbers, paging
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import drawing, outlook, pairs, planning
from toolkit.cycles.draw_forms import ChoiceByCodeForm, ChoiceForm, DrawForm, EndingForm
from toolkit.cycles.forms import SEX_NAMES
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.language import ngettext

bp = Blueprint("draws", __name__, url_prefix="/cycles")


@bp.route("/<uuid:cycle_id>/draw", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def show(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What a draw would give, who meets whom; sent, it draws."""
    actor, form = current_actor(), DrawForm()
    if form.validate_on_submit():
        with form.catching():
            flash(_said_of(drawing.make(actor, cycle_id, spread=form.spread.data)))
            return redirect(url_for("draws.show", cycle_id=cycle_id), 303)
    cycle = planning.get_led_cycle(actor, cycle_id)
    return render_template(
        "cycles/draw.html",
        form=form,
        cycle=cycle,
        now=outlook.foresee(actor, cycle_id) if cycle.is_open else None,
        going=pairs.page_of_going(actor, cycle_id, page=page_numbers.asked()),
        draws=outlook.list_draws(actor, cycle_id),
        sex_names=SEX_NAMES,
    ), form.status


@bp.route("/<uuid:cycle_id>/draw/by-hand", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def choose(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Say by hand who meets whom, with a written reason."""
    actor = current_actor()
    cycle, form = planning.get_led_cycle(actor, cycle_id), _offered(actor, cycle_id)
    if form.validate_on_submit():
        with form.catching():
            drawing.choose(actor, cycle_id, **form.values())
            flash(_("The choice is saved, with your reason."))
            return redirect(url_for("draws.show", cycle_id=cycle_id), 303)
    return render_template("cycles/choose.html", form=form, cycle=cycle), form.status


@bp.route("/<uuid:cycle_id>/draw/<uuid:assignment_id>/exchange", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def exchange(cycle_id: uuid.UUID, assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Draw a new child for a worker, or none this year."""
    actor, form = current_actor(), EndingForm()
    assignment = drawing.get_assignment(actor, cycle_id, assignment_id)
    if form.validate_on_submit():
        with form.catching():
            flash(*_said_of_exchange(drawing.exchange(actor, assignment, ending=form.ending.data)))
            return redirect(url_for("draws.show", cycle_id=cycle_id), 303)
    return render_template(
        "cycles/exchange.html", form=form, cycle=assignment.cycle, assignment=assignment, sex_names=SEX_NAMES
    ), form.status


def _said_of(many: int) -> str:
    if not many:
        return _("Nobody was waiting for a child that fits, so nothing was drawn.")
    return ngettext("%(num)d child is drawn.", "%(num)d children are drawn.", many)


def _said_of_exchange(outcome: drawing.Replacement) -> tuple[str, str]:
    if outcome.assignment:
        return _("A new child is drawn for the worker."), "ok"
    if outcome.shortage:
        return _("There was no other child that fits. Below you see why, and what would help."), "warn"
    return _("The worker meets no child for now."), "ok"


def _offered(actor: Actor, cycle_id: uuid.UUID) -> ChoiceForm:
    waiting, free = outlook.list_waiting(actor, cycle_id), outlook.list_free(actor, cycle_id)
    is_long = len(free) > paging.SIZE
    form = ChoiceByCodeForm({child.id: child.code for child in free}) if is_long else ChoiceForm()
    form.interviewer_id.choices = options([("", _("Choose a worker")), *((each.id, each.name) for each in waiting)])
    form.is_possible = bool(waiting and free)
    if is_long:
        return form
    children = (
        (child.id, _("%(code)s, %(sex)s, %(age)s years", code=child.code, sex=SEX_NAMES[child.sex], age=child.age))
        for child in free
    )
    form.child_id.choices = options([("", _("Choose a child")), *children])
    return form
