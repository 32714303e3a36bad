"""Setting an interview aside while a complaint or a review goes on, and letting it go again."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disposal.decisions import DECIDING
from toolkit.disposal.models import DisposalHold
from toolkit.errors import N_, InvalidInput, NotFound, WrongState

NO_REASON = N_("Write why it is set aside, so that somebody knows when it is over.")
LONGEST_REASON = 1000


def list_going(actor: Actor) -> Sequence[DisposalHold]:
    """What is set aside in the own unit, the oldest first. Put on the trail: a reason may tell of a child."""
    actor.require(*DECIDING)
    rows = db.session.scalars(
        select(DisposalHold)
        .join(DisposalHold.assignment)
        .join(Assignment.cycle)
        .where(Cycle.unit_id == actor.unit_id, DisposalHold.lifted_at.is_(None))
        .order_by(DisposalHold.created_at)
        .options(
            contains_eager(DisposalHold.assignment).options(
                joinedload(Assignment.child), contains_eager(Assignment.cycle)
            ),
            joinedload(DisposalHold.set_by),
        )
    ).all()
    for row in rows:
        trail.record(actor, Event.DISPOSAL_HOLD_READ, row.assignment_id)
    return rows


def get_assignment(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """An interview of the own unit, for the page that sets it aside. Raises `NotFound`."""
    actor.require(*DECIDING)
    found = db.session.scalar(
        select(Assignment)
        .join(Assignment.cycle)
        .where(Assignment.id == assignment_id, Cycle.unit_id == actor.unit_id)
        .options(contains_eager(Assignment.cycle), joinedload(Assignment.child))
    )
    if found is None:
        raise NotFound
    return found


def set_aside(actor: Actor, assignment_id: uuid.UUID, *, reason: str) -> DisposalHold:
    """Nothing of this interview is due until the hold is lifted. Raises `NotFound`, `InvalidInput`, `WrongState`."""
    assignment = _locked(actor, assignment_id)
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise InvalidInput(NO_REASON, field="reason")
    if assignment.disposed_at is not None:
        raise WrongState(N_("It is disposed of already: there is nothing left to set aside."))
    if _find_going(assignment) is not None:
        raise WrongState(N_("It is set aside already."))
    made = DisposalHold(assignment_id=assignment.id, reason=reason, set_by_id=actor.id)
    db.session.add(made)
    db.session.flush()
    trail.record(actor, Event.DISPOSAL_HELD, assignment.id)
    return made


def lift(actor: Actor, assignment_id: uuid.UUID) -> None:
    """Let the terms hold again. Twice is once. Raises `NotFound`."""
    assignment = _locked(actor, assignment_id)
    going = _find_going(assignment)
    if going is not None:
        going.lifted_at, going.lifted_by_id = clock.now(), actor.id
        db.session.flush()
        trail.record(actor, Event.DISPOSAL_HOLD_LIFTED, assignment.id)


def _locked(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    actor.require(*DECIDING)
    found = db.session.scalar(
        select(Assignment)
        .join(Assignment.cycle)
        .where(Assignment.id == assignment_id, Cycle.unit_id == actor.unit_id)
        .with_for_update(of=Assignment)
    )
    if found is None:
        raise NotFound
    return found


def _find_going(assignment: Assignment) -> DisposalHold | None:
    return db.session.scalar(
        select(DisposalHold).where(DisposalHold.assignment_id == assignment.id, DisposalHold.lifted_at.is_(None))
    )
