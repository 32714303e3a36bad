"""Actions of the own unit, over all years: each by itself, or in the order in which they are to be looked at."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, defer, joinedload, selectinload

from seminar.actions.models import Action, CarriedOver, Progress, Verification
from seminar.proposals.models import Proposal
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState


def get_action(actor: Actor, action_id: uuid.UUID) -> Action:
    """An action of the own unit. Raises `NotFound`."""
    action = db.session.scalar(_readable(actor).where(Action.id == action_id))
    if action is None:
        raise NotFound
    return action


def list_actions(
    actor: Actor, *, cycle_id: uuid.UUID | None = None, proposals: Collection[uuid.UUID] | None = None,
    open_only: bool = False,
) -> Sequence[Action]:  # fmt: skip
    """The actions of the own unit in the order in which they are looked at: open ones first, the nearest day first.

    Of all years, of those that come from one, or from some proposals. A few questions, however many there are.
    """
    query = _readable(actor)
    if cycle_id is not None:
        query = query.where(Action.cycle_id == cycle_id)
    if proposals is not None:
        query = query.where(Action.proposal_id.in_(proposals))
    if open_only:
        query = query.where(Action.closed_at.is_(None))
    return sorted(db.session.scalars(query.order_by(Action.created_at, Action.id)), key=_order)


def list_in_short(actor: Actor, *, since: int) -> Sequence[Action]:
    """The actions of the years from `since` on, and what is open of earlier ones, in the same order and for lists.

    What a list does not say stays sealed: of a report its day and its state are known, and none of its words.
    """
    query = _readable(actor).where(or_(Action.closed_at.is_(None), Cycle.year >= since)).options(*IN_SHORT)
    return sorted(db.session.scalars(query.order_by(Action.created_at, Action.id)), key=_order)


def count_open(actor: Actor) -> dict[uuid.UUID, int]:
    """How many actions are not closed yet, by the cycle of the own unit that they come from."""
    query = select(Action.cycle_id).where(Action.unit_id == actor.unit_id, Action.closed_at.is_(None))
    return Counter(db.session.scalars(query))


def require_open(action: Action) -> None:
    """Be alone with an action that the caller holds until the commit. Raises `WrongState` once it is closed."""
    lock(action)
    if not action.is_open:
        raise WrongState(N_("This action is closed. Open it again if it is not true any more."))


def lock(action: Action) -> None:
    """Be alone with an action that the caller holds, until the commit: nobody else reports, confirms or closes it."""
    db.session.flush()
    alone = select(Action).where(Action.id == action.id).with_for_update(of=Action)
    db.session.scalars(alone.execution_options(populate_existing=True)).one()
    db.session.refresh(action, ["progress", "verifications", "carried"])


# Opening what is sealed is most of what a long list costs.
IN_SHORT = (
    *(defer(column, raiseload=True) for column in (Action.indicator, Action.goal, Action.notice_question)),
    *(
        contains_eager(Action.proposal).defer(column, raiseload=True)
        for column in (Proposal.responsible, Proposal.indicator)
    ),
    contains_eager(Action.proposal).contains_eager(Proposal.theme).defer(Theme.name, raiseload=True),
    selectinload(Action.progress).load_only(
        Progress.action_id, Progress.number, Progress.on, Progress.state, raiseload=True
    ),
    selectinload(Action.verifications).load_only(
        Verification.action_id, Verification.progress_id, Verification.is_in_use, raiseload=True
    ),
    selectinload(Action.carried).load_only(CarriedOver.action_id, CarriedOver.cycle_id, raiseload=True),
)


def _order(action: Action) -> tuple[bool, bool, int]:
    return not action.is_open, action.waits_to_be_seen, action.due.toordinal()


def _readable(actor: Actor) -> Select[Action]:
    return (
        select(Action)
        .join(Action.proposal)
        .join(Proposal.theme)
        .join(Theme.cycle)
        .where(Action.unit_id == actor.unit_id, Cycle.unit_id == actor.unit_id)
        .options(
            contains_eager(Action.proposal).contains_eager(Proposal.theme).contains_eager(Theme.cycle),
            joinedload(Action.owner),
            selectinload(Action.progress),
            selectinload(Action.verifications),
            selectinload(Action.carried),
        )
    )
