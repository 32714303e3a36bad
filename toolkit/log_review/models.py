"""The month's sample of a unit: which lines of the trail were drawn, what was found, and who signed."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person
from toolkit.vault.columns import SealedText


class Finding(StrEnum):
    """What somebody who went through the sample thinks of one access."""

    WAITING = "waiting"
    RIGHT = "right"
    ASK = "ask"  # somebody is asked about it; the note says what


class LogReview(Identified, Base):
    """A month of a unit. Once it is signed nothing in it changes."""

    __tablename__ = "log_review"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    month: Mapped[date]  # its first day
    accesses: Mapped[int]  # in the whole month, of which some were drawn
    people: Mapped[int]  # who made them
    lines_drawn: Mapped[int]
    asked: Mapped[int] = mapped_column(default=0)  # about how many somebody was asked, when it was signed
    left: Mapped[int] = mapped_column(default=0)  # the signer's own accesses, which nobody else had looked at
    signed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]

    signed_by: Mapped[Person | None] = relationship()
    lines: Mapped[list["LogReviewLine"]] = relationship(
        back_populates="review", cascade="all, delete-orphan", order_by="LogReviewLine.seq"
    )

    __table_args__ = (UniqueConstraint("unit_id", "month"),)

    @property
    def is_signed(self) -> bool:
        """Whether somebody has signed that it was gone through."""
        return self.signed_at is not None


class LogReviewLine(Identified, Base):
    """One access that was drawn, by its number on the trail, and whose interview it was about."""

    __tablename__ = "log_review_line"

    review_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("log_review.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int] = mapped_column(BigInteger, index=True)
    finding: Mapped[Finding] = mapped_column(word_of(Finding, name="finding", length=10), default=Finding.WAITING)
    note: Mapped[str] = mapped_column(SealedText("log_review_line.note"), default="")
    judged_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    review: Mapped[LogReview] = relationship(back_populates="lines")

    __table_args__ = (UniqueConstraint("review_id", "seq"),)

    @property
    def is_judged(self) -> bool:
        """Whether somebody has said what they think of it."""
        return self.finding is not Finding.WAITING

    @property
    def is_right(self) -> bool:
        """Whether it looks right."""
        return self.finding is Finding.RIGHT

    @property
    def is_asked_about(self) -> bool:
        """Whether somebody is asked about it."""
        return self.finding is Finding.ASK


class LogReviewChecker(Base):
    """Somebody goes through the sample: for them, and nobody else, the names in it are opened."""

    __tablename__ = "log_review_checker"

    review_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("log_review.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    begun_at: Mapped[datetime]
