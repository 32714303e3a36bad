"""A mail on its way: asked for in a request, sent by the worker, tried again, never lost without a word.

Just before the server gets the mail the row says so. Whoever is killed between that and the server's answer cannot know
whether it was taken: the mail is given once more, under the same id, and not a third time.
"""

import uuid
from contextlib import suppress
from datetime import timedelta

from toolkit import clock, config
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.jobs import queue
from toolkit.jobs.context import JobContext, PermanentFailure, Postponed, Stopped
from toolkit.jobs.registry import Handler
from toolkit.mail import messages, smtp
from toolkit.mail.models import Failure, Mail, MailChoice, MailKind, MailState
from toolkit.mail.smtp import Refusal
from toolkit.people.models import Person

SEND = "mail:send"
MOST = 2  # times that a server is given a mail without an answer
MENDED = (
    Failure.NOT_SET, Failure.SERVER_AWAY, Failure.CERTIFICATE, Failure.NO_STARTTLS, Failure.NO_LOGIN,
    Failure.WRONG_PASSWORD, Failure.SENDER_REFUSED,
)  # fmt: skip
"""Why every mail waits; once one has been sent, that is over."""
PAUSES = {Failure.LATER: timedelta(minutes=5), Failure.SERVER_AWAY: timedelta(minutes=5)}
PAUSE = timedelta(hours=1)  # for what a person has to mend


def ask_for(actor: Actor | None, person_id: uuid.UUID, *, kind: MailKind) -> Mail:
    """Have a mail sent to somebody, soon. The worker finds the address when it sends."""
    mail = Mail(person_id=person_id, kind=kind)
    db.session.add(mail)
    db.session.flush()
    queue.enqueue(actor, SEND, ref=mail.id, is_brief=True)
    return mail


def handle(job: JobContext) -> None:
    """Send one mail, or say why not."""
    mail = db.session.get(Mail, job.ref)
    if mail is None or mail.is_over:
        return
    try:
        _send(job, mail)
    except Refusal as refusal:
        _put_off(job, refusal)


def _send(job: JobContext, mail: Mail) -> None:
    settings = config.current().mail
    if settings is None:
        raise Refusal(Failure.NOT_SET)
    if mail.begun >= MOST:
        raise Refusal(Failure.INTERRUPTED, is_final=True)
    to = _find_address(mail.person_id)
    if not to:
        raise Refusal(Failure.NO_ADDRESS, is_final=True)
    text = messages.compose(mail, settings, to=to)
    with smtp.delivering(settings, to=to) as delivery:
        job.check()
        with suppress(Stopped), job.saving():  # what is begun is finished, also by a worker that is asked to stop
            row = _row(job)
            row.state, row.begun = MailState.SENDING, row.begun + 1
        delivery.send(text)
        with job.saving():
            row = _row(job)
            row.state, row.sent_at, row.failure = MailState.SENT, clock.now(), None
            trail.record(None, Event.MAIL_SENT, row.id)
            for failure in MENDED:  # what waited because of the server need wait no more
                queue.wake(SEND, reason=failure)


def _put_off(job: JobContext, refusal: Refusal) -> None:
    with job.saving():
        row = _row(job)
        row.begun -= refusal.was_given  # it was answered: this time nobody has it
        is_final = refusal.is_final or row.is_old
        row.state = MailState.FAILED if is_final else MailState.WAITING
        row.failure, row.tried_at = refusal.failure, clock.now()
    if is_final:
        raise PermanentFailure(refusal.failure)
    raise Postponed(refusal.failure, after=PAUSES.get(refusal.failure, PAUSE))


def note_failure(mail_id: uuid.UUID, _reason: str) -> None:
    """A job that nobody could finish leaves its mail as failed, for the administrator to see."""
    mail = db.session.get(Mail, mail_id)
    if mail is not None and not mail.is_over:
        mail.state, mail.failure, mail.tried_at = MailState.FAILED, Failure.UNEXPECTED, clock.now()


def _row(job: JobContext) -> Mail:
    row = db.session.get(Mail, job.ref)
    if row is None:  # the account is gone, and its mail with it
        raise PermanentFailure(Failure.NO_ADDRESS)
    return row


def _find_address(person_id: uuid.UUID) -> str | None:
    choice, person = db.session.get(MailChoice, person_id), db.session.get(Person, person_id)
    return choice.address if choice and person and person.is_active else None


HANDLER = Handler(handle, on_failed=note_failure, quick=True)
