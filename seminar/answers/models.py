"""What the group has read out of an interview, question by question."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit import clock
from toolkit.cycles.models import Assignment
from toolkit.db import Base
from toolkit.vault.columns import SealedText


class CountedAnswers(Base):
    """The answers of one interview as sealed JSON: the id of a countable question, and a `CountableAnswer`."""

    __tablename__ = "counted_answers"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    answers: Mapped[str] = mapped_column(SealedText("counted_answers.answers"))
    answered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    assignment: Mapped[Assignment] = relationship()

    __mapper_args__ = {"version_id_col": version}
