"""The pages of the list of children: codes only, for the facilitator alone."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import language, page_numbers
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import assignments, child_list, children, csv_intake, planning, removing
from toolkit.cycles.children import Facts
from toolkit.cycles.forms import COLUMN_NAMES, INTERPRETER_NAMES, KIND_NAMES, SEX_NAMES, ChildForm
from toolkit.downloads import CSV, hand_out
from toolkit.find_forms import FindForm
from toolkit.language import gettext as _
from toolkit.language import ngettext
from toolkit.large_body import large_body
from toolkit.spreadsheets.forms import SheetForm
from toolkit.transactions import prepares

bp = Blueprint("children", __name__, url_prefix="/cycles")


@bp.route("/<uuid:cycle_id>/children", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
@prepares
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The children who may be drawn; sent, those whose code was looked for."""
    actor, form = current_actor(), FindForm(_("Find a child's code"))
    listed = children.list_children(actor, cycle_id, page=page_numbers.asked(), words=form.asked)
    return render_template(
        "cycles/children.html",
        cycle=planning.get_led_cycle(actor, cycle_id),
        form=form,
        listed=listed,
        drawn=children.list_drawn_ids(actor, cycle_id),
        sex_names=SEX_NAMES,
        kind_names=KIND_NAMES,
    ), form.status


@bp.route("/<uuid:cycle_id>/children/new", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def new(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Write in a child."""
    actor = current_actor()
    cycle, form = planning.get_led_cycle(actor, cycle_id), _offered(actor)
    if not form.wants_more() and form.validate_on_submit():
        with form.catching():
            children.add(actor, cycle_id, facts=form.facts())
            flash(_("The child is on the list. Write in the next one, or go back to the list."))
            return redirect(url_for("children.new", cycle_id=cycle_id), 303)
    return render_template("cycles/child.html", form=form, cycle=cycle, child=None), form.status


@bp.route("/<uuid:cycle_id>/children/<uuid:child_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def edit(cycle_id: uuid.UUID, child_id: uuid.UUID) -> ResponseReturnValue:
    """Change what is known about a child."""
    actor = current_actor()
    child = children.get_child(actor, cycle_id, child_id)
    form = _offered(actor, known=children.facts_of(child), version=child.version)
    if not form.wants_more() and form.validate_on_submit():
        with form.catching():
            children.change(actor, cycle_id, child_id, facts=form.facts(), version=form.version.data or 0)
            flash(_("What we know about the child is saved."))
            return redirect(url_for("children.index", cycle_id=cycle_id), 303)
    form.accept_newer(child, **form.values_of(children.facts_of(child)))
    standing = removing.about_child(child)
    return render_template(
        "cycles/child.html",
        form=form,
        cycle=child.cycle,
        child=child,
        standing=standing,
        going=assignments.find_going(actor, child_id),
    ), form.status


@bp.post("/<uuid:cycle_id>/children/<uuid:child_id>/remove")
@allow(Role.FACILITATOR)
def remove(cycle_id: uuid.UUID, child_id: uuid.UUID) -> ResponseReturnValue:
    """Take a child off the list."""
    removing.remove_child(current_actor(), cycle_id, child_id)
    flash(_("The child is no longer on the list."))
    return redirect(url_for("children.index", cycle_id=cycle_id), 303)


@bp.route("/<uuid:cycle_id>/children/list", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
@large_body
def send_list(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Look at a list from a spreadsheet: what its columns hold, what is to correct, who would be added; then keep."""
    actor, form, intake = current_actor(), SheetForm(), None
    cycle = planning.get_led_cycle(actor, cycle_id)
    if form.validate_on_submit():
        with form.catching():
            form.receive(actor)
            intake = child_list.look(actor, cycle_id, data=form.data_sent, answers=form.answers)
            if form.is_kept:
                added = len(child_list.keep(actor, cycle_id, data=form.data_sent, answers=form.answers).rows)
                flash(ngettext("%(num)d child is added.", "%(num)d children are added.", added))
                return redirect(url_for("children.index", cycle_id=cycle_id), 303)
    refused = intake is not None and not intake.rows and not intake.unknown
    return render_template(
        "cycles/list.html", form=form, cycle=cycle, intake=intake, column_names=COLUMN_NAMES, sex_names=SEX_NAMES,
        interpreter_names=INTERPRETER_NAMES,
    ), 422 if refused else form.status  # fmt: skip


@bp.get("/children/template.csv")
@allow(Role.FACILITATOR)
def template() -> ResponseReturnValue:
    """An empty list to fill in."""
    made = csv_intake.template(language.chosen())
    return hand_out(made, _("List of children"), kind=CSV, ending="csv")


def _offered(actor: Actor, *, known: Facts | None = None, version: int = 0) -> ChildForm:
    """The form with the unit's teams and people to choose from, filled in with what is known."""
    form = ChildForm()
    if known and not form.is_submitted():
        form.show(known, version=version)
    if form.wants_more():
        form.handlers.append_entry()
    form.offer(teams=planning.list_teams(actor), staff=children.list_staff(actor))
    return form
