"""Reading the trail: what the administrator's page and the file show, newest first. Looking is an act of its own."""

import csv
import io
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import naming, trail, wording
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.language import gettext as _

PAGE = 50
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Filters:
    """What to show; None shows everything. Dates are Swedish calendar days, both included."""

    from_on: date | None = None
    to_on: date | None = None
    person_id: uuid.UUID | None = None
    event: str | None = None
    object_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Line:
    """One act, in words."""

    seq: int
    at: datetime
    who: str
    act: str
    object_id: uuid.UUID | None
    facts: str


@dataclass(frozen=True)
class Page:
    """One page of the log; pages are counted from 1, and an empty log has one."""

    lines: list[Line]
    number: int
    pages: int
    total: int


def read_page(actor: Actor, *, filters: Filters, number: int = 1) -> Page:
    """A page of the log, newest first; a number outside gives the nearest page."""
    actor.require(Role.ADMINISTRATOR)
    conditions = list(_conditions(filters))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    rows = sa.select(AuditEntry).where(*conditions).order_by(AuditEntry.seq.desc())
    found = db.session.scalars(rows.limit(PAGE).offset((number - 1) * PAGE))
    trail.record(actor, Event.LOG_READ, page=number)
    return Page(list(_in_words(found)), number, pages, total)


def export_csv(actor: Actor, *, filters: Filters) -> str:
    """The log as CSV, oldest first, with ids beside the words; no cell can act as a formula."""
    actor.require(Role.ADMINISTRATOR)
    known, out = naming.names(), io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_heads())
    query = sa.select(AuditEntry).where(*_conditions(filters)).order_by(AuditEntry.seq)
    count = 0
    for entry in db.session.scalars(query.execution_options(yield_per=1000)):
        writer.writerow(_guarded(_cells(entry, known)))
        count += 1
    trail.record(actor, Event.LOG_EXPORTED, rows=count)
    return out.getvalue()


def find_last_check(actor: Actor) -> AuditEntry | None:
    """The latest check of the chain, if anybody has made one."""
    actor.require(Role.ADMINISTRATOR)
    checks = sa.select(AuditEntry).where(AuditEntry.event == Event.CHAIN_VERIFIED)
    return db.session.scalar(checks.order_by(AuditEntry.seq.desc()).limit(1))


def _conditions(filters: Filters) -> Iterable[sa.ColumnElement[bool]]:
    if filters.from_on:
        yield AuditEntry.at >= _midnight(filters.from_on)
    if filters.to_on:
        yield AuditEntry.at < _midnight(filters.to_on + timedelta(days=1))
    if filters.person_id:
        yield AuditEntry.actor_id == filters.person_id
    if filters.event:
        yield AuditEntry.event == filters.event
    if filters.object_id:
        yield AuditEntry.object_id == filters.object_id


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LOCAL_ZONE)


def _in_words(entries: Iterable[AuditEntry]) -> Iterable[Line]:
    known = naming.names()
    for entry in entries:
        yield Line(
            entry.seq,
            entry.at,
            naming.say_who(entry.actor_id, known),
            wording.say_act(entry.event),
            entry.object_id,
            wording.say_facts(entry.facts),
        )


def _heads() -> list[str]:
    first = [_("Number"), _("Time (UTC)"), _("Who"), _("Person id"), _("What"), _("Event")]
    return [*first, _("About (id)"), _("Details"), _("Seal")]


def _cells(entry: AuditEntry, known: Mapping[uuid.UUID, str]) -> list[str]:
    return [
        str(entry.seq),
        entry.at.astimezone(UTC).isoformat(timespec="seconds"),
        naming.say_who(entry.actor_id, known),
        str(entry.actor_id or ""),
        wording.say_act(entry.event),
        entry.event,
        str(entry.object_id or ""),
        wording.say_facts(entry.facts),
        entry.hash,
    ]


def _guarded(cells: Iterable[str]) -> list[str]:
    """Cells that a spreadsheet would take for a formula get an apostrophe in front (OWASP ASVS 1.2.10)."""
    return [f"'{cell}" if cell.startswith(DANGEROUS) else cell for cell in cells]
