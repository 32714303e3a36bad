"""The one table of the queue: the site's transcription hours."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base

SITE = 1


class TranscriptionHours(Base):
    """The one row of the site: minutes after midnight, or nothing for always. `open_until` lets work begin anyway."""

    __tablename__ = "transcription_hours"

    site: Mapped[int] = mapped_column(primary_key=True, default=SITE)
    begins: Mapped[int | None]
    ends: Mapped[int | None]
    open_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
