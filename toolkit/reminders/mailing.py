"""Once a day: a mail to each person who chose reminders and for whom something presses, at most once a week."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from toolkit import clock, config
from toolkit.db import db
from toolkit.mail import sending
from toolkit.mail.models import Mail, MailChoice, MailKind
from toolkit.people import directory
from toolkit.people.models import Person
from toolkit.reminders import due

QUIET = timedelta(days=7)


def remind() -> int:
    """Ask for the mails of today; returns how many. Does nothing where no mail server is set."""
    if config.current().mail is None:
        return 0
    lately = select(Mail.person_id).where(Mail.kind == MailKind.FOLLOW_UP, Mail.created_at > clock.now() - QUIET)
    chosen = (
        select(Person)
        .join(MailChoice, MailChoice.person_id == Person.id)
        .where(MailChoice.reminders, Person.is_active, Person.id.not_in(lately))
        .options(joinedload(Person.role_rows))
    )
    pressed = [person for person in db.session.scalars(chosen).unique() if _is_pressed(person)]
    for person in pressed:
        sending.ask_for(None, person.id, kind=MailKind.FOLLOW_UP)
    return len(pressed)


def _is_pressed(person: Person) -> bool:
    return any(reminder.is_pressing for reminder in due.list_due(directory.as_actor(person)))
