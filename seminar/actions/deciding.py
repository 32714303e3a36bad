"""The unit leader decides what the seminar proposed: yes, yes in another way, or no with a reason for the children too.

A yes begins an action. A decision is taken back, or made in another way, for as long as nothing has been built on it.
"""

import uuid
from collections.abc import Callable, Sequence

from sqlalchemy import select

from seminar.actions import child_words, plans
from seminar.actions.models import Action
from seminar.actions.plans import Plan
from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.proposals import proposing
from seminar.proposals.models import PROMISES, Decision, Proposal
from toolkit import clock, references, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState, refuse_all
from toolkit.hooks import Hook

MISSING = {
    Decision.CHANGED: N_("Write what it becomes instead."),
    Decision.NO: N_("Write why it becomes a no. The children are told too."),
}

RELEASED: Hook[Callable[[Proposal], bool]] = Hook("a promise is taken back", "editions")
"""Whether an edition that is handed out tells of the promise: then it is given up with a reason, and not forgotten."""

NO_MORE_THAN_NO = N_(
    "The children are told this, and a no alone leaves them to guess. Write what stands in the way: money, time, the "
    "house, a law."
)


def decide(
    actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, decision: Decision, words: str = "", version: int,
    for_children: str = "", plan: Plan | None = None,
) -> Proposal:  # fmt: skip
    """Decide a proposal. `words` say what it became, or why not; `for_children` is a yes in words for children, and
    `plan` the first action of a promise.

    The same decision with the same plan twice is one. Raises `Overtaken` when somebody else was first, `InvalidInput`
    for what is missing (words, and for a no its reason; somebody responsible; a day from today on), and `WrongState`
    once something has been built on another decision, or the cycle is closed.
    """
    actor.require(Role.UNIT_LEADER)
    proposal = alone_with(actor, cycle_id, proposal_id)
    words = words if decision in MISSING else ""
    for_children, plan = for_children if decision is Decision.YES else "", plan or Plan()
    said = (decision, words, for_children)
    if proposal.version != version and said == _said(proposal) and _stands(proposal, plan):
        return proposal
    versions.require(proposal, version, refusal=versions.THEIRS_BESIDE_YOURS)
    check(decision, words=words, plan=plan)
    _undo(proposal)
    proposal.decision, proposal.decision_words = decision, words
    proposal.for_children = for_children
    proposal.decided_at, proposal.decided_by_id = clock.now(), actor.id
    if decision in PROMISES:
        first = plans.begin(actor, proposal, plan=plan)
        proposal.responsible, proposal.due, proposal.indicator = first.responsible, first.due, first.indicator
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_DECIDED, proposal.id, decision=decision)
    _append(actor, proposal, ChangeKind.PROPOSAL_DECIDED)
    return proposal


def _said(proposal: Proposal) -> tuple[Decision | None, str, str]:
    return proposal.decision, proposal.decision_words, proposal.for_children


def _stands(proposal: Proposal, plan: Plan) -> bool:
    """Whether the plan is that of the action with which the promise began; of a no there is none."""
    first = select(Action).where(Action.proposal_id == proposal.id).order_by(Action.created_at).limit(1)
    action = db.session.scalars(first).first()
    return action is None or plans.is_of(plan, action)


def check(decision: Decision, *, words: str, plan: Plan) -> None:
    """Raise `InvalidInput` with everything that a decision lacks."""
    problems = []
    if decision in MISSING and not words:
        problems.append(InvalidInput(MISSING[decision], field="words"))
    elif decision is Decision.NO and not child_words.says_why(words):
        problems.append(InvalidInput(NO_MORE_THAN_NO, field="words"))
    if decision in PROMISES:
        problems += plans.list_problems(plan, since=clock.today())
    refuse_all(problems)


def take_back(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> Proposal:
    """Take a decision back. Raises `WrongState` once something has been built on it. Twice is once."""
    actor.require(Role.UNIT_LEADER)
    proposal = alone_with(actor, cycle_id, proposal_id)
    if proposal.decision is None:
        return proposal
    _undo(proposal)
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_CHANGED, proposal.id, state="draft")
    _append(actor, proposal, ChangeKind.PROPOSAL_REOPENED)
    return proposal


def may_take_back(actor: Actor, proposal: Proposal) -> bool:
    """Whether the unit leader could take the decision on a proposal that they hold back now."""
    decided = proposal.decision is not None and actor.is_any(Role.UNIT_LEADER)
    may = decided and not proposal.theme.cycle.is_closed and not _is_built_on(_list_ids(proposal))
    return may and not is_released(proposal)


def is_released(proposal: Proposal) -> bool:
    """Whether an edition that is handed out promises it."""
    return proposal.is_promise and any(tells_of(proposal) for tells_of in RELEASED.each())


def _undo(proposal: Proposal) -> None:
    """No decision stands, and no action because of it. Raises `WrongState` once work has been reported on one, or the
    promise is released."""
    ids = _list_ids(proposal)
    if is_released(proposal):
        raise WrongState(
            N_("A released report promises this, so it stays decided. If it does not come about, give the action up.")
        )
    if _is_built_on(ids):
        raise WrongState(N_("Work has been reported on this promise, so it stays decided."))
    for action in db.session.scalars(select(Action).where(Action.id.in_(ids))):
        db.session.delete(action)
    proposal.decision, proposal.decision_words, proposal.for_children = None, "", ""
    proposal.decided_at = proposal.decided_by_id = None


def _list_ids(proposal: Proposal) -> Sequence[uuid.UUID]:
    return db.session.scalars(select(Action.id).where(Action.proposal_id == proposal.id)).all()


def _is_built_on(ids: Sequence[uuid.UUID]) -> bool:
    """Whether any row of any room rests on one of these actions, or one of them is closed."""
    closed = select(Action.id).where(Action.id.in_(ids), Action.closed_at.is_not(None)).limit(1)
    return bool(references.list_referred(Action, ids)) or db.session.scalar(closed) is not None


def alone_with(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> Proposal:
    """A proposal of the own unit that nobody else changes meanwhile. Raises `WrongState` once its cycle is closed."""
    proposal = proposing.get_proposal(actor, cycle_id, proposal_id)
    states.require_followed_up(cycle_id)
    alone = select(Proposal).where(Proposal.id == proposal.id).with_for_update(of=Proposal)
    return db.session.scalars(alone.execution_options(populate_existing=True)).one()


def _append(actor: Actor, proposal: Proposal, kind: ChangeKind) -> None:
    log.append(actor, proposal.theme.cycle_id, kind, of=proposal.id, theme=proposal.theme_id)
