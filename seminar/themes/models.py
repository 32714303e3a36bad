"""The themes of a cycle, in the words of the group that reads."""

import uuid
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from interview_guides.guides import QuestionArea
from toolkit.cycles.models import Cycle
from toolkit.db import Base, Identified, word_of
from toolkit.vault.columns import SealedText

CRAYONS = 8


class Area(StrEnum):
    """What a theme is about: the three question areas of the guides, and what works well."""

    KNOWLEDGE = QuestionArea.KNOWLEDGE
    CONTACT = QuestionArea.CONTACT
    PARTICIPATION = QuestionArea.PARTICIPATION
    WORKS_WELL = "works_well"


class Theme(Identified, Base):
    """One theme. `slot` (from 0) decides number and crayon and never changes; `position` decides the order."""

    __tablename__ = "theme"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    area: Mapped[Area] = mapped_column(word_of(Area, name="area", length=20))
    codebook_id: Mapped[str | None] = mapped_column(String(60))  # the theme of interview_guides that it came from
    name: Mapped[str] = mapped_column(SealedText("theme.name"))
    definition: Mapped[str] = mapped_column(SealedText("theme.definition"), default="", deferred=True)
    slot: Mapped[int]
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    cycle: Mapped[Cycle] = relationship()

    __table_args__ = (
        UniqueConstraint("cycle_id", "slot"),
        UniqueConstraint("cycle_id", "codebook_id"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def crayon(self) -> int:
        """The crayon, 1–8."""
        return self.slot % CRAYONS + 1

    @property
    def label(self) -> str:
        """What stands on the key and in the report: 1 … 8, then 1b … 8b, 1c …"""
        turn = self.slot // CRAYONS
        return f"{self.crayon}{chr(ord('a') + turn) if turn else ''}"
