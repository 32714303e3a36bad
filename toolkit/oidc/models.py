"""Which account of the provider belongs to which person, and what the provider sent that may count once."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.db import Base
from toolkit.people.models import Person


class ProviderAccount(Base):
    """A person's account at the provider: known as a hash of issuer and subject, and never by a name that can move."""

    __tablename__ = "provider_account"

    account_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    linked_at: Mapped[datetime]
    used_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class UsedAnswer(Base):
    """An answer of the provider's that has counted (a sign-in, a sign-out), until it is too old."""

    __tablename__ = "used_provider_answer"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime]
