"""Proposals for change, what was decided about each, and the dots that they were given."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.themes.models import Theme
from toolkit import clock
from toolkit.db import Base, Identified, word_of
from toolkit.vault.columns import SealedText


class Decision(StrEnum):
    """What the unit leader answered."""

    YES = "yes"
    CHANGED = "changed"  # yes to something else, which `decision_words` say
    NO = "no"  # and why, which the children are told too


PROMISES = frozenset({Decision.YES, Decision.CHANGED})


class Proposal(Identified, Base):
    """What the group wants to change, under the theme it answers. A yes makes it a promise to the children, a no has
    its reason; whatever comes of a promise are the rows of `actions`."""

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
    decision: Mapped[Decision | None] = mapped_column(word_of(Decision, name="decision", length=10))
    decision_words: Mapped[str] = mapped_column(SealedText("proposal.decision_words"), default="")
    for_children: Mapped[str] = mapped_column(SealedText("proposal.for_children"), default="")
    """A yes as children are told it, where somebody has written that; what it became is in their words already."""
    version: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme] = relationship()

    __table_args__ = (CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="is_decided"),)
    __mapper_args__ = {"version_id_col": version}

    @property
    def decided_on(self) -> date | None:
        """The day of the decision on a calendar in Sweden."""
        return self.decided_at.astimezone(clock.LOCAL_ZONE).date() if self.decided_at else None

    @property
    def is_promise(self) -> bool:
        """Whether the children have been promised something: this, or what it became."""
        return self.decision in PROMISES

    @property
    def is_refused(self) -> bool:
        """Whether it became a no."""
        return self.decision is Decision.NO

    @property
    def promised(self) -> str:
        """What was promised: its own words, or what it became; empty while nothing is."""
        if not self.is_promise:
            return ""
        return self.decision_words if self.decision is Decision.CHANGED else self.text

    @property
    def told(self) -> str:
        """What children are told of what was promised."""
        return self.for_children or self.promised


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
