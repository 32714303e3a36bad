"""The pages of proposals: the facilitator writes, the unit leader decides, the unit reads."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.board import voices
from seminar.board.share_wording import share_of_children
from seminar.changes import following
from seminar.changes.reading import find_position
from seminar.proposals import proposing, responsibility, rights
from seminar.proposals.forms import ProposalForm
from seminar.themes import codebook
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.cycles import agenda
from toolkit.cycles.due import Room
from toolkit.language import gettext as _
from toolkit.web import redraws

bp = Blueprint("proposals", __name__)
PROPOSALS = "/cycles/<uuid:cycle_id>/proposals"


@bp.get("/proposals")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def due() -> ResponseReturnValue:
    """The proposals of the cycle where they are due."""
    actor = current_actor()
    cycle_id = agenda.find_due(actor, Room.PROPOSALS, waiting=proposing.count_undecided(actor))
    if cycle_id is None:
        return render_template("proposals/none.html")
    return redirect(url_for("proposals.index", cycle_id=cycle_id), 303)


@bp.get(PROPOSALS)
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """All proposals of a cycle: those that wait for a decision first."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    after = find_position(cycle.id)
    proposals = proposing.list_proposals(actor, cycle_id)
    return render_template(
        "proposals/index.html",
        cycle=cycle,
        follows=following.leads(actor),
        after=after or 0,
        drafts=[each for each in proposals if each.decided_at is None],
        decided=[each for each in proposals if each.decided_at is not None],
    )


@bp.route(f"{PROPOSALS}/new/<uuid:theme_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def new(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Write a proposal under a theme."""
    actor, form = current_actor(), ProposalForm()
    rights.require_writing(actor, cycle_id)
    theme = codebook.get_theme(actor, cycle_id, theme_id)
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            values.pop("version")
            proposing.write(actor, cycle_id, theme_id, **values)
            return redirect(_way_back(cycle_id, theme.area), 303)
    return _page(actor, form, cycle=theme.cycle, theme=theme), form.status


@bp.route(f"{PROPOSALS}/<uuid:proposal_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def proposal(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Change a proposal."""
    actor = current_actor()
    rights.require_writing(actor, cycle_id)
    after = find_position(codebook.get_cycle(actor, cycle_id).id)
    row = proposing.get_proposal(actor, cycle_id, proposal_id)
    form = ProposalForm(obj=row)
    if not row.theme.cycle.is_open:
        form.keep_text(row.text)
    if form.validate_on_submit():
        with form.catching():
            proposing.change(actor, cycle_id, proposal_id, **form.values())
            return redirect(_way_back(cycle_id, row.theme.area), 303)
    form.accept_newer(row)
    facts = {"cycle": row.theme.cycle, "theme": row.theme, "proposal": row, "after": after or 0}
    return _page(actor, form, **facts), form.status


@bp.post(f"{PROPOSALS}/<uuid:proposal_id>/remove")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def remove(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a draft."""
    theme = proposing.remove(current_actor(), cycle_id, proposal_id)
    if redraws():
        return "", 204
    flash(_("The proposal is removed."))
    return redirect(_way_back(cycle_id, theme.area), 303)


def _way_back(cycle_id: uuid.UUID, area: str) -> str:
    """Who writes came from the board, who decides from the list."""
    if current_actor().is_any(Role.FACILITATOR) or not current_actor().is_any(Role.UNIT_LEADER):
        return url_for("board.index", cycle_id=cycle_id, area=area)
    return url_for("proposals.index", cycle_id=cycle_id)


def _page(actor: Actor, form: ProposalForm, **facts: Any) -> str:
    names = responsibility.suggest(actor)
    theme_voices = voices.get_theme_voices(actor, facts["theme"].cycle_id, facts["theme"].id)
    return render_template(
        "proposals/proposal.html", form=form, names=names, theme_voices=theme_voices,
        share_of_children=share_of_children,
        may_change=lambda row: rights.may_change(actor, row), **facts,
    )  # fmt: skip
