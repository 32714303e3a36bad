"""Who may follow a cycle's seminar while it goes on: the one place that decides it, for pages, polling and streams.

The facilitator of the unit follows and leads. Whoever takes part follows for as long as later rooms say so
(`TAKING_PART`).
"""

import uuid
from collections.abc import Callable

from sqlalchemy import ColumnElement, or_, select

from toolkit.access import Actor, Role
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.hooks import Hook

TAKING_PART: Hook[Callable[[Actor], ColumnElement[bool]]] = Hook("a seminar is followed", "seminars")
"""Each says in which cycles somebody takes part right now, as a condition on `Cycle`."""

WAITING: Hook[Callable[[Actor, uuid.UUID], bool]] = Hook("somebody adds to a seminar", "seminars")
"""Each says whether what somebody adds to a cycle that they follow waits until whoever leads has accepted it."""


def leads(actor: Actor) -> bool:
    """Whether the person leads the seminars of their unit."""
    return actor.is_any(Role.FACILITATOR)


def follows(actor: Actor) -> ColumnElement[bool]:
    """Whether somebody may follow the seminar of a cycle, as a condition on `Cycle`."""
    own = Cycle.unit_id == actor.unit_id
    return own if leads(actor) else own & or_(*(participates(actor) for participates in TAKING_PART.each()))


def get_followed(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """The cycle whose seminar the person may follow: the unit's facilitator, and whoever takes part while it is open.

    Raises `NotFound`.
    """
    cycle = db.session.scalar(select(Cycle).where(Cycle.id == cycle_id, follows(actor)))
    if cycle is None:
        raise NotFound
    return cycle


def find_followed(actor: Actor) -> uuid.UUID | None:
    """The latest cycle whose seminar somebody may follow, if there is any."""
    latest = select(Cycle.id).where(follows(actor)).order_by(Cycle.year.desc(), Cycle.created_at.desc())
    return db.session.scalar(latest.limit(1))


def is_at_a_seminar(actor: Actor) -> bool:
    """Whether somebody who does not lead takes part in a seminar right now."""
    return not leads(actor) and find_followed(actor) is not None


def waits(actor: Actor, cycle_id: uuid.UUID) -> bool:
    """Whether what somebody adds to a cycle that they follow counts only once whoever leads has accepted it."""
    return not leads(actor) and any(wait(actor, cycle_id) for wait in WAITING.each())


def require_leading(actor: Actor) -> None:
    """Raise `NotFound` for whoever does not lead the seminars of their unit."""
    actor.require(Role.FACILITATOR)
