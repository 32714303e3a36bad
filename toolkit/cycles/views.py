"""The cycle's pages: the year at a glance, and its plan. The list of children and the draw have pages of their own."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock, content
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import advice, agenda, going_on, planning, progress, removing, wheel
from toolkit.cycles.forms import PlanForm, plan_form
from toolkit.cycles.naming import STATE_KINDS, STATE_NAMES
from toolkit.cycles.planning import Plan
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.numbers import read_number

bp = Blueprint("cycles", __name__, url_prefix="/cycles")


@bp.app_template_global("going_on")
def list_going_on() -> list[going_on.OpenSeminar]:
    """What the reader takes part in or leads right now, for the first page of any role."""
    return going_on.list_open(current_actor())


@bp.get("/")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def index() -> ResponseReturnValue:
    """The unit's cycles."""
    cycles = planning.list_cycles(current_actor())
    return render_template("cycles/index.html", cycles=cycles, state_names=STATE_NAMES, state_kinds=STATE_KINDS)


@bp.get("/running")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def running() -> ResponseReturnValue:
    """Where most days begin: the cycle that is running, or those that overlap side by side; else the list."""
    actor = current_actor()
    cycles = agenda.list_running(actor)
    if not cycles:
        return redirect(url_for("cycles.index"), 303)
    if len(cycles) == 1:
        return redirect(url_for("cycles.show", cycle_id=cycles[0].id), 303)
    names = {phase.id: phase.name for phase in content.current().year_wheel}
    glances = [
        {
            "cycle": cycle,
            "wheel": wheel.draw(list(names), planning.days_of(cycle), today=clock.today()),
            "overview": progress.overview(actor, cycle.id),
            "advice": advice.list_advice(actor, cycle),
        }
        for cycle in cycles
    ]
    return render_template("cycles/running.html", glances=glances, names=names)


@bp.get("/<uuid:cycle_id>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def show(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The year at a glance, in counts of children."""
    actor = current_actor()
    cycle = planning.get_cycle(actor, cycle_id)
    order = content.current().year_wheel
    return render_template(
        "cycles/show.html",
        cycle=cycle,
        wheel=wheel.draw([phase.id for phase in order], planning.days_of(cycle), today=clock.today()),
        names={phase.id: phase.name for phase in order},
        overview=progress.overview(actor, cycle_id),
        advice=advice.list_advice(actor, cycle),
        totals=progress.totals(actor, cycle),
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def new() -> ResponseReturnValue:
    """Plan a new cycle; `?year=` says when it begins."""
    actor = current_actor()
    years = planning.list_years(actor)
    year = request.args.get("year", type=read_number)
    year = year if year in years else planning.likely_year(actor)
    form = _offered(actor, planning.proposal(actor, year=year))
    if form.validate_on_submit():
        with form.catching():
            cycle = planning.create(actor, form.plan(year=year))
            flash(_("The cycle is planned. Next, add the children who may be drawn."))
            return redirect(url_for("cycles.show", cycle_id=cycle.id), 303)
    return render_template("cycles/new.html", form=form, year=year, years=years), form.status


@bp.route("/<uuid:cycle_id>/plan", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def plan(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Change a cycle's plan."""
    actor = current_actor()
    cycle = planning.get_led_cycle(actor, cycle_id)
    form = _offered(actor, planning.plan_of(cycle), version=cycle.version, cycle_id=cycle_id)
    if form.validate_on_submit():
        with form.catching():
            planning.change(actor, cycle_id, plan=form.plan(year=cycle.year), version=form.version.data or 0)
            flash(_("The plan is changed."))
            return redirect(url_for("cycles.show", cycle_id=cycle_id), 303)
    form.accept_newer(cycle, **form.values_of(planning.plan_of(cycle)))
    standing = removing.about_cycle(cycle)
    return render_template("cycles/plan.html", form=form, cycle=cycle, standing=standing), form.status


@bp.post("/<uuid:cycle_id>/remove")
@allow(Role.FACILITATOR)
def remove(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Take away a cycle that was a mistake."""
    removing.remove_cycle(current_actor(), cycle_id)
    flash(_("The cycle is taken away. The log says that it was here."))
    return redirect(url_for("cycles.index"), 303)


def _offered(actor: Actor, known: Plan, *, version: int = 0, cycle_id: uuid.UUID | None = None) -> PlanForm:
    """The form with the unit's teams and workers to tick, filled in with what is known."""
    form = plan_form(content.current().year_wheel)()
    form.teams.choices = options((team.id, team.name) for team in planning.list_teams(actor))
    workers = planning.list_workers(actor, planning.get_led_cycle(actor, cycle_id) if cycle_id else None)
    form.interviewers.choices = options(
        (person.id, f"{person.name}, {person.team.name}" if person.team else person.name) for person in workers
    )
    if not form.is_submitted():
        form.show(known, version=version)
    return form
