"""What `doctor` is told about the head of the trail: whether it goes elsewhere, and whether that works."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from toolkit import clock, config
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import N_
from toolkit.findings import Finding, warning, well, wrong

HEAD = N_("The log’s seal")
LATE = timedelta(days=3)


def check() -> Iterator[Finding]:
    """Whether the head was sent lately."""
    if not config.current().monitoring.sends_head:
        yield warning(
            HEAD, N_("It is sent nowhere, so nobody would see that the end of the log was cut off."),
            N_("Name a place: BR_AUDIT_HEAD_FILE, BR_AUDIT_HEAD_SYSLOG or BR_AUDIT_HEAD_MAIL."),
        )  # fmt: skip
        return
    sent, unsent = _latest(Event.HEAD_SENT), _latest(Event.HEAD_NOT_SENT)
    if unsent and (sent is None or unsent > sent):
        yield wrong(HEAD, N_("It could not be sent every way."), N_("The log says which way; look whether it is open."))
    elif sent is None or sent < clock.now() - LATE:
        yield warning(HEAD, N_("It has not been sent for days."), N_("The worker sends it: look whether one runs."))
    else:
        yield well(HEAD, N_("It is sent elsewhere every day."))


def _latest(event: Event) -> datetime | None:
    return db.session.scalar(sa.select(sa.func.max(AuditEntry.at)).where(AuditEntry.event == event))
