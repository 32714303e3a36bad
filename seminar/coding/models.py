"""What is marked in the texts of a seminar: excerpts, under which themes they stand, notes to them, and which texts are
read."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.themes.models import Theme
from toolkit import clock
from toolkit.db import Base, Identified
from toolkit.vault.columns import SealedText
from transcription.transcripts.models import DeidentifiedTranscript


class Excerpt(Identified, Base):
    """A child's words in a handed-over text: revision and code points over the joined text, see `anchors`.

    `quote` is the text's own words, for the place to be found again; `quotes.told` is what is shown.
    It goes when the text goes: a withdrawal takes the excerpt with it. When the text is corrected it moves along, and
    its words become those of the new text; without any word left it is lost, and keeps none of the old ones.
    """

    __tablename__ = "excerpt"

    transcript_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deidentified_transcript.id", ondelete="CASCADE"), index=True
    )
    revision: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(SealedText("excerpt.quote"))
    before: Mapped[str] = mapped_column(SealedText("excerpt.before"), deferred=True)
    after: Mapped[str] = mapped_column(SealedText("excerpt.after"), deferred=True)
    asides: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {"spans": [[from, to], …]}: the interviewer speaks
    lost_at: Mapped[int | None]  # lost: by which code point of the text as it is now it stood
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))

    transcript: Mapped[DeidentifiedTranscript] = relationship()

    __table_args__ = (UniqueConstraint("transcript_id", "revision", "start", "end"),)

    @property
    def is_lost(self) -> bool:
        """Whether no word of it is left in the text."""
        return self.lost_at is not None


class Coding(Identified, Base):
    """An excerpt stands under a theme. Taking it away closes the row, so that it can be undone.

    One that waits is somebody's suggestion: everybody sees it in the text, and it counts nowhere (`counts`) until
    whoever leads accepts it.
    """

    __tablename__ = "coding"

    excerpt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("excerpt.id", ondelete="CASCADE"), index=True)
    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("theme.id"), index=True)
    on_board: Mapped[bool] = mapped_column(default=True)  # set aside: counted, but not shown on the wall
    is_waiting: Mapped[bool] = mapped_column(default=False)
    is_untold: Mapped[bool] = mapped_column(default=False)  # declined, and whoever suggested it has not seen that yet
    coded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    changed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]

    excerpt: Mapped[Excerpt] = relationship()
    theme: Mapped[Theme] = relationship()

    __table_args__ = (UniqueConstraint("excerpt_id", "theme_id"),)


def counts() -> ColumnElement[bool]:
    """Whether a coding counts, as a condition on `Coding`: it stands, and does not wait."""
    return Coding.removed_at.is_(None) & Coding.is_waiting.is_(False)


class ExcerptNote(Identified, Base):
    """What somebody in the room thinks of an excerpt, in short. It goes with the excerpt, and never into the report."""

    __tablename__ = "excerpt_note"

    excerpt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("excerpt.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(SealedText("excerpt_note.text"))
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    excerpt: Mapped[Excerpt] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Reading(Base):
    """The group has read a handed-over text through, and it may have found nothing to mark in it."""

    __tablename__ = "transcript_reading"

    transcript_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deidentified_transcript.id", ondelete="CASCADE"), primary_key=True
    )
    marked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime] = mapped_column(default=clock.now)
