"""Proposals for change: the facilitator writes them down with the group; `actions.deciding` is where one becomes a
promise to the children, or a no with its reason.

Once the report stands, or a proposal is decided, its words stay as they are.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

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
from toolkit.errors import N_, NotFound, WrongState


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


def list_undecided(actor: Actor) -> Sequence[Proposal]:
    """What waits for a decision, in every cycle of the own unit that is not closed."""
    query = _readable(actor).where(Cycle.state != CycleState.CLOSED, Proposal.decided_at.is_(None))
    query = query.options(contains_eager(Proposal.theme).contains_eager(Theme.cycle).selectinload(Cycle.phases))
    return db.session.scalars(
        query.order_by(Cycle.year, Theme.position, Theme.slot, Proposal.position, Proposal.created_at)
    ).all()


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
    """Change a proposal that nobody has decided. Raises `WrongState`, and `InvalidInput` for another follow-up that
    is in the past or far ahead; the one that stands may stay."""
    proposal = _changeable(actor, cycle_id, proposal_id, version, text=text)
    if due != proposal.due:
        follow_up.check_day(due, since=clock.today())
    before = words_of(proposal)
    proposal.text, proposal.responsible, proposal.due, proposal.indicator = text, responsible, due, indicator
    db.session.flush()
    trail.record(actor, Event.PROPOSAL_CHANGED, proposal.id)
    if before != words_of(proposal):
        _append(actor, proposal, ChangeKind.PROPOSAL_CHANGED, before=before, after=words_of(proposal))
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
        .options(contains_eager(Proposal.theme).contains_eager(Theme.cycle))
    )


def _changeable(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, version: int, *, text: str) -> Proposal:
    rights.require_writing(actor, cycle_id)
    proposal = get_proposal(actor, cycle_id, proposal_id)
    states.require_followed_up(cycle_id)
    if text != proposal.text or not actor.is_any(Role.UNIT_LEADER):
        states.require_open(cycle_id)
    if proposal.decided_at is not None:
        raise WrongState(N_("The proposal is decided, so its words stand. What is done because of it can be changed."))
    rights.require_changing(actor, proposal)
    versions.require(proposal, version, refusal=versions.THEIRS_BESIDE_YOURS)
    return proposal
