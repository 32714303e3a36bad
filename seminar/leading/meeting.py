"""Which seminar of a cycle is going on: the one that was opened last and has not ended."""

import uuid

from sqlalchemy import Select, select

from seminar.seminars.models import Seminar, State
from toolkit.db import db
from toolkit.errors import N_, WrongState

NOT_OPEN = N_("No seminar is open. Open it on its own page first, under “Seminar days”.")


def newest_open(cycle_id: uuid.UUID) -> Select[Seminar]:
    """The question for the open seminar of a cycle."""
    query = select(Seminar).where(Seminar.cycle_id == cycle_id, Seminar.state == State.OPEN)
    return query.order_by(Seminar.opened_at.desc(), Seminar.created_at.desc()).limit(1)


def require_open(cycle_id: uuid.UUID) -> Seminar:
    """The open seminar of a cycle that the caller holds. Raises `WrongState` when none is open."""
    seminar = db.session.scalar(newest_open(cycle_id))
    if seminar is None:
        raise WrongState(NOT_OPEN)
    return seminar
