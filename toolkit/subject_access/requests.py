"""Who may hand out what is held about a child, and for which request.

The unit leader for every child of the unit, the interviewer for the child that they meet. Nobody hands anything out
without a request's number: the log then says for which request a copy was fetched.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Child, Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.people import directory
from toolkit.subject_access import gathering
from toolkit.subject_access.facts import Counted
from toolkit.subject_access.gathering import Held
from toolkit.subject_access.models import SubjectRequest

Subject = Child
"""Whom a request is about, for views, which know no tables."""
OPEN_FOR = timedelta(days=30)
"""So long a copy can be fetched for a request: a month is what GDPR article 12 gives the unit to answer."""
NO_CHILD = N_(
    "No child has that code. Look in the unit’s own key: the program knows codes, and no names. Whatever was disposed"
    " of or taken back is not here any more."
)
NO_REFERENCE = N_(
    "Write the number that the request has in your register, so that the log says what was handed out, and why."
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy is made of: for which request, of which unit, and everything that is held."""

    request: SubjectRequest
    unit: str
    held: Held


def list_children(actor: Actor, code: str) -> Sequence[Child]:
    """The children of the own unit with this code, of any year, the newest year first. Raises `InvalidInput` when
    there is none."""
    actor.require(Role.UNIT_LEADER)
    found = db.session.scalars(
        select(Child)
        .join(Child.cycle)
        .where(Cycle.unit_id == actor.unit_id, func.lower(Child.code) == code.strip().lower())
        .order_by(Cycle.year.desc(), Cycle.created_at.desc())
        .options(contains_eager(Child.cycle))
    ).all()
    if not found:
        raise InvalidInput(NO_CHILD, field="code")
    return found


def copies() -> Select[uuid.UUID, uuid.UUID, str | None]:
    """For the check of the log: the request that the trail names, and the year and the code of the child."""
    return select(SubjectRequest.id, Child.cycle_id, Child.code).join(Child, Child.id == SubjectRequest.child_id)


def get_child(actor: Actor, child_id: uuid.UUID) -> Child:
    """A child of the own unit, for its leader. Raises `NotFound`."""
    actor.require(Role.UNIT_LEADER)
    found = db.session.scalar(
        select(Child)
        .join(Child.cycle)
        .where(Child.id == child_id, Cycle.unit_id == actor.unit_id)
        .options(contains_eager(Child.cycle), joinedload(Child.team))
    )
    if found is None:
        raise NotFound
    return found


def get_own_child(actor: Actor, assignment_id: uuid.UUID) -> Child:
    """The child of the person's own interview. Raises `NotFound`."""
    return assignments.get_own(actor, assignment_id).child


def look(actor: Actor, child: Child) -> Counted:
    """How much is held about a child that the caller holds; put on the trail. Nothing is opened for it."""
    counted = gathering.count(child)
    trail.record(actor, Event.SUBJECT_ACCESS_READ, child.id, rows=sum(counted.sections.values()))
    return counted


def list_open(actor: Actor, child: Child) -> Sequence[SubjectRequest]:
    """The requests about a child that the caller holds for which the person may fetch a copy now: their own."""
    return db.session.scalars(
        select(SubjectRequest)
        .where(
            SubjectRequest.child_id == child.id,
            SubjectRequest.registered_by_id == actor.id,
            SubjectRequest.open_until > clock.now(),
        )
        .order_by(SubjectRequest.created_at.desc())
    ).all()


def register(actor: Actor, child: Child, *, reference: str) -> SubjectRequest:
    """Somebody asks about a child that the caller holds. Raises `InvalidInput`."""
    if not reference.strip():
        raise InvalidInput(NO_REFERENCE, field="reference")
    made = SubjectRequest(
        child_id=child.id, reference=reference.strip(), registered_by_id=actor.id, open_until=clock.now() + OPEN_FOR
    )
    db.session.add(made)
    db.session.flush()
    trail.record(actor, Event.SUBJECT_ACCESS_REGISTERED, made.id, child=child.id)
    return made


def open_copy(actor: Actor, child: Child, *, request_id: uuid.UUID) -> Copy:
    """Everything, for a request of the person's own about a child that the caller holds; put on the trail.

    Raises `NotFound`, also once the request is no longer open.
    """
    found = next((one for one in list_open(actor, child) if one.id == request_id), None)
    if found is None:
        raise NotFound
    held = gathering.gather(child)
    trail.record(actor, Event.SUBJECT_COPY_FETCHED, found.id, child=child.id, rows=held.rows, count=len(held.sounds))
    return Copy(found, directory.get_own_unit(actor).name, held)
