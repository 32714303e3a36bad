"""The table of forms that were sent."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit import clock
from toolkit.db import Base


class SentForm(Base):
    """A form that somebody sent from a page, and the answer that it got. What it held is known only as a hash."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str | None] = mapped_column(String(300))  # where its answer led; None while it is being answered
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
