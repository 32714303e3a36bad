"""A seminar, its agenda, who takes part in which group, who reads which interview, and what struck them in it."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.themes.models import Area
from toolkit.cycles.models import Cycle
from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person
from toolkit.vault.columns import SealedText


class Kind(StrEnum):
    """Who meets."""

    WORK_GROUP = "work_group"  # those who interviewed, and colleagues
    UNIT = "unit"  # everybody, afterwards, on the same material


class State(StrEnum):
    """How far a seminar has come. Whoever leads may take the last step back (`reversing`)."""

    PLANNED = "planned"  # everybody reads for themselves: nobody sees what others marked
    OPEN = "open"  # what was marked is shared
    ENDED = "ended"  # nothing in it changes any more


class Voting(StrEnum):
    """Whether colleagues put their dots on proposals."""

    NOT_BEGUN = "not_begun"
    OPEN = "open"  # nobody sees how many dots a proposal has
    CLOSED = "closed"  # everybody does


class Seminar(Identified, Base):
    """A day on which colleagues read together, in one cycle."""

    __tablename__ = "seminar"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(word_of(Kind, name="kind", length=12), default=Kind.WORK_GROUP)
    state: Mapped[State] = mapped_column(word_of(State, name="state", length=10), default=State.PLANNED)
    on: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    place: Mapped[str] = mapped_column(String(200), default="")
    names_shown: Mapped[bool] = mapped_column(default=True)  # whether marks carry who made them, once they are shared
    codings_wait: Mapped[bool] = mapped_column(default=False)  # what participants code counts once it is accepted
    voting: Mapped[Voting] = mapped_column(word_of(Voting, name="voting", length=10), default=Voting.NOT_BEGUN)
    dots: Mapped[int] = mapped_column(default=3)  # for each person
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    shared_at: Mapped[datetime | None]
    """When it first opened, unless that was taken back before anybody looked: from then on no mark was made blind."""
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    cycle: Mapped[Cycle] = relationship()
    agenda: Mapped[list["AgendaPoint"]] = relationship(
        cascade="all, delete-orphan", order_by="AgendaPoint.position", passive_deletes=True
    )
    groups: Mapped[list["Group"]] = relationship(
        cascade="all, delete-orphan", order_by="Group.number", passive_deletes=True
    )
    participants: Mapped[list["Participant"]] = relationship(
        cascade="all, delete-orphan", back_populates="seminar", passive_deletes=True
    )

    __table_args__ = (
        CheckConstraint("starts < ends", name="times"),
        CheckConstraint("dots BETWEEN 1 AND 9", name="dots"),
    )
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # `versions.count`

    @property
    def is_planned(self) -> bool:
        """Whether it has not begun: everybody reads for themselves."""
        return self.state is State.PLANNED

    @property
    def is_open(self) -> bool:
        """Whether it is going on: what was marked is shared."""
        return self.state is State.OPEN

    @property
    def is_ended(self) -> bool:
        """Whether nothing in it changes any more."""
        return self.state is State.ENDED

    @property
    def has_voted(self) -> bool:
        """Whether a voting has been opened in it."""
        return self.voting is not Voting.NOT_BEGUN

    @property
    def is_voting(self) -> bool:
        """Whether a voting is open in it now."""
        return self.voting is Voting.OPEN

    @property
    def is_over(self) -> bool:
        """Whether nothing in it can be saved any more: it has ended, or its year is finished."""
        return self.is_ended or not self.cycle.is_open

    @property
    def is_for_unit(self) -> bool:
        """Whether it is the final seminar, for everybody."""
        return self.kind is Kind.UNIT


class AgendaPoint(Base):
    """One point of the agenda, so many minutes long."""

    __tablename__ = "agenda_point"

    seminar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    minutes: Mapped[int]
    started_at: Mapped[datetime | None]  # when the group began with it, at the seminar

    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes"),)


class Group(Identified, Base):
    """A small group within a seminar; at the final seminar one for each question area."""

    __tablename__ = "seminar_group"

    seminar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seminar.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80), default="")
    area: Mapped[Area | None] = mapped_column(word_of(Area, name="area", length=20))

    __table_args__ = (UniqueConstraint("seminar_id", "number"),)


class Participant(Identified, Base):
    """A colleague who is invited."""

    __tablename__ = "seminar_participant"

    seminar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seminar.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    group_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("seminar_group.id", ondelete="SET NULL"))

    seminar: Mapped[Seminar] = relationship(back_populates="participants")
    person: Mapped[Person] = relationship()
    group: Mapped[Group | None] = relationship()

    __table_args__ = (UniqueConstraint("seminar_id", "person_id"),)


class ToRead(Base):
    """An interview that a participant reads before the seminar, all its parts, and whether it is read."""

    __tablename__ = "seminar_to_read"

    participant_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("seminar_participant.id", ondelete="CASCADE"), primary_key=True
    )
    assignment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    read_at: Mapped[datetime | None]


class Mark(Identified, Base):
    """Words that struck a participant, anchored as excerpts are (`anchors`), with a note of their own if they like.

    It hangs on the transcript and not on the copy that is handed over: a text that is taken back, corrected and handed
    over anew finds its marks again. When the copy is corrected, the mark moves along as an excerpt does; without any
    word left it keeps none. With the transcript it goes.
    """

    __tablename__ = "seminar_mark"

    participant_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("seminar_participant.id", ondelete="CASCADE"), index=True
    )
    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(SealedText("seminar_mark.quote"))
    before: Mapped[str] = mapped_column(SealedText("seminar_mark.before"))
    after: Mapped[str] = mapped_column(SealedText("seminar_mark.after"))
    note: Mapped[str] = mapped_column(SealedText("seminar_mark.note"), default="")
    lost_at: Mapped[int | None]  # lost: by which code point of the text as it is now it stood
    removed_at: Mapped[datetime | None]  # taken away, until it is put back

    participant: Mapped[Participant] = relationship()

    __table_args__ = (UniqueConstraint("participant_id", "transcript_id", "revision", "start", "end"),)
