"""What is written by hand in the report: one text per section that needs a person."""

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base
from toolkit.vault.columns import SealedText


class ReportText(Base):
    """A hand-written text. `section` is summary, selection, limitations or feedback."""

    __tablename__ = "report_text"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(SealedText("report_text.text"), default="")
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
