"""What somebody has said no to, so that it is not suggested to them again."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base


class PassedSuggestion(Base):
    """A line that somebody did not want under a theme. It goes with the text; `theme_id` may point at nothing."""

    __tablename__ = "passed_suggestion"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    transcript_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deidentified_transcript.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    theme_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]  # of the text: a line of another wording is another line
