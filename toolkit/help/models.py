"""What a unit has ticked of its first year: which step, who, and when."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit import clock
from toolkit.db import Base
from toolkit.people.models import Person


class FirstYearTick(Base):
    """One step that somebody says is done."""

    __tablename__ = "first_year_tick"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(40), primary_key=True)
    ticked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    ticked_at: Mapped[datetime] = mapped_column(default=clock.now)

    ticked_by: Mapped[Person] = relationship()
