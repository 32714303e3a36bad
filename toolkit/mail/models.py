"""Where somebody at work wants mail, and each mail as a row: its kind, how far it came, why it did not."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit import clock
from toolkit.db import Base, Identified, word_of

OLD = timedelta(days=2)


class MailKind(StrEnum):
    """What a mail is about. What it says is the same for everybody."""

    FOLLOW_UP = "follow_up"
    TEST = "test"
    SIGN_IN_CHANGED = "sign_in_changed"


class MailState(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENDING = "sending"  # handed to the server, which has not answered yet
    SENT = "sent"
    FAILED = "failed"


class Failure(StrEnum):
    """Why a mail was not sent, or not yet. `wording` has the sentences."""

    NOT_SET = "mail_not_set"
    NO_ADDRESS = "mail_no_address"
    SERVER_AWAY = "mail_server_away"
    CERTIFICATE = "mail_certificate"
    NO_STARTTLS = "mail_no_starttls"
    NO_LOGIN = "mail_no_login"
    WRONG_PASSWORD = "mail_wrong_password"  # noqa: S105 - a code, not a password
    LATER = "mail_later"
    SENDER_REFUSED = "mail_sender_refused"
    RECIPIENT_REFUSED = "mail_recipient_refused"
    REFUSED = "mail_refused"
    INTERRUPTED = "mail_interrupted"
    UNEXPECTED = "mail_unexpected"


class MailChoice(Base):
    """Where one person wants mail, and whether reminders come there. No row: no mail."""

    __tablename__ = "mail_choice"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    reminders: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Mail(Identified, Base):
    """One mail to one person. `begun` counts the times that a server was given it and never answered."""

    __tablename__ = "mail"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MailKind] = mapped_column(word_of(MailKind, name="kind", length=20))
    state: Mapped[MailState] = mapped_column(
        word_of(MailState, name="state", length=10), default=MailState.WAITING, index=True
    )
    begun: Mapped[int] = mapped_column(default=0)
    failure: Mapped[Failure | None] = mapped_column(word_of(Failure, name="failure", length=30))
    tried_at: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def is_old(self) -> bool:
        """Whether so much time has passed that the mail would only confuse."""
        return clock.now() - self.created_at > OLD

    @property
    def is_over(self) -> bool:
        """Whether nothing more is tried."""
        return self.state in {MailState.SENT, MailState.FAILED}
