"""The unit leader's decision, beside what the children have told, how many they are, and how the staff see it."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.actions import child_words, deciding, followup, listing, retelling
from seminar.actions.forms import DecisionForm, RetellForm
from seminar.actions.naming import DECISION_NAMES, TOLD
from seminar.board import voices
from seminar.board.share_wording import share_of_children
from seminar.proposals import proposing, responsibility, results
from toolkit import content
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.language import gettext as _

bp = Blueprint("decisions", __name__, url_prefix="/cycles/<uuid:cycle_id>/proposals/<uuid:proposal_id>")


@bp.route("/decision", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def decide(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Decide, or read what was decided."""
    actor = current_actor()
    row = proposing.get_proposal(actor, cycle_id, proposal_id)
    form = DecisionForm(obj=row, what="", words=row.decision_words)
    if not form.is_submitted() and form.due.data is None:
        form.due.data = followup.suggest_day(row)
    advice = child_words.advise(form.told, content.current().plain_words)
    near = responsibility.list_near(actor, form.responsible.data or "")
    is_ready = form.validate_on_submit()
    is_ready = not (form.is_submitted() and form.asks(advice, near)) and is_ready
    with form.catching():
        if is_ready:
            deciding.decide(
                actor, cycle_id, proposal_id, decision=form.decision.data, words=form.words.data or "",
                version=form.version.data, for_children=form.for_children.data or "", plan=form.plan,
            )  # fmt: skip
            flash(str(TOLD[form.decision.data]))
            return redirect(url_for("overview.index"), 303)
        if form.is_submitted() and not form.decision.errors:  # what is missing is told together with what was asked
            deciding.check(form.decision.data, words=form.words.data or "", plan=form.plan)
    form.accept_newer(row, words=row.decision_words)
    return _page(actor, form, row, advice if form.is_submitted() else None), form.status


@bp.post("/decision/take-back")
@allow(Role.UNIT_LEADER)
def take_back(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Take a decision back."""
    row = deciding.take_back(current_actor(), cycle_id, proposal_id)
    flash(_("The decision is taken back. The proposal is still here."))
    return redirect(url_for("decisions.decide", cycle_id=cycle_id, proposal_id=row.id), 303)


@bp.route("/for-children", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def retell(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Say a yes to the children in other words, and see how it was said before."""
    actor = current_actor()
    row = proposing.get_proposal(actor, cycle_id, proposal_id)
    form = RetellForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            retelling.retell(actor, cycle_id, proposal_id, **form.values())
            flash(_("Saved. Children are told it in these words."))
            return redirect(url_for(".decide", cycle_id=cycle_id, proposal_id=proposal_id), 303)
    form.accept_newer(row)
    return render_template(
        "actions/retelling.html", form=form, proposal=row, cycle=row.theme.cycle, former=retelling.list_former(row),
        advice=child_words.advise(row.told, content.current().plain_words),
        may_retell=retelling.may_retell(actor, row),
    ), form.status  # fmt: skip


def _page(actor: Actor, form: DecisionForm, row: Any, advice: Any) -> str:
    return render_template(
        "actions/decision.html", form=form, advice=advice, proposal=row, cycle=row.theme.cycle,
        names=responsibility.suggest(actor),
        as_it_is=child_words.advise(row.text, content.current().plain_words),
        actions=listing.list_actions(actor, proposals=[row.id]) if row.is_promise else (),
        theme_voices=voices.get_theme_voices(actor, row.theme.cycle_id, row.theme_id),
        share_of_children=share_of_children, decision_names=DECISION_NAMES,
        may_take_back=deciding.may_take_back(actor, row), may_retell=retelling.may_retell(actor, row),
        dots=results.of_cycle(row.theme.cycle_id).counts.get(row.id),
    )  # fmt: skip
