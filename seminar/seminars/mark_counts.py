"""How much has been marked before a seminar: numbers for whoever plans it, never who or what."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from seminar.seminars.models import Mark, Participant, Seminar
from toolkit.db import db


def has_marks(seminar: Seminar) -> bool:
    """Whether anybody has marked anything."""
    query = select(Mark.id).join(Mark.participant).where(Participant.seminar_id == seminar.id)
    return db.session.scalar(query.limit(1)) is not None


def count_marks(seminar: Seminar, *, without: Collection[uuid.UUID]) -> int:
    """How many marks were made by others than these people."""
    query = select(func.count(Mark.id)).join(Mark.participant).where(Participant.seminar_id == seminar.id)
    others = Participant.person_id.not_in(list(without))
    return db.session.scalar(query.where(others, Mark.removed_at.is_(None))) or 0
