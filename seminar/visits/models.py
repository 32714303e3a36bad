"""How many were asked about an action in a month, and what they said: numbers, and nobody who asked or answered."""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base


class Noticed(StrEnum):
    """What a child says when it is asked whether it has noticed something."""

    YES = "yes"
    NO = "no"
    DONT_KNOW = "dont_know"


class NoticeCount(Base):
    """One action, one month. There is no row for a child, for a worker, or for a day."""

    __tablename__ = "notice_count"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)  # its first day
    yes: Mapped[int] = mapped_column(default=0)
    no: Mapped[int] = mapped_column(default=0)
    dont_know: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("yes >= 0 AND no >= 0 AND dont_know >= 0", name="counts"),)


class NoticeTold(Base):
    """What has been told of an action: `yes` of `asked`; and how many were asked when it was last weighed."""

    __tablename__ = "notice_told"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), primary_key=True)
    yes: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    weighed: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("0 <= yes AND yes <= asked AND asked <= weighed", name="told"),)
