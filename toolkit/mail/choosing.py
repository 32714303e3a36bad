"""Each person chooses: where mail comes, and whether reminders do. The administrator sees whether mail works at all."""

from dataclasses import dataclass

from sqlalchemy import func, select

from toolkit import config, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.mail import sending
from toolkit.mail.models import Mail, MailChoice, MailKind, MailState
from toolkit.mail_settings import MailSettings, is_address


@dataclass(frozen=True, slots=True)
class Health:
    """Whether mail is set, and how it went: the latest that was sent, the latest that was not, how many wait."""

    settings: MailSettings | None
    sent: Mail | None
    failed: Mail | None
    waiting: int

    @property
    def is_well(self) -> bool:
        """Whether the latest that is known is good news."""
        if self.failed is None or self.failed.tried_at is None:
            return True
        return bool(self.sent and self.sent.sent_at and self.sent.sent_at > self.failed.tried_at)


def is_set() -> bool:
    """Whether this installation has a mail server."""
    return config.current().mail is not None


def find_own(actor: Actor) -> MailChoice | None:
    """What the person has chosen."""
    return db.session.get(MailChoice, actor.id)


def choose(actor: Actor, *, address: str, reminders: bool, version: int) -> None:
    """Write down where mail comes and whether reminders do; no address is no mail. Raises `InvalidInput`,
    `Overtaken`."""
    row = db.session.get(MailChoice, actor.id, with_for_update=True)
    versions.require(row, version)
    if address and not is_address(address):
        raise InvalidInput(N_("Write a mail address such as name@norrvik.example."), field="address")
    if reminders and not address:
        raise InvalidInput(N_("Reminders by mail need an address."), field="address")
    if row is None and address:
        db.session.add(MailChoice(person_id=actor.id, address=address, reminders=reminders))
    elif row is not None and address:
        row.address, row.reminders = address, reminders
    elif row is not None:
        db.session.delete(row)
    db.session.flush()
    trail.record(actor, Event.MAIL_CHOSEN, actor.id)


def send_test(actor: Actor) -> Mail:
    """Have a mail sent to the administrator, to see whether the server takes it. Raises `WrongState`."""
    actor.require(Role.ADMINISTRATOR)
    if not is_set():
        raise WrongState(N_("No mail server is set. Name one with BR_MAIL_HOST, and start the program again."))
    if find_own(actor) is None:
        raise WrongState(N_("Write your own mail address first, under your account."))
    mail = sending.ask_for(actor, actor.id, kind=MailKind.TEST)
    trail.record(actor, Event.MAIL_TESTED, mail.id)
    return mail


def health(actor: Actor) -> Health:
    """How mail goes, for the administrator: codes and times, no address."""
    actor.require(Role.ADMINISTRATOR)
    sent = select(Mail).where(Mail.sent_at.is_not(None)).order_by(Mail.sent_at.desc(), Mail.id).limit(1)
    failed = select(Mail).where(Mail.failure.is_not(None)).order_by(Mail.tried_at.desc(), Mail.id).limit(1)
    open_now = Mail.state.in_((MailState.WAITING, MailState.SENDING))
    waiting = db.session.scalar(select(func.count()).select_from(Mail).where(open_now)) or 0
    return Health(config.current().mail, db.session.scalar(sent), db.session.scalar(failed), waiting)
