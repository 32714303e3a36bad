"""Proposals for change, and what has happened to those that were decided."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.themes.models import Theme
from toolkit import clock
from toolkit.db import Base, Identified, word_of
from toolkit.vault.columns import SealedText


class ActionState(StrEnum):
    """How it goes with what was decided."""

    NOT_STARTED = "not_started"
    GOING = "going"
    STILL = "still"  # stands still
    DONE = "done"


class Proposal(Identified, Base):
    """What the group wants to change, under the theme it answers. `decided_at` makes it a promise to the children."""

    __tablename__ = "proposal"

    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("theme.id"), index=True)
    text: Mapped[str] = mapped_column(SealedText("proposal.text"))
    responsible: Mapped[str] = mapped_column(SealedText("proposal.responsible"), default="")  # a person or a group
    indicator: Mapped[str] = mapped_column(SealedText("proposal.indicator"), default="")
    due: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)  # among the proposals of the theme
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme] = relationship()
    progress: Mapped[list["Progress"]] = relationship(
        cascade="all, delete-orphan", order_by="Progress.on, Progress.created_at", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def decided_on(self) -> date | None:
        """The day of the decision on a calendar in Sweden."""
        return self.decided_at.astimezone(clock.LOCAL_ZONE).date() if self.decided_at else None

    @property
    def state(self) -> ActionState | None:
        """What the latest report says of a decided proposal; None while nothing is decided."""
        if self.decided_at is None:
            return None
        return self.progress[-1].state if self.progress else ActionState.NOT_STARTED

    @property
    def is_introduced(self) -> bool:
        """Whether what was promised is there."""
        return self.state == ActionState.DONE


class Progress(Identified, Base):
    """One report of how it goes with a decided proposal."""

    __tablename__ = "progress"

    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(word_of(ActionState, name="state", length=12))
    note: Mapped[str] = mapped_column(SealedText("progress.note"), default="")
    reported_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))


class Dot(Identified, Base):
    """One dot of a person on a proposal, at one seminar. `number` counts their dots: nobody has one too many."""

    __tablename__ = "proposal_dot"

    seminar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seminar.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)

    __table_args__ = (
        UniqueConstraint("seminar_id", "person_id", "number"),
        UniqueConstraint("seminar_id", "person_id", "proposal_id"),
    )
