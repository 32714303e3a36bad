"""The accesses that a check is about: lines of the trail on which somebody read, heard or took out interviews.

The same act of the same person with the same thing on one day is one access: a page is opened many times.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, Subquery, and_, cast, null, select, union_all
from sqlalchemy.orm import aliased

from toolkit import clock
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Assignment, Child, Cycle
from toolkit.db import db
from toolkit.hooks import Hook
from toolkit.interviews.models import Recording
from toolkit.log_review.sampling import Access

EVENTS = (
    Event.RECORDING_LISTENED, Event.TRANSCRIPT_READ, Event.DEIDENTIFIED_READ, Event.TRANSCRIPT_EXPORTED,
    Event.NOTES_READ, Event.KNOWN_NAMES_READ, Event.CONTACT_DETAILS_READ, Event.REFLECTION_READ,
    Event.GUIDE_REASON_READ, Event.SURVEY_READ,
)  # fmt: skip

COPIES_TAKEN = (Event.SUBJECT_COPY_FETCHED, Event.ARCHIVE_COPY_FETCHED, Event.SEMINAR_EXPORTED)
"""Everything about a child, or texts and quotes of a whole year, in a file that left the program."""

OWNERS: Hook[Callable[[], Select[uuid.UUID, uuid.UUID]]] = Hook(
    "an access is traced to its interview", "transcripts", "copies"
)
"""Each gives a query of what the trail names by an id of its own: that id, and the assignment that it belongs to."""

COPIES: Hook[Callable[[], Select[uuid.UUID, uuid.UUID, str | None]]] = Hook(
    "a copy is traced to what was in it", "subject_access", "archiving"
)
"""Each gives a query of what the trail names a copy by: that id, the cycle that it is of, and the code of the child
when it is of one child alone."""


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def list_of_month(unit_id: uuid.UUID, month: date) -> list[Access]:
    """Every access of a month to the interviews of a unit, by whomever; without those that are gone since."""
    owners = _owners()
    begins, ends = (datetime.combine(day, time(), clock.LOCAL_ZONE) for day in (month, next_month(month)))
    of_the_month = AuditEntry.actor_id.is_not(None), AuditEntry.at >= begins, AuditEntry.at < ends
    line = AuditEntry.seq, AuditEntry.actor_id, AuditEntry.event, AuditEntry.object_id, AuditEntry.at
    read = db.session.execute(
        select(*line, Assignment.interviewer_id)
        .join(owners, owners.c.thing == AuditEntry.object_id)
        .join(Assignment, Assignment.id == owners.c.assignment_id)
        .join(Cycle, Cycle.id == Assignment.cycle_id)
        .where(Cycle.unit_id == unit_id, AuditEntry.event.in_(EVENTS), *of_the_month)
    )
    copies = _copies()
    taken = db.session.execute(
        select(*line)
        .join(copies, copies.c.thing == AuditEntry.object_id)
        .join(Cycle, Cycle.id == copies.c.cycle_id)
        .where(Cycle.unit_id == unit_id, AuditEntry.event.in_(COPIES_TAKEN), *of_the_month)
    )
    found: list[tuple[Any, Access]] = [
        (row, Access(row.seq, row.actor_id, is_own=row.actor_id == row.interviewer_id)) for row in read
    ]
    found += [(row, Access(row.seq, row.actor_id, is_own=False, is_copy=True)) for row in taken]
    return _once_a_day(found)


def _once_a_day(found: Iterable[tuple[Any, Access]]) -> list[Access]:
    once: dict[tuple[object, ...], Access] = {}
    for row, access in sorted(found, key=lambda each: each[1].seq):
        on = row.at.astimezone(clock.LOCAL_ZONE).date()
        once.setdefault((row.actor_id, row.event, row.object_id, on), access)
    return list(once.values())


def list_lines(numbers: Iterable[int]) -> Mapping[int, Any]:
    """Lines by number: what was done, by whom, and of the interview its code, year and owner, None where it is gone;
    of a copy the year, and the code when it was of one child."""
    owners, copies, copied = _owners(), _copies(), aliased(Cycle)
    rows = db.session.execute(
        select(
            AuditEntry.seq, AuditEntry.at, AuditEntry.event, AuditEntry.actor_id, AuditEntry.object_id, Child.code,
            Cycle.name.label("year"), Assignment.id.label("assignment_id"), Assignment.interviewer_id,
            copied.name.label("copied_year"), copies.c.code.label("copied_code"),
        )
        .outerjoin(owners, owners.c.thing == AuditEntry.object_id)
        .outerjoin(Assignment, Assignment.id == owners.c.assignment_id)
        .outerjoin(Child, Child.id == Assignment.child_id)
        .outerjoin(Cycle, Cycle.id == Assignment.cycle_id)
        .outerjoin(copies, and_(copies.c.thing == AuditEntry.object_id, AuditEntry.event.in_(COPIES_TAKEN)))
        .outerjoin(copied, copied.id == copies.c.cycle_id)
        .where(AuditEntry.seq.in_(list(numbers)))
    )  # fmt: skip
    return {row.seq: row for row in rows}


def _owners() -> Subquery:
    itself = select(Assignment.id.label("thing"), Assignment.id.label("assignment_id"))
    recordings = select(Recording.id, Recording.assignment_id)
    both: CompoundSelect[Any] = union_all(itself, recordings, *(query() for query in OWNERS.each()))
    return both.subquery("owners")


def _copies() -> Subquery:
    whole = select(Cycle.id.label("thing"), Cycle.id.label("cycle_id"), cast(null(), String).label("code"))
    every: CompoundSelect[Any] = union_all(whole, *(query() for query in COPIES.each()))
    return every.subquery("copies")
