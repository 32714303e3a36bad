"""Which model each engine hears with, when the administrator has chosen one."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base


class ModelChoice(Base):
    """The choice for one engine. Without a row the largest model that is here hears."""

    __tablename__ = "model_choice"

    engine: Mapped[str] = mapped_column(String(30), primary_key=True)
    model: Mapped[str] = mapped_column(String(60))
    chosen_at: Mapped[datetime]
