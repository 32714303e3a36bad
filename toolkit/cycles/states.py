"""From planned to closed: the one home of the rules by which a year passes on, and of what a finished year refuses.

A year is planned until its first child is drawn, runs until its report is released, is followed up after that, and is
closed when nothing is left to follow up. Until it is closed its report can be opened again, for a new edition: what an
edition has said has been said.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.hooks import Hook

OPEN = frozenset({CycleState.PLANNED, CycleState.RUNNING})
NOTHING_YET = N_("No child has been drawn in this cycle, so there is nothing to report yet.")
FINISHED = N_("The report of this cycle is finished, so what it is made of does not change any more.")

OBJECTIONS: Hook[Callable[[Cycle], None]] = Hook("a report is about to stand", "quote_review")
"""Whoever has to be done first raises `WrongState` with what is to be done."""


def begin(actor: Actor, cycle: Cycle) -> None:
    """The first child has been drawn, in a cycle that the caller has locked. Twice is once."""
    if cycle.state is CycleState.PLANNED:
        cycle.state = CycleState.RUNNING
        db.session.flush()
        trail.record(actor, Event.CYCLE_STARTED, cycle.id)


def finish(actor: Actor, cycle_id: uuid.UUID, *, at: datetime | None = None) -> Cycle:
    """The report stands, since `at` (or now): what it is made of does not change any more. Twice is once.

    Raises `WrongState` before anybody has been drawn.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    cycle = _locked(actor, cycle_id)
    if cycle.state is CycleState.PLANNED:
        raise WrongState(NOTHING_YET)
    if cycle.state is CycleState.RUNNING:
        for object_to in OBJECTIONS.each():
            object_to(cycle)
        cycle.state, cycle.reported_at = CycleState.REPORTED, at or clock.now()
        db.session.flush()
        trail.record(actor, Event.CYCLE_REPORTED, cycle.id)
    return cycle


@contextmanager
def reopening(actor: Actor, cycle_id: uuid.UUID) -> Iterator[Cycle]:
    """The report is open again, for a new edition. The caller, alone with the cycle, may still refuse.

    Raises `WrongState` when no report stands, or everything is closed.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    cycle = _locked(actor, cycle_id)
    if cycle.state is not CycleState.REPORTED:
        raise WrongState(N_("There is no finished report to open in this cycle."))
    yield cycle
    cycle.state, cycle.reported_at = CycleState.RUNNING, None
    db.session.flush()
    trail.record(actor, Event.CYCLE_REOPENED, cycle.id)


def close(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """Nothing is left to follow up, which the caller has made sure of. Twice is once.

    Raises `WrongState` before the report stands.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    cycle = _locked(actor, cycle_id)
    if cycle.is_open:
        raise WrongState(
            N_("The report comes first. When it is finished and everything is followed up, you close."),
            page="report",
            of=cycle_id,
        )
    if cycle.state is CycleState.REPORTED:
        cycle.state, cycle.closed_at = CycleState.CLOSED, clock.now()
        db.session.flush()
        trail.record(actor, Event.CYCLE_CLOSED, cycle.id)
    return cycle


def require_open(cycle_id: uuid.UUID) -> None:
    """Raise `WrongState` once the report stands; until the caller has committed, nobody can finish it.

    For a cycle that the caller holds and is about to change something in.
    """
    state = _state_of(cycle_id)
    if state is None:
        raise NotFound
    if state not in OPEN:
        raise finished(cycle_id)


def finished(cycle_id: uuid.UUID) -> WrongState:
    """The refusal of whatever would change a finished report, with the way out: a new edition."""
    return WrongState(FINISHED, page="editions", of=cycle_id)


def require_followed_up(cycle_id: uuid.UUID) -> None:
    """Raise `WrongState` once the cycle is closed; until then decisions are made and followed up."""
    if _state_of(cycle_id) is CycleState.CLOSED:
        raise WrongState(N_("This cycle is closed. Everything in it can be read, and nothing changes any more."))


def lock(cycle: Cycle) -> None:
    """Be alone with a cycle that the caller holds, until the caller has committed: nobody else draws in it, finishes
    it or takes it away. Raises `NotFound` when somebody has just taken it away.

    PostgreSQL locks the row; on SQLite a writing request is alone already.
    """
    db.session.flush()
    fresh = select(Cycle).where(Cycle.id == cycle.id).with_for_update().execution_options(populate_existing=True)
    if db.session.scalar(fresh) is None:
        raise NotFound


def lock_open(cycle: Cycle) -> None:
    """As `lock`. Raises `WrongState` once the report stands."""
    lock(cycle)
    if not cycle.is_open:
        raise finished(cycle.id)


def _locked(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    cycle = db.session.scalar(select(Cycle).where(Cycle.id == cycle_id, Cycle.unit_id == actor.unit_id))
    if cycle is None:
        raise NotFound
    lock(cycle)
    return cycle


def _state_of(cycle_id: uuid.UUID) -> CycleState | None:
    """The state as it is now, shared: several may write at once, and whoever finishes waits for them."""
    return db.session.scalar(select(Cycle.state).where(Cycle.id == cycle_id).with_for_update(read=True))
