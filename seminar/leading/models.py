"""What a seminar's facilitator shows to everybody, who is here, and who was: ids and numbers, nobody's words."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from seminar.themes.models import Area
from toolkit.db import Base, word_of


class Shown(StrEnum):
    """What the group looks at."""

    TEXT = "text"
    THEME = "theme"
    AREA = "area"
    AGENDA = "agenda"
    VOTING = "voting"


class Spotlight(Base):
    """What is shown to everybody at an open seminar, one row for each. Without a row nothing has been shown yet.

    The passage pointed at goes from code point `starts` of one segment up to code point `ends` of another or the same,
    in that revision of the text. With the text the row goes, too.
    """

    __tablename__ = "seminar_spotlight"

    seminar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    shown: Mapped[Shown] = mapped_column(word_of(Shown, name="shown", length=10))
    transcript_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("deidentified_transcript.id", ondelete="CASCADE"), index=True
    )
    revision: Mapped[int | None]
    first_segment: Mapped[int | None]
    starts: Mapped[int | None]
    last_segment: Mapped[int | None]
    ends: Mapped[int | None]
    theme_id: Mapped[uuid.UUID | None]  # points at nothing once the theme is gone
    area: Mapped[Area | None] = mapped_column(word_of(Area, name="area", length=20))
    version: Mapped[int]


class Place(StrEnum):
    """Where in the seminar's pages somebody is."""

    TEXT = "text"
    BOARD = "board"
    ELSEWHERE = "elsewhere"


class Presence(Base):
    """Somebody has a window of the seminar open, one row for each kind of window. It counts for a minute, and is
    removed when the seminar ends."""

    __tablename__ = "seminar_presence"

    seminar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    place: Mapped[Place] = mapped_column(word_of(Place, name="place", length=10), primary_key=True)
    transcript_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("deidentified_transcript.id", ondelete="CASCADE"), index=True
    )
    seen_at: Mapped[datetime]


class Attendance(Base):
    """Somebody came to a seminar: noted at their first window, and corrected by hand. No times are kept for anybody."""

    __tablename__ = "seminar_attendance"

    seminar_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    was_there: Mapped[bool] = mapped_column(default=True)
