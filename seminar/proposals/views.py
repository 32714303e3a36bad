"""The pages of proposals: the facilitator writes, the unit leader decides, the unit reads."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.board import voices
from seminar.board.signatures import signature
from seminar.proposals import proposing
from seminar.proposals.forms import ProposalForm
from seminar.themes import codebook
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import planning
from toolkit.language import gettext as _
from toolkit.people import directory

bp = Blueprint("proposals", __name__, url_prefix="/proposals")


@bp.get("/")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def latest() -> ResponseReturnValue:
    """The proposals of the newest cycle."""
    cycle = planning.find_latest(current_actor())
    if cycle is None:
        return render_template("proposals/none.html")
    return index(cycle.id)


@bp.get("/<uuid:cycle_id>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """All proposals of a cycle: those that wait for a decision first."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    proposals = proposing.list_proposals(actor, cycle_id)
    return render_template(
        "proposals/index.html",
        cycle=cycle,
        drafts=[each for each in proposals if each.decided_at is None],
        decided=[each for each in proposals if each.decided_at is not None],
    )


@bp.route("/new/<uuid:theme_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def new(theme_id: uuid.UUID) -> ResponseReturnValue:
    """Write a proposal under a theme."""
    actor, form = current_actor(), ProposalForm()
    theme = codebook.get_theme(actor, theme_id)
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            values.pop("version")
            proposing.write(actor, theme_id, **values)
            return redirect(_way_back(theme.cycle_id, theme.area), 303)
    return _page(actor, form, theme=theme), form.status


@bp.route("/proposal/<uuid:proposal_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def proposal(proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Change a proposal; the unit leader's other button decides it."""
    actor = current_actor()
    row = proposing.get_proposal(actor, proposal_id)
    form = ProposalForm(obj=row)
    if not row.theme.cycle.is_open:
        form.keep_text(row.text)
    if form.validate_on_submit():
        with form.catching():
            act = proposing.decide if "decide" in request.form else proposing.change
            act(actor, proposal_id, **form.values())
            return redirect(_way_back(row.theme.cycle_id, row.theme.area), 303)
    form.accept_newer(row)
    return _page(actor, form, theme=row.theme, proposal=row), form.status


@bp.post("/proposal/<uuid:proposal_id>/reopen")
@allow(Role.UNIT_LEADER)
def reopen(proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Take a decision back."""
    row = proposing.reopen(current_actor(), proposal_id)
    flash(_("The decision is taken back. The proposal is still here."))
    return redirect(url_for("proposals.proposal", proposal_id=row.id), 303)


@bp.post("/proposal/<uuid:proposal_id>/remove")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def remove(proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a draft."""
    theme = proposing.remove(current_actor(), proposal_id)
    flash(_("The proposal is removed."))
    return redirect(_way_back(theme.cycle_id, theme.area), 303)


def _way_back(cycle_id: uuid.UUID, area: str) -> str:
    """The facilitator came from the board, the unit leader from the list."""
    if current_actor().is_any(Role.FACILITATOR):
        return url_for("board.index", cycle_id=cycle_id, area=area)
    return url_for("proposals.index", cycle_id=cycle_id)


def _page(actor: Actor, form: ProposalForm, **facts: Any) -> str:
    names = [team.name for team in directory.list_teams(actor)]
    names += [person.name for person in directory.list_colleagues(actor)]
    heard = voices.get_theme_voices(actor, facts["theme"].id)
    return render_template(
        "proposals/proposal.html", form=form, names=names, heard=heard, signature=signature, **facts
    )  # fmt: skip
