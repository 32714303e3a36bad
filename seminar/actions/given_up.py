"""Promises that do not come about: whatever was to be done because of them is given up. Whoever tells children asks."""

import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import defer, selectinload

from seminar.actions.models import Action, ActionState, Progress
from toolkit.cycles.models import Cycle
from toolkit.db import db

UNSAID = (Action.what, Action.responsible, Action.indicator, Action.goal, Action.notice_question)


def list_reasons(cycle: Cycle) -> Mapping[uuid.UUID, str]:
    """Why, by the proposal, for a cycle that the caller holds. A promise of which something goes on, or is in use, is
    not among them; of several reasons the last one stands."""
    open_ones = select(Action.proposal_id).where(Action.cycle_id == cycle.id, Action.closed_at.is_(None))
    query = select(Action).where(
        Action.cycle_id == cycle.id, Action.closed_at.is_not(None), Action.proposal_id.not_in(open_ones)
    )
    told = selectinload(Action.progress).load_only(
        Progress.action_id, Progress.number, Progress.on, Progress.state, Progress.note
    )
    sealed = (defer(column) for column in UNSAID)
    closed = db.session.scalars(
        query.options(told, selectinload(Action.verifications), *sealed).order_by(Action.closed_at, Action.id)
    ).all()
    done = {action.proposal_id for action in closed if action.state is not ActionState.GIVEN_UP}
    return {
        action.proposal_id: action.latest.note
        for action in closed
        if action.proposal_id not in done and action.latest is not None
    }
