"""What the group writes about a theme: what the children say, all in all, and how the social workers understand it."""

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.themes.models import Theme
from toolkit.db import Base, Identified
from toolkit.vault.columns import SealedText


class ThemeSummary(Identified, Base):
    """What the children say about a theme, in the group's own words: one text for each theme, beside the quotes."""

    __tablename__ = "theme_summary"

    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("theme.id"), unique=True)
    text: Mapped[str] = mapped_column(SealedText("theme_summary.text"))
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme] = relationship()

    __mapper_args__ = {"version_id_col": version}


class StaffVoice(Identified, Base):
    """How the social workers understand what the children say about a theme. One thought per row."""

    __tablename__ = "staff_voice"

    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("theme.id"), index=True)
    text: Mapped[str] = mapped_column(SealedText("staff_voice.text"))
    from_group: Mapped[str] = mapped_column(String(80), default="")  # "Group 2", where a group says it
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme] = relationship()

    __mapper_args__ = {"version_id_col": version}
