"""What was done about copies, and how it went: for the administrator's page. Written by the worker and by commands."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base, Identified, word_of


class Act(StrEnum):
    """What was done: a copy of the data, a copy of the keys, a drill, or the recovery code was shown to be kept."""

    COPY = "copy"
    KEYS = "keys"
    DRILL = "drill"
    CODE = "code"


class BackupRun(Identified, Base):
    """One try. `failure` is a code that the page has words for; None when it went well."""

    __tablename__ = "backup_run"

    act: Mapped[Act] = mapped_column(word_of(Act, name="act", length=10))
    finished_at: Mapped[datetime]
    failure: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100), default="")
    new_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    opened: Mapped[int] = mapped_column(default=0)  # how many kinds of things a drill opened
    missing: Mapped[int] = mapped_column(default=0)  # sealed files that rows name and the store had not

    __table_args__ = (Index("ix_backup_run_act_finished_at", "act", "finished_at"),)
