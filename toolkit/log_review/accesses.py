"""The accesses that a check is about: lines of the trail on which somebody read, heard or took out one interview."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CompoundSelect, Select, Subquery, select, union_all

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

OWNERS: Hook[Callable[[], Select[uuid.UUID, uuid.UUID]]] = Hook(
    "an access is traced to its interview", "transcripts", "copies"
)
"""Each gives a query of what the trail names by an id of its own: that id, and the assignment that it belongs to."""


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def list_of_month(unit_id: uuid.UUID, month: date) -> list[Access]:
    """Every access of a month to the interviews of a unit, by whomever; without those that are gone since."""
    owners = _owners()
    begins, ends = (datetime.combine(day, time(), clock.LOCAL_ZONE) for day in (month, next_month(month)))
    rows = db.session.execute(
        select(AuditEntry.seq, AuditEntry.actor_id, Assignment.interviewer_id)
        .join(owners, owners.c.thing == AuditEntry.object_id)
        .join(Assignment, Assignment.id == owners.c.assignment_id)
        .join(Cycle, Cycle.id == Assignment.cycle_id)
        .where(
            Cycle.unit_id == unit_id, AuditEntry.event.in_(EVENTS), AuditEntry.actor_id.is_not(None),
            AuditEntry.at >= begins, AuditEntry.at < ends,
        )
        .order_by(AuditEntry.seq)
    )  # fmt: skip
    return [Access(seq, actor_id, actor_id == interviewer) for seq, actor_id, interviewer in rows if actor_id]


def list_lines(numbers: Iterable[int]) -> Mapping[int, Any]:
    """Lines by number: what was done, by whom, and of the interview its code, year and owner, None where it is gone."""
    owners = _owners()
    rows = db.session.execute(
        select(
            AuditEntry.seq, AuditEntry.at, AuditEntry.event, AuditEntry.actor_id, AuditEntry.object_id, Child.code,
            Cycle.name.label("year"), Assignment.id.label("assignment_id"), Assignment.interviewer_id,
        )
        .outerjoin(owners, owners.c.thing == AuditEntry.object_id)
        .outerjoin(Assignment, Assignment.id == owners.c.assignment_id)
        .outerjoin(Child, Child.id == Assignment.child_id)
        .outerjoin(Cycle, Cycle.id == Assignment.cycle_id)
        .where(AuditEntry.seq.in_(list(numbers)))
    )  # fmt: skip
    return {row.seq: row for row in rows}


def _owners() -> Subquery:
    itself = select(Assignment.id.label("thing"), Assignment.id.label("assignment_id"))
    recordings = select(Recording.id, Recording.assignment_id)
    both: CompoundSelect[Any] = union_all(itself, recordings, *(query() for query in OWNERS.each()))
    return both.subquery("owners")
