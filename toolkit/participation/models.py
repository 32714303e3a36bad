"""The contact log, the answers, and the contact details that are shown only when they are needed."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from interview_guides.codes import Decliner
from toolkit.cycles.models import Assignment
from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person
from toolkit.vault.columns import KeyPart, SealedText, lies_under


class Contacted(StrEnum):
    """Whom the worker tried to reach."""

    GUARDIAN = "guardian"
    CHILD = "child"
    HANDLER = "handler"


class Answerer(StrEnum):
    """Who answers whether the child takes part."""

    CHILD = "child"
    FIRST_GUARDIAN = "guardian_1"
    SECOND_GUARDIAN = "guardian_2"


class HowGiven(StrEnum):
    """How the answer was given."""

    SPOKEN = "spoken"
    SIGNED = "signed"
    PHONE = "phone"


class ContactDetails(Base):
    """How to reach the child and the guardian: sealed, and each look is put on the trail."""

    __tablename__ = "contact_details"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    child_name: Mapped[str] = mapped_column(SealedText("contact_details.child_name"), default="")
    guardian_names: Mapped[str] = mapped_column(SealedText("contact_details.guardian_names"), default="")
    phone: Mapped[str] = mapped_column(SealedText("contact_details.phone"), default="")
    other: Mapped[str] = mapped_column(SealedText("contact_details.other"), default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = {"info": lies_under(KeyPart.CONTACT)}
    __mapper_args__ = {"version_id_col": version}


class ContactEntry(Identified, Base):
    """One try to reach a child, guardian or handler. Channel and outcome are codes of interview_guides."""

    __tablename__ = "contact_entry"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    with_whom: Mapped[Contacted] = mapped_column(word_of(Contacted, name="with_whom", length=12))
    channel: Mapped[str] = mapped_column(String(30))
    outcome: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(SealedText("contact_entry.note"), default="")
    logged_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))

    assignment: Mapped[Assignment] = relationship()

    __table_args__ = {"info": lies_under(KeyPart.CONTACT)}


class Consent(Identified, Base):
    """One answer by one person. A later answer by the same person replaces the earlier, which is kept and closed."""

    __tablename__ = "consent"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    who: Mapped[Answerer] = mapped_column(word_of(Answerer, name="who", length=12))
    says_yes: Mapped[bool]
    to_recording: Mapped[bool] = mapped_column(default=True)  # no: notes only
    given_at: Mapped[datetime]
    how: Mapped[HowGiven] = mapped_column(word_of(HowGiven, name="how", length=30), default=HowGiven.SPOKEN)
    decline_reason: Mapped[str | None] = mapped_column(String(40))
    declined_by: Mapped[Decliner | None] = mapped_column(word_of(Decliner, name="declined_by", length=12))
    decline_note: Mapped[str] = mapped_column(SealedText("consent.decline_note"), default="")
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    replaced_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship()
    recorded_by: Mapped[Person] = relationship()

    __table_args__ = {"info": lies_under(KeyPart.CONTACT)}
