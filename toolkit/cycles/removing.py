"""Taking away what was a mistake: a child or a whole cycle on which nothing rests that anybody has done.

What a worker has begun with a child, what the seminar has read and what a report says has happened, and must be seen.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, func, select

from toolkit import references
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import children, planning, states
from toolkit.cycles.models import Assignment, Child, Cycle, Draw, EndReason
from toolkit.db import Base, db
from toolkit.errors import N_, WrongState
from toolkit.vault import key_destruction

PARTS_OF_A_CYCLE = (
    "cycle_phase", "cycle_team", "cycle_interviewer", "child", "draw", "assignment", "seminar_change",
    "seminar_sequence",
)  # fmt: skip
PARTS_OF_A_CHILD = ("child_handler", "assignment")


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a thing stays (a msgid, or None when it can be taken away), and how much goes along with it."""

    reason: str | None
    children: int = 0
    drawn: int = 0


def about_child(child: Child) -> Standing:
    """Whether a child that the caller holds can be taken off the list."""
    own = select(Assignment.id).where(Assignment.child_id == child.id)
    if not child.cycle.is_open:
        reason: str | None = states.FINISHED
    elif _has_any(own.where(Assignment.ended_at.is_(None))):
        reason = N_("A worker is to meet this child. Exchange it on the page of the draw first, then take it away.")
    elif _is_in_use(Child, child.id, PARTS_OF_A_CHILD) or _has_happened(own):
        reason = N_("The child has been drawn, so it stays on the list. What has happened must be seen.")
    else:
        reason = None
    return Standing(reason)


def about_cycle(cycle: Cycle) -> Standing:
    """Whether a cycle that the caller holds can be taken away, and what goes along."""
    own = select(Assignment.id).where(Assignment.cycle_id == cycle.id)
    if not cycle.is_open:
        reason: str | None = states.FINISHED
    elif _is_in_use(Cycle, cycle.id, PARTS_OF_A_CYCLE):
        reason = N_("The seminar has begun in this cycle, or a survey has been answered. So it stays.")
    elif _has_happened(own):
        reason = N_("A worker has begun with a child of this cycle. So it stays: what has happened must be seen.")
    else:
        reason = None
    return Standing(reason, _count(Child, cycle), _count(Assignment, cycle))


def remove_child(actor: Actor, cycle_id: uuid.UUID, child_id: uuid.UUID) -> None:
    """Take a child off the list. Raises `WrongState` when it stays."""
    child = children.get_child(actor, cycle_id, child_id)
    states.lock(child.cycle)
    _lock_assignments(Assignment.child_id == child.id)
    _require(about_child(child))
    _delete_assignments(Assignment.child_id == child.id)
    db.session.delete(child)
    db.session.flush()
    trail.record(actor, Event.CHILD_REMOVED, child_id)


def remove_cycle(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Take a cycle away, with its list of children and its draws. Raises `WrongState` when it stays."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    states.lock(cycle)
    _lock_assignments(Assignment.cycle_id == cycle.id)
    standing = about_cycle(cycle)
    _require(standing)
    _delete_assignments(Assignment.cycle_id == cycle.id)
    for part in (Draw, Child):
        db.session.execute(delete(part).where(part.cycle_id == cycle.id))
    key_destruction.destroy_at_commit(db.session(), cycle.id)
    db.session.delete(cycle)
    db.session.flush()
    trail.record(actor, Event.CYCLE_REMOVED, cycle_id, children=standing.children, pairs=standing.drawn)


def _require(standing: Standing) -> None:
    if standing.reason:
        raise WrongState(standing.reason)


def _lock_assignments(which: ColumnElement[bool]) -> None:
    """Whoever writes something about one of them at this moment is waited for, or waits and finds it gone."""
    db.session.execute(select(Assignment.id).where(which).with_for_update())


def _delete_assignments(which: ColumnElement[bool]) -> None:
    """The rows, and with the commit their keys: nothing is to be opened with them any more."""
    key_destruction.destroy_at_commit(db.session(), *db.session.scalars(select(Assignment.id).where(which)))
    db.session.execute(delete(Assignment).where(which))


def _has_happened(own: Select[uuid.UUID]) -> bool:
    """Whether anything rests on one of these assignments, or one ended in a way that the report tells about."""
    told = own.where(
        Assignment.ended_at.is_not(None), Assignment.end_reason.is_distinct_from(EndReason.CHANGED_BY_HAND)
    )
    return _has_any(told) or bool(references.list_referred(Assignment, own))


def _has_any(query: Select[uuid.UUID]) -> bool:
    return db.session.scalar(query.limit(1)) is not None


def _is_in_use(kind: type[Base], row_id: uuid.UUID, parts: tuple[str, ...]) -> bool:
    return bool(references.count(kind, [row_id], besides=parts))


def _count(kind: type[Child] | type[Assignment], cycle: Cycle) -> int:
    return db.session.scalar(select(func.count()).select_from(kind).where(kind.cycle_id == cycle.id)) or 0
