"""The themes of a cycle, in the words of the group that reads."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from interview_guides.guides import QuestionArea
from toolkit.cycles.models import Cycle
from toolkit.db import Base, Identified, word_of
from toolkit.vault.columns import SealedText

CRAYONS = 8
LETTERS = "abcdefghijkmnpqrstuvwxyz"  # without l and o, which look like digits


class Area(StrEnum):
    """What a theme is about: the three question areas of the guides, and what works well."""

    KNOWLEDGE = QuestionArea.KNOWLEDGE
    CONTACT = QuestionArea.CONTACT
    PARTICIPATION = QuestionArea.PARTICIPATION
    WORKS_WELL = "works_well"


class Theme(Identified, Base):
    """One theme. `slot` (from 0) decides number and crayon and never changes; `position` decides the order.

    A retired theme is not offered any more; what stands under it stays. One that was merged into another stands in no
    list, and is kept so that the two can be told apart again. `lineage_id` is the same for a theme and for those of
    later years that were taken over from it.

    One that waits was suggested with the first words under it: it has no number yet (`slot` is below 0), and stands in
    no list until whoever leads accepts those words.
    """

    __tablename__ = "theme"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    area: Mapped[Area] = mapped_column(word_of(Area, name="area", length=20))
    codebook_id: Mapped[str | None] = mapped_column(String(60))  # the theme of interview_guides that it came from
    name: Mapped[str] = mapped_column(SealedText("theme.name"))
    definition: Mapped[str] = mapped_column(SealedText("theme.definition"), default="", deferred=True)
    slot: Mapped[int]
    position: Mapped[int]
    lineage_id: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)
    is_waiting: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None]
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("theme.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    cycle: Mapped[Cycle] = relationship()

    __table_args__ = (
        UniqueConstraint("cycle_id", "slot"),
        UniqueConstraint("cycle_id", "codebook_id"),
        UniqueConstraint("cycle_id", "lineage_id"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def is_retired(self) -> bool:
        """Whether nothing new is put under it any more."""
        return self.retired_at is not None

    @property
    def is_merged(self) -> bool:
        """Whether what stood under it stands under another theme."""
        return self.merged_into_id is not None

    @property
    def crayon(self) -> int:
        """The crayon, 1–8."""
        return self.slot % CRAYONS + 1

    @property
    def label(self) -> str:
        """What is typed for it, and stands before its name on every page: 1 … 8, 9a … 9z, then 0aa …; a sign while it
        waits. None begins another, so that nothing waits to see whether more follows; and none changes when a theme
        comes or goes, so that what hangs on the wall still holds."""
        if self.is_waiting:
            return "+"
        if self.slot < CRAYONS:
            return str(self.slot + 1)
        turn, letter = divmod(self.slot - CRAYONS, len(LETTERS))
        return f"9{LETTERS[letter]}" if turn == 0 else f"0{LETTERS[turn - 1]}{LETTERS[letter]}"
