"""Decisions on disposal, what two people have disposed of by them, and what is set aside for a time."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person
from toolkit.vault.columns import SealedText


class Material(StrEnum):
    """What is kept and disposed of by itself."""

    RECORDING = "recording"  # the sound
    FULL_TEXT = "full_text"  # the words with names in them: transcript, corrections, notes, known names
    CONTACT = "contact"  # how to reach the child and its guardians, and what was noted about it
    INTERVIEW = "interview"  # the de-identified text, quotes, and all else that hangs on the interview
    ANSWERS = "answers"  # to the surveys of a year
    SIGN_IN = "sign_in"  # sessions and one-time codes that have ended
    TRAIL = "trail"  # the log of who did what


class CountedFrom(StrEnum):
    """Where a term begins."""

    INTERVIEW = "interview"  # the day of the interview; without one, the day on which it was given up
    REPORT = "report"  # the day on which the year's report stood, or the last day of the year's plan
    END = "end"  # of the session
    WRITTEN = "written"  # the moment of each line of the log


class ProposalState(StrEnum):
    """How far a proposal to dispose of something has come."""

    PROPOSED = "proposed"
    CARRIED_OUT = "carried_out"
    TAKEN_BACK = "taken_back"


class Outcome(StrEnum):
    """What became of one thing that somebody proposed to dispose of."""

    WAITING = "waiting"
    DISPOSED = "disposed"
    LEFT_OUT = "left_out"  # withdrawn, set aside, or not due any more when the second person confirmed


class DisposalDecision(Identified, Base):
    """What the board has decided about one kind of material. A later one replaces it; it stays, and what it promised.

    `months` is the term after which it is gone at the latest; None: it is kept for good.
    """

    __tablename__ = "disposal_decision"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    material: Mapped[Material] = mapped_column(word_of(Material, name="material", length=20))
    months: Mapped[int | None]
    counted_from: Mapped[CountedFrom | None] = mapped_column(word_of(CountedFrom, name="counted_from", length=20))
    reference: Mapped[str] = mapped_column(String(120))
    decided_on: Mapped[date]
    registered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    replaced_at: Mapped[datetime | None]

    registered_by: Mapped[Person] = relationship()

    __table_args__ = (
        CheckConstraint("months BETWEEN 1 AND 1200", name="months"),
        CheckConstraint("(months IS NULL) = (counted_from IS NULL)", name="term"),
        Index(
            "uq_disposal_decision_in_force",
            "unit_id",
            "material",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    @property
    def keeps(self) -> bool:
        """Whether the material is kept for good."""
        return self.months is None


class DisposalProposal(Identified, Base):
    """Somebody proposes to dispose of what is due of one kind; another confirms, and the row is the certificate."""

    __tablename__ = "disposal_proposal"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    number: Mapped[int]
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("disposal_decision.id"))
    material: Mapped[Material] = mapped_column(word_of(Material, name="material", length=20))
    state: Mapped[ProposalState] = mapped_column(
        word_of(ProposalState, name="state", length=20), default=ProposalState.PROPOSED
    )
    due_by: Mapped[date]  # what is due by this day is proposed
    proposed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    settled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    disposed: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)

    decision: Mapped[DisposalDecision] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=proposed_by_id)
    settled_by: Mapped[Person | None] = relationship(foreign_keys=settled_by_id)
    items: Mapped[list["DisposalItem"]] = relationship(
        back_populates="proposal", cascade="all, delete-orphan", order_by="DisposalItem.id"
    )

    __table_args__ = (
        UniqueConstraint("unit_id", "number"),
        Index(
            "uq_disposal_proposal_open",
            "unit_id",
            "material",
            unique=True,
            sqlite_where=text("state = 'proposed'"),
            postgresql_where=text("state = 'proposed'"),
        ),
    )

    @property
    def items_in_order(self) -> list["DisposalItem"]:
        """As in the list of what is due: by the year and the child's code."""
        return sorted(self.items, key=lambda item: item.names)

    @property
    def is_open(self) -> bool:
        """Whether somebody else has to say yes or no."""
        return self.state is ProposalState.PROPOSED

    @property
    def is_about_sound(self) -> bool:
        """Whether nobody can listen afterwards."""
        return self.material is Material.RECORDING

    @property
    def is_carried_out(self) -> bool:
        """Whether the material is gone."""
        return self.state is ProposalState.CARRIED_OUT


class DisposalItem(Identified, Base):
    """One interview, or one year, in a proposal."""

    __tablename__ = "disposal_item"

    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("disposal_proposal.id", ondelete="CASCADE"), index=True)
    assignment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    cycle_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[Outcome] = mapped_column(word_of(Outcome, name="outcome", length=20), default=Outcome.WAITING)

    assignment: Mapped[Assignment | None] = relationship()
    cycle: Mapped[Cycle | None] = relationship()
    proposal: Mapped[DisposalProposal] = relationship(back_populates="items")

    @property
    def names(self) -> tuple[str, str]:
        """Its year's name and the child's code; a year has no code."""
        if self.assignment:
            return self.assignment.cycle.name, self.assignment.child.code
        return self.cycle.name if self.cycle else "", ""


class DisposalHold(Identified, Base):
    """An interview is set aside: a complaint or a review goes on, and until it is over nothing of it is due."""

    __tablename__ = "disposal_hold"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(SealedText("disposal_hold.reason"))
    set_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    assignment: Mapped[Assignment] = relationship()
    set_by: Mapped[Person] = relationship(foreign_keys=set_by_id)

    __table_args__ = (
        Index(
            "uq_disposal_hold_going",
            "assignment_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )
