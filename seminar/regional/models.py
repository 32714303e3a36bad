"""Who has handed over yearly files, and the files: released numbers of municipalities, readable as they are."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit import clock
from toolkit.db import Base, Identified
from toolkit.people.models import Person


class Sender(Identified, Base):
    """A key that signs yearly files, and whose it is said to be. Nothing counts until a person confirmed it."""

    __tablename__ = "yearly_file_sender"

    public_key: Mapped[str] = mapped_column(String(64), unique=True)
    municipality: Mapped[str] = mapped_column(String(600))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    confirmed_by: Mapped[Person | None] = relationship()


class TakenInFile(Identified, Base):
    """A yearly file that passed every check, as it came. One for each sender and year: a newer takes its place."""

    __tablename__ = "yearly_file"

    sender_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("yearly_file_sender.id", ondelete="CASCADE"))
    year: Mapped[int] = mapped_column(index=True)
    made_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[str]
    taken_in_at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_in_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))

    sender: Mapped[Sender] = relationship()

    __table_args__ = (UniqueConstraint("sender_id", "year"),)
