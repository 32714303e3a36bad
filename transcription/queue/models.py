"""What the schedule keeps: the site's opening hours, and how fast this machine has heard with each model."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base

SITE = 1


class HearingHours(Base):
    """The one row of the site: minutes after midnight, or nothing for always. `open_until` lets work begin anyway."""

    __tablename__ = "hearing_hours"

    site: Mapped[int] = mapped_column(primary_key=True, default=SITE)
    begins: Mapped[int | None]
    ends: Mapped[int | None]
    open_until: Mapped[datetime | None]


class HearingSpeed(Base):
    """Sound heard and time spent on it, by machine, engine and model; old work weighs less and less."""

    __tablename__ = "hearing_speed"

    machine: Mapped[str] = mapped_column(String(20), primary_key=True)
    engine: Mapped[str] = mapped_column(String(30), primary_key=True)
    model: Mapped[str] = mapped_column(String(80), primary_key=True)
    sound_ms: Mapped[int] = mapped_column(default=0)
    work_ms: Mapped[int] = mapped_column(default=0)
    measured_at: Mapped[datetime]
