"""The key with which this installation signs its yearly files."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit import clock
from toolkit.db import Base
from toolkit.vault.columns import SealedText

ONLY = 1


class SigningKey(Base):
    """The one key of the installation, made with its first file. Whoever has confirmed it knows it by its figures."""

    __tablename__ = "signing_key"

    id: Mapped[int] = mapped_column(primary_key=True, default=ONLY)
    private_key: Mapped[str] = mapped_column(SealedText("signing_key.private_key"))
    public_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (CheckConstraint("id = 1", name="only"),)
