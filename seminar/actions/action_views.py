"""One action: its history, how it goes, whether it is in use, and why it is given up, opened again or carried over."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from seminar.actions import carrying_over, deciding, followup, history, listing, plans, progressing
from seminar.actions.forms import CarryOverForm, PlanForm, ProgressForm, ReasonForm, VerificationForm
from seminar.actions.naming import PAGE_NAMES, REPORT_NAMES, STATE_NAMES
from seminar.board.share_wording import share_of_children
from seminar.proposals import proposing, responsibility
from toolkit import clock
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _
from toolkit.people import directory

bp = Blueprint("action", __name__)
ACTION = "/actions/<uuid:action_id>"


@bp.context_processor
def words() -> dict[str, object]:
    """The names that every page here says."""
    return {**PAGE_NAMES, "report_names": STATE_NAMES | REPORT_NAMES}


@bp.get(ACTION)
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def show(action_id: uuid.UUID) -> ResponseReturnValue:
    """Everything about one action, and what the person may do with it."""
    actor = current_actor()
    row = listing.get_action(actor, action_id)
    asked = carrying_over.find_new_year(actor)
    return render_template(
        "actions/action.html", action=row, people=directory.names(), history=history.list_entries(row),
        theme_voices=followup.read_voices(actor, row),
        share_of_children=share_of_children, may_report=progressing.may_report(actor, row),
        may_verify=progressing.may_verify(actor, row), checkpoints=followup.checkpoints_of(row),
        asked=asked if carrying_over.list_asked([row], asked) else None,
    )  # fmt: skip


@bp.route("/cycles/<uuid:cycle_id>/proposals/<uuid:proposal_id>/actions/new", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def new(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """One more action because of the same promise."""
    actor, form = current_actor(), PlanForm()
    proposal = proposing.get_proposal(actor, cycle_id, proposal_id)
    near = responsibility.list_near(actor, form.responsible.data or "")
    if form.validate_on_submit() and not form.is_uncertain(near):
        with form.catching():
            row = plans.add(actor, cycle_id, proposal_id, plan=form.plan)
            return _done(row, _("Saved."))
    names = responsibility.suggest(actor)
    facts = {"proposal": proposal, "cycle": proposal.theme.cycle, "names": names}
    return render_template("actions/plan.html", form=form, action=None, **facts), form.status


@bp.route(f"{ACTION}/change", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def change(action_id: uuid.UUID) -> ResponseReturnValue:
    """Change what is done, who is responsible or the day."""
    actor = current_actor()
    row = listing.get_action(actor, action_id)
    form = PlanForm(obj=row)
    near = responsibility.list_near(actor, form.responsible.data or "") if form.is_submitted() else []
    if form.validate_on_submit() and not form.is_uncertain(near):
        with form.catching():
            plans.change(actor, action_id, plan=form.plan, version=form.version.data)
            return _done(row, _("Saved."))
    form.accept_newer(row)
    names = responsibility.suggest(actor)
    return render_template("actions/plan.html", form=form, action=row, proposal=row.proposal, names=names), form.status


@bp.route(f"{ACTION}/report", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def report(action_id: uuid.UUID) -> ResponseReturnValue:
    """Tell how it goes."""
    actor = current_actor()
    row = progressing.get_reported(actor, action_id)
    form = ProgressForm(state=progressing.suggest_state(row), on=clock.today(), seen=len(row.progress))
    if form.validate_on_submit():
        with form.catching():
            progressing.report(actor, action_id, **form.values())
            return _done(row, _("Saved. The staff can see how it goes."))
    return _page("actions/report.html", row, form)


@bp.route(f"{ACTION}/confirm", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)
def verify(action_id: uuid.UUID) -> ResponseReturnValue:
    """Confirm that it is in use, or say that it is not."""
    actor = current_actor()
    row = listing.get_action(actor, action_id)
    form = VerificationForm(version=len(row.progress))
    if not form.is_submitted() and not progressing.may_verify(actor, row):
        return redirect(url_for(".show", action_id=action_id), 303)  # it says there who does
    if form.validate_on_submit():
        with form.catching():
            is_in_use = form.is_in_use.data == "yes"
            progressing.verify(actor, action_id, is_in_use=is_in_use, note=form.note.data or "", seen=form.version.data)
            told = _("Confirmed. It is done and in use.") if is_in_use else _("Saved. It goes on until it is in use.")
            return _done(row, told)
    return _page("actions/verify.html", row, form, is_settled=row.seen is not None)


@bp.route(f"{ACTION}/give-up", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def give_up(action_id: uuid.UUID) -> ResponseReturnValue:
    """Close it without its being done, with the reason."""
    row = listing.get_action(current_actor(), action_id)
    return _with_reason(
        row, "actions/give_up.html", progressing.give_up, _("Closed. The reason stands here."), closes=True
    )


@bp.route(f"{ACTION}/reopen", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def reopen(action_id: uuid.UUID) -> ResponseReturnValue:
    """Open it again, with the reason."""
    row = listing.get_action(current_actor(), action_id)
    return _with_reason(row, "actions/reopen.html", progressing.reopen, _("It is open again."), closes=False)


@bp.route("/cycles/<uuid:cycle_id>/actions/<uuid:action_id>/carry-over", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def carry_over(cycle_id: uuid.UUID, action_id: uuid.UUID) -> ResponseReturnValue:
    """Say that it is still true in a new year, and why."""
    actor = current_actor()
    row = listing.get_action(actor, action_id)
    cycle = carrying_over.get_year(actor, cycle_id)
    form = CarryOverForm(version=row.version, due=carrying_over.suggest_day(row, cycle))
    if not form.is_submitted() and carrying_over.find_carried(row, cycle):
        return redirect(url_for(".show", action_id=action_id), 303)  # it says there why
    if form.validate_on_submit():
        with form.catching():
            carrying_over.carry(
                actor, cycle_id, action_id, reason=form.reason.data or "", version=form.version.data, due=form.due.data
            )
            return _done(row, _("It goes on in the new year."))
    carried = carrying_over.find_carried(row, cycle)
    form.accept_newer(row, **({"reason": carried.reason} if carried else {}))
    more = {"cycle": cycle, "stands": form.stands, "is_settled": carried is not None}
    return render_template("actions/carry_over.html", action=row, form=form, **more), form.status


def _with_reason(row: Any, template: str, act: Callable[..., Any], told: str, *, closes: bool) -> ResponseReturnValue:
    form = ReasonForm(version=len(row.progress))
    if not form.is_submitted() and row.is_open is not closes:
        return redirect(url_for(".show", action_id=row.id), 303)
    if form.validate_on_submit():
        with form.catching():
            act(current_actor(), row.id, reason=form.reason.data or "", seen=form.version.data)
            return _done(row, told)
    return _page(template, row, form, is_settled=row.is_open is not closes)


def _page(template: str, row: Any, form: Any, *, is_settled: bool = False) -> ResponseReturnValue:
    """The form; after a refusal it carries how many reports there are now, and what was said last stands beside it.

    `is_settled`: what stands is not written over, so that saving again leads nowhere.
    """
    if form.overtaken:
        count = form.seen if "seen" in form else form.version
        count.raw_data, count.data = None, len(row.progress)
    said = row.seen or row.latest
    stands = [(_("State"), STATE_NAMES[row.state]), (_("In a few words"), said.note)] if said else []
    more = {"people": directory.names(), "stands": stands, "is_settled": is_settled}
    is_released = deciding.is_released(row.proposal)
    return render_template(template, action=row, form=form, is_released=is_released, **more), form.status


def _done(row: Any, told: str) -> Response:
    flash(told)
    return redirect(url_for("action.show", action_id=row.id), 303)
