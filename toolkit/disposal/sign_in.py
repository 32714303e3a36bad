"""What is left of sign-ins that have ended: sessions, and one-time codes that open nothing any more."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select

from toolkit.db import db
from toolkit.people.models import OneTimeCode, Person, SignInSession


def counting_ended(unit_id: uuid.UUID, *, before: datetime) -> ColumnElement[int]:
    """For a query: how many of the unit ended before a moment."""
    sessions, codes = (
        select(func.count()).select_from(table).where(*which).scalar_subquery()
        for table, which in _ended(unit_id, before)
    )
    return sessions + codes


def remove_ended(unit_id: uuid.UUID, *, before: datetime) -> int:
    """Remove them; how many there were."""
    return sum(
        int(getattr(db.session.execute(delete(table).where(*which)), "rowcount", 0))
        for table, which in _ended(unit_id, before)
    )


def _ended(unit_id: uuid.UUID, before: datetime) -> tuple[tuple[Any, tuple[ColumnElement[bool], ...]], ...]:
    people = select(Person.id).where(Person.unit_id == unit_id)
    sessions = or_(SignInSession.ended_at < before, SignInSession.expires_at < before)
    codes = or_(OneTimeCode.used_at < before, OneTimeCode.expires_at < before)
    return (
        (SignInSession, (SignInSession.person_id.in_(people), sessions)),
        (OneTimeCode, (OneTimeCode.person_id.in_(people), codes)),
    )
