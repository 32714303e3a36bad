"""The pages of a seminar for whoever leads it: the day, its agenda, its groups, and who reads what."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.coding import pending
from seminar.seminars import agenda, groups, planning, proposing, readers, reversing
from seminar.seminars.forms import AgendaForm, DealForm, DrawForm, PlanForm, groups_form, read_kind, readers_form
from seminar.seminars.naming import KINDS, STATE_KINDS, STATE_NAMES, group_name, hour, kind_name, title_of
from seminar.texts.signatures import signature
from toolkit import clock, page_numbers
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import planning as cycle_planning
from toolkit.forms import options
from toolkit.language import gettext as _

bp = Blueprint("seminars", __name__)
ALL = "/cycles/<uuid:cycle_id>/seminars"
ONE = f"{ALL}/<uuid:seminar_id>"


@bp.context_processor
def words() -> dict[str, object]:
    """What seminars, groups and children are called, on every page here."""
    return {
        "signature": signature, "group_name": group_name, "kind_name": kind_name, "title_of": title_of,
        "state_names": STATE_NAMES, "state_kinds": STATE_KINDS, "hour": hour,
    }  # fmt: skip


@bp.get(ALL)
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The seminars of a cycle."""
    actor = current_actor()
    return render_template(
        "seminars/index.html",
        cycle=cycle_planning.get_led_cycle(actor, cycle_id),
        seminars=planning.list_seminars(actor, cycle_id),
        kinds=KINDS,
    )


@bp.route(f"{ALL}/new", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def new(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Plan a seminar; `?kind=unit` for the final one of the whole unit."""
    actor = current_actor()
    kind = read_kind(request.args.get("kind"))
    cycle, form = cycle_planning.get_led_cycle(actor, cycle_id), _offered(actor)
    if not form.is_submitted() and not cycle.is_open:
        return redirect(url_for(".index", cycle_id=cycle_id), 303)
    if not form.is_submitted():
        form.show(proposing.proposal(actor, cycle_id, kind=kind))
    if form.validate_on_submit():
        with form.catching():
            seminar = planning.create(actor, cycle_id, form.plan(kind))
            flash(_("The seminar is planned. Those who are invited see it when they sign in."))
            return _to(cycle_id, seminar.id)
    return render_template("seminars/new.html", cycle=cycle, form=form, kind=kind), form.status


@bp.get(ONE)
@allow(Role.FACILITATOR)
def show(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """The day, and how far the reading has come."""
    actor = current_actor()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    return render_template(
        "seminars/show.html",
        cycle=seminar.cycle,
        seminar=seminar,
        points=agenda.timed(planning.points_of(seminar), starts=seminar.starts, ends=seminar.ends),
        over=agenda.minutes_over(planning.points_of(seminar), starts=seminar.starts, ends=seminar.ends),
        present=groups.list_present(seminar),
        absent=groups.list_absent(seminar),
        reading=readers.look(seminar, page=page_numbers.asked()),
        onlookers=reversing.count_onlookers(seminar) if seminar.is_open else 0,
        waiting=sum(pending.count_waiting(actor, cycle_id).values()),
        today=clock.today(),
    )


@bp.route(f"{ONE}/plan", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def plan(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Change day, place and who comes."""
    actor = current_actor()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    form = _offered(actor, seminar_id)
    if seminar.is_over and not form.is_submitted():
        return _to(cycle_id, seminar_id)
    if not form.is_submitted():
        form.show(planning.plan_of(seminar), version=seminar.version)
    if form.validate_on_submit():
        with form.catching():
            planning.change(
                actor, cycle_id, seminar_id,
                plan=form.plan(seminar.kind), version=form.version.data or 0, is_sure=form.is_sure.data,
            )  # fmt: skip
            flash(_("The seminar is changed."))
            return _to(cycle_id, seminar.id)
    form.accept_newer(seminar, **form.values_of(planning.plan_of(seminar)))
    return render_template("seminars/plan.html", cycle=seminar.cycle, seminar=seminar, form=form), form.status


@bp.route(f"{ONE}/agenda", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def edit_agenda(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Change the agenda."""
    actor, form = current_actor(), AgendaForm()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    if seminar.is_over and not form.is_submitted():
        return _to(cycle_id, seminar_id)
    if not form.is_submitted():
        form.show(seminar)
    if form.validate_on_submit():
        with form.catching():
            planning.set_agenda(actor, cycle_id, seminar_id, points=form.written(), version=form.version.data or 0)
            flash(_("The agenda is changed."))
            return _to(cycle_id, seminar.id)
    form.accept_newer(seminar, points=AgendaForm.rows_of(seminar))
    return render_template("seminars/agenda.html", cycle=seminar.cycle, seminar=seminar, form=form), form.status


@bp.route(f"{ONE}/groups", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def edit_groups(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Name the groups, and move people among them."""
    actor = current_actor()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    form = groups_form(seminar)(version=seminar.version)
    if seminar.is_over and not form.is_submitted():
        return _to(cycle_id, seminar_id)
    if form.validate_on_submit():
        with form.catching():
            groups.change(
                actor, cycle_id, seminar_id,
                names=form.names(), members=form.members(), version=form.version.data or 0,
            )  # fmt: skip
            flash(_("The groups are changed."))
            return _to(cycle_id, seminar.id)
    form.show_newer(seminar)
    draw = DrawForm(formdata=None)
    return render_template(
        "seminars/groups.html", cycle=seminar.cycle, seminar=seminar, form=form, draw=draw
    ), form.status


@bp.post(f"{ONE}/groups/draw")
@allow(Role.FACILITATOR)
def draw_groups(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Draw the groups anew."""
    actor, draw = current_actor(), DrawForm()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    if draw.validate_on_submit():
        with draw.catching():
            groups.draw(actor, cycle_id, seminar_id, number=draw.number.data)
            flash(_("The groups are drawn."))
            return redirect(url_for(".edit_groups", cycle_id=cycle_id, seminar_id=seminar_id), 303)
    form = groups_form(seminar)(formdata=None, version=seminar.version)
    return render_template(
        "seminars/groups.html", cycle=seminar.cycle, seminar=seminar, form=form, draw=draw
    ), draw.status


@bp.route(f"{ONE}/readers", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def edit_readers(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Say by hand who reads what."""
    actor = current_actor()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    reading = readers.look(seminar, page=page_numbers.asked())
    form = readers_form(reading)(version=seminar.version)
    if seminar.is_over and not form.is_submitted():
        return _to(cycle_id, seminar_id)
    if form.validate_on_submit():
        with form.catching():
            among = set(form.shown.data or (one.id for one in reading.interviews))
            readers.choose(actor, cycle_id, seminar_id, pairs=form.pairs(), version=form.version.data or 0, among=among)
            flash(_("Who reads what is changed."))
            return _to(cycle_id, seminar.id)
    form.show_newer(reading)
    return render_template(
        "seminars/readers.html", cycle=seminar.cycle, seminar=seminar, form=form, reading=reading,
        deal=DealForm(formdata=None),
    ), form.status  # fmt: skip


@bp.post(f"{ONE}/readers/deal")
@allow(Role.FACILITATOR)
def deal_readers(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Deal the interviews."""
    actor, deal = current_actor(), DealForm()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    if deal.validate_on_submit():
        with deal.catching():
            readers.deal(actor, cycle_id, seminar_id, each=deal.each.data)
            flash(_("The interviews are dealt."))
            return redirect(url_for(".edit_readers", cycle_id=cycle_id, seminar_id=seminar_id), 303)
    reading = readers.look(seminar)
    form = readers_form(reading)(formdata=None, version=seminar.version)
    return render_template(
        "seminars/readers.html", cycle=seminar.cycle, seminar=seminar, form=form, reading=reading, deal=deal
    ), deal.status


@bp.post(f"{ONE}/open")
@allow(Role.FACILITATOR)
def open_seminar(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Begin, and share what was marked."""
    seminar = planning.open_seminar(current_actor(), cycle_id, seminar_id)
    flash(_("The seminar is open. Everybody who takes part sees what was marked."))
    return _to(cycle_id, seminar.id)


@bp.post(f"{ONE}/end")
@allow(Role.FACILITATOR)
def end(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """End it."""
    seminar = planning.end(current_actor(), cycle_id, seminar_id)
    flash(_("The seminar has ended. What was marked stays beside the texts."))
    return _to(cycle_id, seminar.id)


@bp.post(f"{ONE}/remove")
@allow(Role.FACILITATOR)
def remove(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Take away a seminar that has not begun."""
    planning.remove(current_actor(), cycle_id, seminar_id)
    flash(_("The seminar is taken away."))
    return redirect(url_for(".index", cycle_id=cycle_id), 303)


def _to(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("seminars.show", cycle_id=cycle_id, seminar_id=seminar_id), 303)


def _offered(actor: Actor, seminar_id: uuid.UUID | None = None) -> PlanForm:
    """The form with the unit's people to tick."""
    form = PlanForm()
    form.person_ids.choices = options(
        (person.id, f"{person.name}, {person.team.name}" if person.team else person.name)
        for person in planning.list_colleagues(actor, seminar_id)
    )
    return form
