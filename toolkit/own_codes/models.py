"""What the child said when it was asked whether it wants a code of its own. The code is known as a keyed hash.

The row hangs on the interview and goes with a withdrawal. Nothing here knows of the survey, nor the survey of this.
"""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.cycles.models import Assignment
from toolkit.db import Base


class OwnCode(Base):
    """The child was asked. It did not want a code, or has one that works until a day that it was told."""

    __tablename__ = "own_code"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    is_wanted: Mapped[bool]
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    valid_until: Mapped[date | None]
    visit_hash: Mapped[str | None] = mapped_column(String(64))  # of the visit that is open now, and no other

    assignment: Mapped[Assignment] = relationship()
