"""The names that an interview knows, and a colleague's reading of the de-identified text."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.cycles.models import Assignment
from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person
from toolkit.vault.columns import KeyPart, SealedText, lies_under


class ReadingState(StrEnum):
    """Asked, and then one answer."""

    ASKED = "asked"
    APPROVED = "approved"
    SENT_BACK = "sent_back"


class KnownName(Identified, Base):
    """A name that will be spoken in the interview, entered by the interviewer. Goes with the recording."""

    __tablename__ = "known_name"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(SealedText("known_name.name"))
    role: Mapped[str] = mapped_column(String(20))  # a key of known_names.FIELDS
    position: Mapped[int]

    __table_args__ = {"info": lies_under(KeyPart.FULL_TEXT)}


class SecondReading(Identified, Base):
    """A colleague is asked to read the de-identified text before it is handed over.

    A reading counts for the text as it was approved before it was asked for.
    """

    __tablename__ = "second_reading"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    reader_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[ReadingState] = mapped_column(
        word_of(ReadingState, name="state", length=10), default=ReadingState.ASKED
    )
    comment: Mapped[str] = mapped_column(SealedText("second_reading.comment"), default="")
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship()
    reader: Mapped[Person] = relationship()

    __table_args__ = {"info": lies_under(KeyPart.FULL_TEXT)}

    @property
    def is_approved(self) -> bool:
        """Whether the colleague recognised nobody."""
        return self.state == ReadingState.APPROVED

    @property
    def is_sent_back(self) -> bool:
        """Whether the colleague wants something changed first."""
        return self.state == ReadingState.SENT_BACK
