"""What the unit does because of a promise, how it goes, who has seen that it is in use, and why it is carried on.

An action belongs to the unit and not to the year that it comes from (decision 26). Whatever hangs on it is only ever
added: its history is its rows.
"""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.proposals.models import Proposal
from toolkit import clock
from toolkit.cycles.models import Cycle
from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person
from toolkit.vault.columns import SealedText


class ActionKind(StrEnum):
    """What sort of thing is done."""

    ROUTINE = "routine"
    TRAINING = "training"
    PURCHASE = "purchase"
    METHOD = "method"
    WORKSHOP = "workshop"
    ROOMS = "rooms"
    INFORMATION = "information"
    OTHER = "other"


class ActionState(StrEnum):
    """How it goes with an action. `VERIFIED` and `NOT_IN_USE` are what somebody else has seen; the rest is reported."""

    NOT_STARTED = "not_started"
    GOING = "going"
    STILL = "still"  # stands still
    DONE = "done"
    NOT_IN_USE = "not_in_use"
    VERIFIED = "verified"
    GIVEN_UP = "given_up"


REPORTED = (ActionState.NOT_STARTED, ActionState.GOING, ActionState.STILL, ActionState.DONE)


class Action(Identified, Base):
    """One thing that is done because of a promise. `cycle_id` says where it comes from, and nothing ends it there."""

    __tablename__ = "action"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("proposal.id"), index=True)
    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    what: Mapped[str] = mapped_column(SealedText("action.what"))
    kind: Mapped[ActionKind] = mapped_column(word_of(ActionKind, name="kind", length=20), default=ActionKind.OTHER)
    responsible: Mapped[str] = mapped_column(SealedText("action.responsible"))  # a person or a group, as it is said
    responsible_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))  # when it is a person of the unit
    responsible_team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"))  # when it is one of its teams
    due: Mapped[date]
    indicator: Mapped[str] = mapped_column(SealedText("action.indicator"), default="")
    goal: Mapped[str] = mapped_column(SealedText("action.goal"), default="")  # of the operational plan
    notice_question: Mapped[str] = mapped_column(SealedText("action.notice_question"), default="")
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    proposal: Mapped[Proposal] = relationship()
    cycle: Mapped[Cycle] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[responsible_id])
    progress: Mapped[list["Progress"]] = relationship(order_by="Progress.on, Progress.number", passive_deletes="all")
    verifications: Mapped[list["Verification"]] = relationship(passive_deletes="all")
    carried: Mapped[list["CarriedOver"]] = relationship(order_by="CarriedOver.created_at", passive_deletes="all")

    __mapper_args__ = {"version_id_col": version}

    @property
    def latest(self) -> "Progress | None":
        """The report of the latest day; of two from one day the later."""
        return max(self.progress, key=lambda each: (each.on, each.number), default=None)

    @property
    def seen(self) -> "Verification | None":
        """What somebody else has seen of the latest report."""
        latest = self.latest
        return next((each for each in self.verifications if latest and each.progress_id == latest.id), None)

    @property
    def state(self) -> ActionState:
        """What the latest report says, or what somebody else has seen of it since."""
        if self.latest is None:
            return ActionState.NOT_STARTED
        if self.seen is None:
            return self.latest.state
        return ActionState.VERIFIED if self.seen.is_in_use else ActionState.NOT_IN_USE

    @property
    def is_asked_about(self) -> bool:
        """Whether a new year asks if it is still true: what is done and waits to be seen goes on by itself."""
        return self.is_open and not self.waits_to_be_seen

    @property
    def waits_to_be_seen(self) -> bool:
        """Whether somebody has said that it is done, and nobody else has looked yet."""
        return self.is_open and self.state is ActionState.DONE

    @property
    def is_open(self) -> bool:
        """Whether it is still to be followed up."""
        return self.closed_at is None

    @property
    def is_overdue(self) -> bool:
        """Whether its day has been, and it is neither closed nor waits to be seen by somebody else."""
        return self.is_open and self.due < clock.today() and not self.waits_to_be_seen

    @property
    def has_lost_its_owner(self) -> bool:
        """Whether the person who is responsible is no longer here, so that somebody else is to be named."""
        owner = self.owner
        return self.is_open and owner is not None and not (owner.is_active and owner.unit_id == self.unit_id)


class Progress(Identified, Base):
    """One report of how it goes with an action, with where it can be seen. `GIVEN_UP` is one too: `note` says why."""

    __tablename__ = "progress"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), index=True)
    number: Mapped[int]  # 1 for the first that was written
    on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(word_of(ActionState, name="state", length=12))
    note: Mapped[str] = mapped_column(SealedText("progress.note"), default="")
    evidence: Mapped[str] = mapped_column(SealedText("progress.evidence"), default="")
    link: Mapped[str] = mapped_column(SealedText("progress.link"), default="")
    reported_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        UniqueConstraint("action_id", "number"),
        CheckConstraint("state NOT IN ('verified', 'not_in_use')", name="is_reported"),
    )


class Verification(Identified, Base):
    """Somebody else than who did it has looked: it is in use, or it is not."""

    __tablename__ = "verification"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), index=True)
    progress_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("progress.id"), unique=True)  # what was looked at
    is_in_use: Mapped[bool]
    note: Mapped[str] = mapped_column(SealedText("verification.note"), default="")
    verified_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))


class CarriedOver(Identified, Base):
    """An action that was open when a new year began, and is still true there: with the reason."""

    __tablename__ = "carried_over"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"))
    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    reason: Mapped[str] = mapped_column(SealedText("carried_over.reason"))
    carried_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("action_id", "cycle_id"),)
