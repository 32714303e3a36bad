"""Which model each engine transcribes with, where the administrator has chosen one, and how fast each has been here."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base


class ModelChoice(Base):
    """The choice for one engine. Without a row the largest model that is here is used."""

    __tablename__ = "model_choice"

    engine: Mapped[str] = mapped_column(String(30), primary_key=True)
    model: Mapped[str] = mapped_column(String(60))
    chosen_at: Mapped[datetime]


class TranscriptionSpeed(Base):
    """Sound transcribed and time spent on it, by machine, engine and model; old work weighs less and less."""

    __tablename__ = "transcription_speed"

    machine: Mapped[str] = mapped_column(String(20), primary_key=True)
    engine: Mapped[str] = mapped_column(String(30), primary_key=True)
    model: Mapped[str] = mapped_column(String(80), primary_key=True)
    sound_ms: Mapped[int] = mapped_column(default=0)
    work_ms: Mapped[int] = mapped_column(default=0)
    measured_at: Mapped[datetime]
