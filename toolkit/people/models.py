"""Units, teams, people, what they may do, and their sessions. Entered by the administrator."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit import clock
from toolkit.access import Role
from toolkit.db import Base, Identified, word_of


class Unit(Identified, Base):
    """A unit (enhet) that runs the model, with the decisions that are local by law or by habit."""

    __tablename__ = "unit"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    municipality: Mapped[str] = mapped_column(String(120), default="")
    consent_alone_from_age: Mapped[int] = mapped_column(default=15)
    guardians_required: Mapped[int] = mapped_column(default=1)
    youngest: Mapped[int] = mapped_column(default=5)
    oldest: Mapped[int] = mapped_column(default=18)
    small_group: Mapped[int] = mapped_column(default=5)
    five_faces: Mapped[bool] = mapped_column(default=False)
    second_reader: Mapped[bool] = mapped_column(default=False)  # a colleague reads before a text is handed over
    worry_routine: Mapped[str] = mapped_column(default="")
    data_protection_officer: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    controller: Mapped[str] = mapped_column(String(120), default="")  # of the personal data: the board's name
    # What the letters say of the decisions on disposal that hold now; written where those are registered.
    recording_months: Mapped[int] = mapped_column(default=0)  # kept at most; 0: nothing is decided, or it is kept
    disposal_decision: Mapped[str] = mapped_column(String(120), default="")  # on the recording: its name or number
    text_decision: Mapped[str] = mapped_column(String(120), default="")  # on the de-identified text
    complaints_contact: Mapped[str] = mapped_column(String(400), default="")  # where staff pass a complaint on
    lex_sarah_contact: Mapped[str] = mapped_column(String(400), default="")  # where staff report under lex Sarah
    version: Mapped[int] = mapped_column(default=1)

    teams: Mapped[list["Team"]] = relationship(order_by="Team.name", viewonly=True)

    __table_args__ = (
        CheckConstraint("guardians_required IN (1, 2)", name="guardians"),
        CheckConstraint("youngest <= oldest", name="ages"),
    )
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # `versions.count`


class Team(Identified, Base):
    """A team (arbetsgrupp) within a unit."""

    __tablename__ = "team"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))

    unit: Mapped[Unit] = relationship()

    __table_args__ = (UniqueConstraint("unit_id", "name"),)


class Person(Identified, Base):
    """A member of staff. Children are never people here: they have no account."""

    __tablename__ = "person"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    username: Mapped[str] = mapped_column(String(120), unique=True)  # in lower case
    phone: Mapped[str] = mapped_column(String(40), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    languages: Mapped[str] = mapped_column(String(200), default="")  # as `spoken` names them, with commas between
    capacity: Mapped[int] = mapped_column(default=1)  # children to meet in a year
    youngest: Mapped[int | None]  # of the children that the person may meet; None: as the unit
    oldest: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship()
    team: Mapped[Team | None] = relationship()
    role_rows: Mapped[list["PersonRole"]] = relationship(cascade="all, delete-orphan")
    coordinated_rows: Mapped[list["CoordinatedUnit"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (CheckConstraint("capacity BETWEEN 1 AND 20", name="capacity"),)
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # `versions.count`

    @property
    def roles(self) -> frozenset[Role]:
        """What the person does in the model."""
        return frozenset(Role(row.role) for row in self.role_rows)

    @property
    def coordinates(self) -> list[uuid.UUID]:
        """The units that the person coordinates, by id."""
        return [row.unit_id for row in self.coordinated_rows]


class PersonRole(Base):
    """One role of one person."""

    __tablename__ = "person_role"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(30), primary_key=True)


class CoordinatedUnit(Base):
    """A unit whose released reports and counts a coordinator sees. Entered by the administrator."""

    __tablename__ = "coordinated_unit"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)


class DeviceKind(StrEnum):
    """What a browser says it runs on, as far as a person needs to tell their own apart. Nothing else is kept of it."""

    WINDOWS = "windows"
    MAC = "mac"
    LINUX = "linux"
    CHROMEBOOK = "chromebook"
    IPHONE = "iphone"
    IPAD = "ipad"
    ANDROID_PHONE = "android_phone"
    ANDROID_TABLET = "android_tablet"
    OTHER = "other"


class Awaited(StrEnum):
    """What a session still waits for after the password. Until it has come, nobody is signed in."""

    SECOND_FACTOR = "second_factor"
    SET_UP = "set_up"  # of a second factor, which a role of the person's requires


class SignInSession(Identified, Base):
    """One sign-in on one browser. The cookie's token is known here only as a hash; an ended session is dead."""

    __tablename__ = "sign_in_session"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[DeviceKind] = mapped_column(word_of(DeviceKind, name="device", length=20))
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]  # somebody else holds the browser: until the PIN is typed, nobody is signed in
    pin_hash: Mapped[str | None] = mapped_column(String(64))
    pin_tries: Mapped[int] = mapped_column(default=0)
    waits_for: Mapped[Awaited | None] = mapped_column(word_of(Awaited, name="waits_for", length=20))
    proved_at: Mapped[datetime] = mapped_column(default=clock.now)  # when the person last proved who they are
    # A hash of the provider's name for its session, nothing when it names none; None: signed in here.
    provider_session: Mapped[str | None] = mapped_column(String(64), index=True)

    person: Mapped[Person] = relationship()


class SignInThrottle(Base):
    """How often somebody guessed lately, per whatever is throttled; that is known only as a keyed hash."""

    __tablename__ = "sign_in_throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    latest_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class OneTimeCode(Identified, Base):
    """A code with which a person sets the first or a new password; used once, short-lived, known only as a hash."""

    __tablename__ = "one_time_code"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
