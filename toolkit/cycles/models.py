"""The year's cycle, the children who may be asked, and the assignments that the draw makes."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from interview_guides.age_bands import AgeBand, band_of
from toolkit.cycles.kept import KEPT, Kept
from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person, Team, Unit
from toolkit.vault.columns import KeyPart, SealedText, owns_keys

GOING: dict[str, Any] = {
    "unique": True, "sqlite_where": text("ended_at IS NULL"), "postgresql_where": text("ended_at IS NULL"),
}  # fmt: skip


class CycleState(StrEnum):
    """How far a year has come. It goes one way only; the rules for passing on are in `states`."""

    PLANNED = "planned"  # until the first child is drawn
    RUNNING = "running"
    REPORTED = "reported"  # the report stands; its promises are followed up
    CLOSED = "closed"  # everything is followed up; readable for good


class Sex(StrEnum):
    """What stands in the child's file; results are counted by it."""

    GIRL = "girl"
    BOY = "boy"
    OTHER = "other"


class Interpreter(StrEnum):
    """Whether the child needs somebody who translates, or a worker who speaks its language."""

    NOT_NEEDED = "not_needed"  # speaks Swedish with the worker
    NEEDED = "needed"  # unless the worker speaks the language
    DECLINED = "declined"  # wants no interpreter: only a worker who speaks the language


class HandlerKind(StrEnum):
    """How a colleague knows a child. None of them may interview it."""

    PRESENT = "present"
    FORMER = "former"
    CO = "co"


class Origin(StrEnum):
    """How an assignment came about."""

    DRAW = "draw"
    REPLACEMENT = "replacement"
    BY_HAND = "by_hand"


class EndReason(StrEnum):
    """Why an assignment ended before its interview was read."""

    DECLINED = "declined"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    CHANGED_BY_HAND = "changed_by_hand"


class Cycle(Identified, Base):
    """One year of the model in one unit."""

    __tablename__ = "cycle"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    guide_set: Mapped[str] = mapped_column(String(60), default="standard")
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[CycleState] = mapped_column(word_of(CycleState, name="state", length=10), default=CycleState.PLANNED)
    reported_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    youngest: Mapped[int | None]  # of the children who are drawn this year; None: as the unit
    oldest: Mapped[int | None]

    unit: Mapped[Unit] = relationship()
    phases: Mapped[list["CyclePhase"]] = relationship(cascade="all, delete-orphan", order_by="CyclePhase.starts_on")
    interviewers: Mapped[list["CycleInterviewer"]] = relationship(cascade="all, delete-orphan")
    teams: Mapped[list["CycleTeam"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("unit_id", "year", "name"), {"info": owns_keys(KeyPart.ANSWERS)})
    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        """Whether the year still takes in what is heard, read and written: its report does not stand yet."""
        return self.state in {CycleState.PLANNED, CycleState.RUNNING}

    @property
    def is_running(self) -> bool:
        """Whether children have been drawn and the report does not stand yet."""
        return self.state == CycleState.RUNNING

    @property
    def is_closed(self) -> bool:
        """Whether nothing in it changes any more."""
        return self.state is CycleState.CLOSED


class CyclePhase(Base):
    """One phase of the year wheel with its dates. `key` is a phase of the year wheel in interview_guides."""

    __tablename__ = "cycle_phase"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class CycleTeam(Base):
    """A team that takes part this year."""

    __tablename__ = "cycle_team"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("team.id"), primary_key=True)

    team: Mapped[Team] = relationship(lazy="joined")


class CycleInterviewer(Base):
    """A social worker who does an interview this year."""

    __tablename__ = "cycle_interviewer"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)

    person: Mapped[Person] = relationship()


class Child(Identified, Base):
    """A child who may be asked this year: a pseudonym code, never a name. Contact details live in participation."""

    __tablename__ = "child"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    age: Mapped[int]
    sex: Mapped[Sex] = mapped_column(word_of(Sex, name="sex", length=10))
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"))
    case_open: Mapped[bool] = mapped_column(default=True)
    protected_identity: Mapped[bool] = mapped_column(default=False)
    siblings: Mapped[str] = mapped_column(String(40), default="")  # the same mark: never to the same worker
    language: Mapped[str] = mapped_column(String(60), default="")  # as `spoken` names it; empty: Swedish
    interpreter: Mapped[Interpreter] = mapped_column(
        word_of(Interpreter, name="interpreter", length=12), default=Interpreter.NOT_NEEDED
    )
    excluded_at: Mapped[datetime | None]  # said no, moved, or withdrawn: not drawn again this year
    version: Mapped[int] = mapped_column(default=1)

    cycle: Mapped[Cycle] = relationship()
    team: Mapped[Team | None] = relationship()
    handlers: Mapped[list["ChildHandler"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("cycle_id", "code"),)
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # `versions.count`

    @property
    def is_girl(self) -> bool:
        """Whether the words about the child are those for a girl."""
        return self.sex == Sex.GIRL

    @property
    def is_boy(self) -> bool:
        """Whether they are those for a boy."""
        return self.sex == Sex.BOY

    @property
    def needs_interpreter(self) -> bool:
        """Whether somebody has to translate, unless the worker speaks the child's language."""
        return self.interpreter is Interpreter.NEEDED

    @property
    def wants_no_interpreter(self) -> bool:
        """Whether only a worker who speaks the child's language may meet it."""
        return self.interpreter is Interpreter.DECLINED

    @property
    def age_band(self) -> AgeBand:
        """The band that the child is counted and signed in, since an exact age tells too much."""
        return band_of(self.age)


class ChildHandler(Base):
    """A colleague who handles or has handled the child. None of them may interview it."""

    __tablename__ = "child_handler"

    child_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("child.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[HandlerKind] = mapped_column(word_of(HandlerKind, name="kind", length=10), primary_key=True)

    person: Mapped[Person] = relationship()


class Draw(Identified, Base):
    """One drawing of lots, with the seed that makes it reproducible."""

    __tablename__ = "draw"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    seed: Mapped[str] = mapped_column(String(64))
    drawn_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    stratified: Mapped[bool] = mapped_column(default=True)


class Assignment(Identified, Kept, Base):
    """One social worker is to meet one child this year: the thread that every later step hangs on."""

    __tablename__ = "assignment"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"))
    child_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("child.id", ondelete="CASCADE"), index=True)
    interviewer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    place: Mapped[int] = mapped_column(default=1)  # which of the children that the worker has room for
    draw_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("draw.id"))
    origin: Mapped[Origin] = mapped_column(word_of(Origin, name="origin", length=12), default=Origin.DRAW)
    reason: Mapped[str] = mapped_column(SealedText("assignment.reason"), default="", deferred=True)  # when by hand
    ended_at: Mapped[datetime | None] = mapped_column()
    end_reason: Mapped[EndReason | None] = mapped_column(word_of(EndReason, name="end_reason", length=40))

    cycle: Mapped[Cycle] = relationship()
    child: Mapped[Child] = relationship()
    interviewer: Mapped[Person] = relationship()

    __table_args__ = (
        # one going assignment per place of a worker and per child in a cycle, held by the database itself
        Index("uq_assignment_place_going", "cycle_id", "interviewer_id", "place", **GOING),
        Index("uq_assignment_child_going", "child_id", **GOING),
        Index("ix_assignment_kept", *KEPT),
        {"info": owns_keys(KeyPart.WHOLE, KeyPart.RECORDING, KeyPart.FULL_TEXT, KeyPart.CONTACT)},
    )
