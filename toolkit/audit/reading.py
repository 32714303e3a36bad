"""Reading the trail: what the administrator's page and the file show, newest first. Looking is an act of its own."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeGuard

import sqlalchemy as sa

from toolkit import clock, paging
from toolkit.access import Actor, Role
from toolkit.audit import cutting, naming, rows, saying, trail
from toolkit.audit.events import Event
from toolkit.audit.models import AuditAnchor, AuditEntry
from toolkit.db import db
from toolkit.downloads import as_csv
from toolkit.language import gettext as _
from toolkit.paging import Span

PAGE = 50


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
    """One act, in words. What the database holds may be no act at all: then `at` is None, and the words say so."""

    seq: int
    at: datetime | None
    who: str
    act: str
    object_id: uuid.UUID | None
    facts: str


@dataclass(frozen=True)
class Check:
    """What came of the latest check of the chain, so many lines long."""

    at: datetime
    is_whole: bool
    entries: int


def read_lines(actor: Actor, *, filters: Filters, before: int | None = None, after: int | None = None) -> Span[Line]:
    """Some lines of the log, newest first: the newest, or those before or after a line's number.

    Five years of ten thousand interviews leave a million lines, so they are never counted nor skipped.
    """
    actor.require(Role.ADMINISTRATOR)
    numbers = sa.select(AuditEntry.seq).where(*_conditions(filters))
    chosen = paging.read_span(numbers, AuditEntry.seq, before=before, after=after)
    known = naming.names()
    trail.record(actor, Event.LOG_READ, rows=len(chosen.rows))
    return chosen.each(lambda found: [_in_words(row, known) for row in rows.read_numbered(found)])


def export_csv(actor: Actor, *, filters: Filters) -> bytes:
    """The log as CSV, oldest first, with ids beside the words; no cell can act as a formula."""
    actor.require(Role.ADMINISTRATOR)
    known = naming.names()
    numbers = sa.select(AuditEntry.seq).where(*_conditions(filters)).order_by(AuditEntry.seq)
    lines = [_cells(row, known) for row in rows.read_numbered(db.session.scalars(numbers))]
    trail.record(actor, Event.LOG_EXPORTED, rows=len(lines))
    return as_csv([_heads(), *lines])


def find_last_check(actor: Actor) -> Check | None:
    """The latest check of the chain that can be read, if anybody has made one."""
    actor.require(Role.ADMINISTRATOR)
    checks = sa.select(AuditEntry.seq).where(AuditEntry.event == Event.CHAIN_VERIFIED)
    numbers = db.session.scalars(checks.order_by(AuditEntry.seq.desc()).limit(PAGE))
    return next(filter(None, map(_as_check, rows.read_numbered(numbers))), None)


def find_anchor(actor: Actor) -> AuditAnchor | None:
    """Up to which line and day the log has been disposed of, if it has."""
    actor.require(Role.ADMINISTRATOR)
    return cutting.find_anchor()


def _as_check(row: rows.Row) -> Check | None:
    if not _is_act(row.values):
        return None
    at, facts = row.values["at"], row.values["facts"]
    entries = facts.get("entries")
    return Check(at, facts.get("is_whole") is True, entries if isinstance(entries, int) else 0)


def _conditions(filters: Filters) -> Iterable[sa.ColumnElement[bool]]:
    yield sa.or_(AuditEntry.seq > cutting.ANCHORED, AuditEntry.seq.is_(None))
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


def _is_act(values: Mapping[str, Any] | None) -> TypeGuard[Mapping[str, Any]]:
    """Whether a row holds what the trail writes: a moment, an event, facts by name."""
    shapes = {"at": datetime, "event": str, "facts": dict, "hash": str}
    return values is not None and all(isinstance(values[name], shape) for name, shape in shapes.items())


def _in_words(row: rows.Row, known: Mapping[uuid.UUID, str]) -> Line:
    held = row.values
    if not _is_act(held):
        return Line(row.seq, None, "–", _("This line cannot be read. It has been changed, or is damaged."), None, "")
    return Line(
        row.seq,
        held["at"],
        naming.say_who(held["actor_id"], known),
        saying.say_act(held["event"]),
        held["object_id"],
        saying.say_facts(held["event"], held["facts"], known),
    )


def _heads() -> list[str]:
    first = [_("Number"), _("Time (UTC)"), _("Who"), _("Person id"), _("What"), _("Event")]
    return [*first, _("About (id)"), _("Details"), _("Seal")]


def _cells(row: rows.Row, known: Mapping[uuid.UUID, str]) -> list[str]:
    line, held = _in_words(row, known), row.values if _is_act(row.values) else {}
    return [
        str(line.seq),
        line.at.astimezone(UTC).isoformat(timespec="seconds") if line.at else "",
        line.who,
        str(held.get("actor_id") or ""),
        line.act,
        held.get("event", ""),
        str(line.object_id or ""),
        line.facts,
        held.get("hash", ""),
    ]
