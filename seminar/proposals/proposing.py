"""Proposals for change: the facilitator writes them down with the group, the unit leader decides.

A decided proposal is a promise to the children; `actions` follows it up and the next report tells what came of it.
Once the report stands a proposal's words stay as they are. The unit leader goes on deciding until the cycle is closed.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, selectinload

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.proposals import follow_up, rights
from seminar.proposals.models import Proposal
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import clock, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState


def list_proposals(
    actor: Actor, cycle_id: uuid.UUID, *, decided_only: bool = False, under: Collection[uuid.UUID] | None = None
) -> Sequence[Proposal]:
    """The proposals of a cycle of the own unit, in the order of their themes; with `under`, those of some themes."""
    query = _readable(actor).where(Theme.cycle_id == cycle_id)
    if under is not None:
        query = query.where(Proposal.theme_id.in_(under))
    if decided_only:
        query = query.where(Proposal.decided_at.is_not(None))
    return db.session.scalars(query.order_by(Theme.position, Theme.slot, Proposal.position, Proposal.created_at)).all()


def count_undecided(actor: Actor) -> dict[uuid.UUID, int]:
    """How many proposals wait for a decision, by cycle of the own unit."""
    query = (
        select(Theme.cycle_id, func.count())
        .select_from(Proposal)
        .join(Proposal.theme)
        .join(Theme.cycle)
        .where(Cycle.unit_id == actor.unit_id, Proposal.decided_at.is_(None))
        .group_by(Theme.cycle_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_open(actor: Actor) -> Sequence[Proposal]:
    """What is undecided or not introduced yet, in every cycle of the own unit that is not closed."""
    query = _readable(actor).where(Cycle.state != CycleState.CLOSED)
    query = query.options(contains_eager(Proposal.theme).contains_eager(Theme.cycle).selectinload(Cycle.phases))
    rows = db.session.scalars(
        query.order_by(Cycle.year, Theme.position, Theme.slot, Proposal.position, Proposal.created_at)
    )
    return [proposal for proposal in rows if not proposal.is_introduced]


def get_proposal(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> Proposal:
    """A proposal in a cycle of the own unit. Raises `NotFound`."""
    proposal = db.session.scalar(_readable(actor).where(Proposal.id == proposal_id, Theme.cycle_id == cycle_id))
    if proposal is None:
        raise NotFound
    return proposal


def write(
    actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, text: str, responsible: str = "",
    due: date | None = None, indicator: str = "",
) -> Proposal:  # fmt: skip
    """Write a proposal under a theme. The very same words twice are one proposal. Raises `InvalidInput` for a
    follow-up in the past or far ahead."""
    rights.require_writing(actor, cycle_id)
    theme = codebook.get_to_fill(actor, cycle_id, theme_id)
    follow_up.check_day(due, since=clock.today())
    for known in list_proposals(actor, cycle_id):
        if known.theme_id == theme.id and known.text == text:
            return known
    proposal = Proposal(
        theme=theme, text=text, responsible=responsible, due=due, indicator=indicator, written_by_id=actor.id,
        position=_last_place(theme),
    )  # fmt: skip
    db.session.add(proposal)
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_WRITTEN, proposal.id, theme=theme.id)
    _append(actor, proposal, ChangeKind.PROPOSAL_WRITTEN, after=words_of(proposal))
    return proposal


def change(
    actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, text: str, responsible: str, due: date | None,
    indicator: str, version: int,
) -> Proposal:  # fmt: skip
    """Change a proposal. What has been decided is changed by the unit leader alone. Raises `WrongState`, and
    `InvalidInput` for another follow-up that is before the decision or far ahead; the one that stands may stay."""
    proposal = _changeable(actor, cycle_id, proposal_id, version, text=text)
    if due != proposal.due:
        follow_up.check_day(due, since=proposal.decided_on or clock.today())
    before = words_of(proposal)
    proposal.text, proposal.responsible, proposal.due, proposal.indicator = text, responsible, due, indicator
    if proposal.decided_at is not None:
        _check_promise(proposal)
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_CHANGED, proposal.id)
    if before != words_of(proposal):
        _append(actor, proposal, ChangeKind.PROPOSAL_CHANGED, before=before, after=words_of(proposal))
    return proposal


def decide(
    actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, text: str, responsible: str, due: date | None,
    indicator: str, version: int,
) -> Proposal:  # fmt: skip
    """The unit leader decides: from now on it is a promise. Raises `InvalidInput` without somebody responsible or
    a date for the follow-up from today on. Deciding twice is harmless."""
    actor.require(Role.UNIT_LEADER)
    proposal = get_proposal(actor, cycle_id, proposal_id)
    if proposal.decided_at is not None and proposal.version != version:
        return proposal
    proposal = _changeable(actor, cycle_id, proposal_id, version, text=text)
    follow_up.check_day(due, since=proposal.decided_on or clock.today())
    proposal.text, proposal.responsible, proposal.due, proposal.indicator = text, responsible, due, indicator
    _check_promise(proposal)
    proposal.decided_at, proposal.decided_by_id = clock.now(), actor.id
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_DECIDED, proposal.id)
    _append(actor, proposal, ChangeKind.PROPOSAL_DECIDED)
    return proposal


def reopen(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> Proposal:
    """Take a decision back while nothing has been reported on it. Raises `WrongState` afterwards."""
    actor.require(Role.UNIT_LEADER)
    proposal = get_proposal(actor, cycle_id, proposal_id)
    states.require_followed_up(cycle_id)
    if proposal.progress:
        raise WrongState(N_("Work has been reported on this promise, so it stays decided."))
    proposal.decided_at = proposal.decided_by_id = None
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_CHANGED, proposal.id, state="draft")
    _append(actor, proposal, ChangeKind.PROPOSAL_REOPENED)
    return proposal


def remove(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> Theme:
    """Remove a draft; gives its theme. Raises `WrongState` for what has been decided."""
    rights.require_writing(actor, cycle_id)
    proposal = get_proposal(actor, cycle_id, proposal_id)
    states.require_open(cycle_id)
    if proposal.decided_at is not None:
        raise WrongState(N_("The proposal is decided. Only the unit leader can take the decision back."))
    rights.require_changing(actor, proposal)
    theme, stood = proposal.theme, words_of(proposal)
    stood |= {"written_by_id": str(proposal.written_by_id), "created_at": proposal.created_at.isoformat()}
    stood |= {"position": str(proposal.position)}
    db.session.delete(proposal)
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_REMOVED, proposal_id)
    log.append(actor, cycle_id, ChangeKind.PROPOSAL_REMOVED, of=proposal_id, theme=theme.id, before=stood)
    return theme


def put_back(
    actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, proposal_id: uuid.UUID, text: str, responsible: str,
    due: date | None, indicator: str, written_by_id: uuid.UUID, created_at: datetime, position: int,
) -> Proposal:  # fmt: skip
    """Put a draft that was removed back as it stood: the undo of `remove`. Twice is once."""
    rights.require_writing(actor, cycle_id)
    theme = codebook.get_to_fill(actor, cycle_id, theme_id)
    known = db.session.get(Proposal, proposal_id)
    if known is not None:
        return known
    proposal = Proposal(
        id=proposal_id, theme=theme, text=text, responsible=responsible, due=due, indicator=indicator,
        written_by_id=written_by_id, created_at=created_at, position=position,
    )  # fmt: skip
    db.session.add(proposal)
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_WRITTEN, proposal.id, theme=theme.id)
    _append(actor, proposal, ChangeKind.PROPOSAL_WRITTEN, after=words_of(proposal))
    return proposal


def words_of(proposal: Proposal) -> dict[str, str]:
    """What the group has written in a proposal that the caller holds; the day as a date, or empty."""
    due = proposal.due.isoformat() if proposal.due else ""
    words = {"text": proposal.text, "responsible": proposal.responsible, "indicator": proposal.indicator}
    return {**words, "due": due}


def _last_place(theme: Theme) -> int:
    """The place of one that comes last: those that were put in order by hand stay where they are."""
    return db.session.scalar(select(func.max(Proposal.position)).where(Proposal.theme_id == theme.id)) or 0


def _append(
    actor: Actor,
    proposal: Proposal,
    kind: ChangeKind,
    *,
    before: log.Words | None = None,
    after: log.Words | None = None,
) -> None:
    cycle_id, theme_id = proposal.theme.cycle_id, proposal.theme_id
    log.append(actor, cycle_id, kind, of=proposal.id, theme=theme_id, before=before, after=after)


def _readable(actor: Actor) -> Select[Proposal]:
    return (
        select(Proposal)
        .join(Proposal.theme)
        .join(Theme.cycle)
        .where(Cycle.unit_id == actor.unit_id)
        .options(contains_eager(Proposal.theme).contains_eager(Theme.cycle), selectinload(Proposal.progress))
    )


def _changeable(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, version: int, *, text: str) -> Proposal:
    rights.require_writing(actor, cycle_id)
    proposal = get_proposal(actor, cycle_id, proposal_id)
    states.require_followed_up(cycle_id)
    if text != proposal.text or not actor.is_any(Role.UNIT_LEADER):
        states.require_open(cycle_id)
    if proposal.decided_at is not None and not actor.is_any(Role.UNIT_LEADER):
        raise WrongState(N_("The proposal is decided. Only the unit leader can change it now."))
    rights.require_changing(actor, proposal)
    versions.require(proposal, version, refusal=versions.THEIRS_BESIDE_YOURS)
    return proposal


def _check_promise(proposal: Proposal) -> None:
    if not proposal.responsible:
        raise InvalidInput(N_("Write who is responsible: a person or a group."), field="responsible")
    if proposal.due is None:
        raise InvalidInput(N_("Choose the day when you follow it up."), field="due")
