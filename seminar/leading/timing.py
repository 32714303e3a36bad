"""The time of each point of the agenda: the facilitator begins a point, and everybody sees what is left of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from seminar.changes import log
from seminar.changes.following import get_followed, require_leading
from seminar.changes.models import ChangeKind
from seminar.leading.meeting import require_open
from seminar.seminars import planning
from seminar.seminars.models import AgendaPoint, Seminar
from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import N_, WrongState

CHANGED = N_("The agenda has changed. Load the page again.")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda: where it stands, what it is, and when it began, if it has."""

    position: int
    name: str
    minutes: int
    started_at: datetime | None

    @property
    def ends_at(self) -> datetime | None:
        """When its minutes are over."""
        return self.started_at + timedelta(minutes=self.minutes) if self.started_at else None

    @property
    def left_s(self) -> int:
        """How many seconds are left of it; below zero when it has gone over its time, 0 before it has begun."""
        return round((self.ends_at - clock.now()).total_seconds()) if self.ends_at else 0


@dataclass(frozen=True, slots=True)
class Course:
    """The agenda as it goes: all points, which of them is now, and which comes after."""

    points: tuple[Point, ...]
    now: Point | None
    following: Point | None


def get_course(seminar: Seminar) -> Course:
    """How far a seminar that the caller holds has come on its agenda."""
    rows = db.session.scalars(
        select(AgendaPoint)
        .where(AgendaPoint.seminar_id == seminar.id)
        .order_by(AgendaPoint.position)
        .execution_options(populate_existing=True)
    )
    points = tuple(Point(row.position, row.name, row.minutes, row.started_at) for row in rows)
    begun = [point for point in points if point.started_at]
    now = max(begun, key=lambda point: (point.started_at, point.position)) if begun else None
    after = [point for point in points if now is None or point.position > now.position]
    return Course(points, now, after[0] if after else None)


def begin_point(actor: Actor, cycle_id: uuid.UUID, *, position: int) -> Course:
    """Begin a point of the open seminar's agenda; twice is once. For the facilitator.

    Raises `NotFound`, and `WrongState` while no seminar is open, or when there is no such point any more.
    """
    seminar, row = _point(actor, cycle_id, position)
    now = get_course(seminar).now
    if now is None or now.position != position:
        row.started_at = clock.now()
        _changed(actor, seminar)
    return get_course(seminar)


def take_back(actor: Actor, cycle_id: uuid.UUID, *, position: int) -> Course:
    """The point that is now was begun by mistake: the one before it goes on, with its own time. Raises as above."""
    seminar, row = _point(actor, cycle_id, position)
    now = get_course(seminar).now
    if now and now.position == position:
        row.started_at = None
        _changed(actor, seminar)
    return get_course(seminar)


def _point(actor: Actor, cycle_id: uuid.UUID, position: int) -> tuple[Seminar, AgendaPoint]:
    require_leading(actor)
    seminar = require_open(get_followed(actor, cycle_id).id)
    planning.require_changeable(seminar)
    row = db.session.get(AgendaPoint, (seminar.id, position), with_for_update=True)
    if row is None:
        raise WrongState(CHANGED)
    return seminar, row


def _changed(actor: Actor, seminar: Seminar) -> None:
    db.session.flush()
    log.append(actor, seminar.cycle_id, ChangeKind.AGENDA_MOVED, of=seminar.id)
