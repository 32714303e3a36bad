"""The unit's own words, one row per unit. Not personal, and sealed all the same: somebody may slip."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base
from toolkit.vault.columns import SealedText


class UnitTerms(Base):
    """One word or name of a place per line."""

    __tablename__ = "unit_terms"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(SealedText("unit_terms.text"), default="")
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
