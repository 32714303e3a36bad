"""The addresses by which calendars are fetched, each known only as a hash."""

import uuid
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person


class Scope(StrEnum):
    """Whose days a calendar holds."""

    OWN = "own"  # what the person is responsible for
    UNIT = "unit"  # everything that the unit follows up


class CalendarAddress(Identified, Base):
    """One person's address of one calendar. Without the row the address opens nothing."""

    __tablename__ = "calendar_address"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    scope: Mapped[Scope] = mapped_column(word_of(Scope, name="scope", length=10))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)

    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("person_id", "scope"),)
