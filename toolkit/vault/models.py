"""What the database itself knows of the keys: figures that only the right ones give."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit import clock
from toolkit.db import Base


class KeyCheck(Base):
    """The check value of a key that this database's texts lie under. It tells nothing of the key."""

    __tablename__ = "key_check"

    key_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    value: Mapped[str] = mapped_column(String(64))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
