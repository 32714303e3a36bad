"""Voting on the proposals with a few dots each, and putting them in order."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.changes import following
from seminar.changes.reading import find_position
from seminar.proposals import ordering, proposing, results, voting
from seminar.proposals.forms import DotForm, DotsForm, MoveForm
from seminar.themes import codebook
from toolkit.access import Role, allow, current_actor
from toolkit.errors import NotFound
from toolkit.language import gettext as _
from toolkit.web import redraws

bp = Blueprint("voting", __name__, url_prefix="/cycles/<uuid:cycle_id>/proposals")


@bp.get("/voting")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """All proposals, theme by theme, with one's own dots; once the voting is closed with everybody's."""
    actor = current_actor()
    try:
        cycle = following.get_followed(actor, cycle_id)
    except NotFound:
        if redraws():
            raise
        return _to_the_board(codebook.get_cycle(actor, cycle_id).id)
    after = find_position(cycle.id)
    ballot = voting.find_ballot(actor, cycle_id)
    is_open = ballot is not None and ballot.is_open
    return render_template(
        "proposals/voting.html", cycle=cycle, themes=codebook.list_themes(actor, cycle_id),
        proposals=proposing.list_proposals(actor, cycle_id), ballot=ballot,
        result=None if is_open else results.of_cycle(cycle.id), form=DotsForm(), after=after or 0,
    )  # fmt: skip


@bp.post("/voting/open")
@allow(Role.FACILITATOR)
def open_voting(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Open the voting, with so many dots each."""
    actor, form = current_actor(), DotsForm()
    following.get_followed(actor, cycle_id)
    form.require()
    voting.open_with(actor, cycle_id, dots=form.dots.data)
    return _back(cycle_id, _("The voting is open. Everybody at the seminar can place their dots."))


@bp.post("/voting/close")
@allow(Role.FACILITATOR)
def close_voting(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Close the voting."""
    voting.close(current_actor(), cycle_id)
    is_shown = bool(results.of_cycle(cycle_id).counts)
    return _back(
        cycle_id, _("The voting is closed. Now everybody sees the dots.") if is_shown else _("The voting is closed.")
    )


@bp.post("/voting/sort")
@allow(Role.FACILITATOR)
def sort(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Put the proposals of each theme in the order of their dots."""
    ordering.sort_by_dots(current_actor(), cycle_id)
    return _back(cycle_id, _("The proposals stand in the order of their dots."))


@bp.post("/<uuid:proposal_id>/dot")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def dot(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Put one's dot on a proposal, or take it back."""
    actor, form = current_actor(), DotForm()
    following.get_followed(actor, cycle_id)
    proposal = proposing.get_proposal(actor, cycle_id, proposal_id)
    form.require()
    act = voting.place if form.placed.data else voting.take_back
    act(actor, cycle_id, proposal.id)
    return _back(cycle_id)


@bp.post("/<uuid:proposal_id>/move")
@allow(Role.FACILITATOR)
def move(cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> ResponseReturnValue:
    """Move a proposal up or down among those of its theme."""
    actor, form = current_actor(), MoveForm()
    proposal = proposing.get_proposal(actor, cycle_id, proposal_id)
    form.require()
    ordering.move(actor, cycle_id, proposal.id, steps=form.steps.data)
    return _back(cycle_id)


def _to_the_board(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What the proposals have become is read there by everybody of the unit, also once the seminar has ended."""
    flash(_("No seminar is open for you here now. What was proposed and voted on stands on the board."), "info")
    return redirect(url_for("board.index", cycle_id=cycle_id), 303)


def _back(cycle_id: uuid.UUID, told: str = "") -> ResponseReturnValue:
    if redraws():
        return "", 204
    if told:
        flash(told)
    return redirect(url_for("voting.index", cycle_id=cycle_id), 303)
