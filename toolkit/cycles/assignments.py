"""Holding an assignment means being its interviewer. Every later room asks here first."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Child, Cycle, EndReason
from toolkit.db import db
from toolkit.errors import NotFound


def get_own(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """The assignment, if the person who asks is its interviewer and it is going on. Raises `NotFound`."""
    found = db.session.scalar(
        select(Assignment)
        .join(Assignment.cycle)
        .where(
            Assignment.id == assignment_id,
            Assignment.interviewer_id == actor.id,
            Assignment.ended_at.is_(None),
            Cycle.unit_id == actor.unit_id,
        )
        .options(contains_eager(Assignment.cycle), joinedload(Assignment.child).joinedload(Child.team)),
    )
    if found is None:
        raise NotFound
    return found


def get_led(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """An assignment of the own unit, going or ended, for the facilitator. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    found = db.session.scalar(
        select(Assignment)
        .join(Assignment.cycle)
        .where(Assignment.id == assignment_id, Cycle.unit_id == actor.unit_id)
        .options(contains_eager(Assignment.cycle)),
    )
    if found is None:
        raise NotFound
    return found


def find_going(actor: Actor, child_id: uuid.UUID) -> Assignment | None:
    """The going assignment of a child of the own unit, for the facilitator; None where nobody is to meet the child."""
    actor.require(Role.FACILITATOR)
    return db.session.scalar(
        select(Assignment)
        .join(Assignment.cycle)
        .where(Assignment.child_id == child_id, Cycle.unit_id == actor.unit_id, Assignment.ended_at.is_(None))
    )


def list_own(actor: Actor) -> Sequence[Assignment]:
    """The person's going assignments, the newest cycle first."""
    return db.session.scalars(
        select(Assignment)
        .join(Assignment.cycle)
        .where(Assignment.interviewer_id == actor.id, Assignment.ended_at.is_(None), Cycle.unit_id == actor.unit_id)
        .order_by(Cycle.year.desc(), Assignment.created_at.desc())
        .options(contains_eager(Assignment.cycle), joinedload(Assignment.child).joinedload(Child.team)),
    ).all()


def end(actor: Actor | None, assignment: Assignment, *, reason: EndReason) -> None:
    """End an assignment; the child is not drawn again this year unless the change was made by hand."""
    if assignment.ended_at is None:
        assignment.ended_at, assignment.end_reason = clock.now(), reason
        if reason is not EndReason.CHANGED_BY_HAND:
            assignment.child.excluded_at = clock.now()
            trail.record(actor, Event.CHILD_EXCLUDED, assignment.child_id)
        db.session.flush()
        trail.record(actor, Event.ASSIGNMENT_ENDED, assignment.id, reason=reason)
