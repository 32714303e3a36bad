"""Handlers look through the quotes, each alone. What they tick is stirred into one sealed text, so that there is no row
for anybody and none for a tick (decision 33)."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base
from toolkit.vault.columns import SealedText


class RecognitionCheck(Base):
    """The handlers are asked, once or again. `ticked` is a JSON list of passages in alphabetical order; it is written
    anew whenever somebody sends, also when they ticked nothing, and emptied when the check is closed."""

    __tablename__ = "recognition_check"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    is_open: Mapped[bool] = mapped_column(default=True)
    ticked: Mapped[str] = mapped_column(SealedText("recognition_check.ticked"), default="[]")
