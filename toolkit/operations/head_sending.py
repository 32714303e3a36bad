"""The head of the audit trail goes elsewhere once a day, so that a cut end shows: to a file, to syslog, by mail.

Which ways there are is said before the start (`monitoring_settings`). Each stands by itself: one that fails does not
keep the others back, stands on the trail, and is tried again in an hour.
"""

import os
import socket
from collections.abc import Callable, Mapping
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from toolkit import clock, config
from toolkit.audit import chain, trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.jobs.context import JobContext, Postponed
from toolkit.jobs.daily import EVERY
from toolkit.jobs.registry import Handler
from toolkit.mail import smtp

RETRY_AFTER = timedelta(hours=1)
LOG_AUDIT, INFORMATIONAL = 13, 6  # RFC 5424, 6.2.1
TIMEOUT_S = 10.0
LOST = (OSError, smtp.Refusal)


def handle(job: JobContext) -> None:
    """Send the head every way there is."""
    head, ways = trail.read_head(db.session()), ways_out()
    outcome = {way: _is_sent(send, head) for way, send in ways.items()}
    with job.saving():
        for way, is_sent in outcome.items():
            trail.record(None, Event.HEAD_SENT if is_sent else Event.HEAD_NOT_SENT, kind=way, entries=head.seq)
    if all(outcome.values()):
        raise Postponed("done_for_today", after=EVERY)
    raise Postponed("not_sent", after=RETRY_AFTER)


HANDLER = Handler(handle, daily=True)


def ways_out() -> Mapping[str, Callable[[chain.Head], None]]:
    """The ways that the settings name. Each raises OSError or `smtp.Refusal` when the head did not get through."""
    watched = config.current().monitoring
    ways = {
        "file": (watched.head_file, lambda head: _append(Path(str(watched.head_file)), head)),
        "syslog": (watched.head_syslog, lambda head: _log(watched.head_syslog, head)),
        "mail": (watched.head_mail, lambda head: _mail(watched.head_mail, head)),
    }
    return {way: send for way, (is_named, send) in ways.items() if is_named}


def written(head: chain.Head) -> str:
    """A line that a person can keep and `audit compare` can read."""
    return f"{clock.now().isoformat(timespec='seconds')} barnens-roster audit head {head}"


def _is_sent(send: Callable[[chain.Head], None], head: chain.Head) -> bool:
    try:
        send(head)
    except LOST:
        return False
    return True


def _append(file: Path, head: chain.Head) -> None:
    handle_ = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle_, f"{written(head)}\n".encode())
        os.fsync(handle_)
    finally:
        os.close(handle_)


def _log(where: str, head: chain.Head) -> None:
    """As RFC 5424 says. By UDP nobody answers: whether it came is seen in the log there."""
    at = clock.now().isoformat(timespec="seconds")
    line = f"<{LOG_AUDIT * 8 + INFORMATIONAL}>1 {at} - barnens-roster - head - audit head {head}".encode()
    host, _, port = where.rpartition(":")
    family = socket.AF_UNIX
    address: str | tuple[str, int] = where
    if not where.startswith("/"):
        family, *_kind, address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_DGRAM)[0]  # type: ignore[assignment]
    with socket.socket(family, socket.SOCK_DGRAM) as out:
        out.settimeout(TIMEOUT_S)
        out.sendto(line, address)


def _mail(to: str, head: chain.Head) -> None:
    settings = config.current().mail
    if settings is None:
        raise OSError
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Barnens röster <{settings.sender}>"
    message["To"] = to
    message["Subject"] = "Barnens röster: loggens senaste kontrollsumma"
    message["Date"] = format_datetime(clock.now())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{written(head)}\n", cte="quoted-printable")
    with smtp.delivering(settings, to=to) as delivery:
        delivery.send(message.as_bytes())
