"""How many rows the toolkit's own rooms hold about a child, for the page. The database counts; nothing is opened."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select

from toolkit.cycles.models import Assignment, Child
from toolkit.db import db
from toolkit.disposal.models import DisposalHold, DisposalItem, Outcome
from toolkit.interviews.models import (
    Booking,
    GuideChoice,
    Mark,
    Notes,
    Preparation,
    Recording,
    RecordingState,
    Reflection,
    Worry,
)
from toolkit.own_codes.models import OwnCode
from toolkit.participation.models import Consent, ContactDetails, ContactEntry
from toolkit.subject_access.facts import Counted
from toolkit.subject_access.models import SubjectRequest
from toolkit.surveys.models import InterviewerResponse, SurveyOffer

SECTIONS: Mapping[str, tuple[Any, ...]] = {
    "contact_details": (ContactDetails,), "contact_log": (ContactEntry,), "answers": (Consent,), "booking": (Booking,),
    "guide": (GuideChoice, Preparation), "marks": (Mark,), "notes": (Notes,), "worries": (Worry,),
    "own_code": (OwnCode,), "survey_offers": (SurveyOffer,), "set_aside": (DisposalHold,), "recordings": (Recording,),
}  # fmt: skip


def count(child: Child, assignments: Sequence[Assignment]) -> Counted:
    """Everything but the texts, for a child and assignments that the caller holds."""
    ids = [one.id for one in assignments]
    columns = {
        name: sum((of(table, ids) for table in tables[1:]), of(tables[0], ids)) for name, tables in SECTIONS.items()
    }
    columns["disposed"] = of(DisposalItem, ids, DisposalItem.outcome == Outcome.DISPOSED)
    columns["requests"] = counting(SubjectRequest, SubjectRequest.child_id == child.id)
    left = {
        "guardian_contact": of(ContactDetails, ids),
        "worry_receiver": of(Worry, ids),
        "reflection": of(Reflection, ids) + of(InterviewerResponse, ids),
        "unfinished_sound": of(Recording, ids, Recording.state == RecordingState.RECEIVING),
    }
    found = {"child": 1, "interview": len(ids), **ask(columns)}
    return Counted(found, ask(left))


def ask(columns: Mapping[str, ColumnElement[int]]) -> dict[str, int]:
    """The numbers, in one question."""
    row = db.session.execute(select(*(each.label(name) for name, each in columns.items()))).one()
    return dict(zip(columns, row, strict=True))


def of(table: Any, ids: Sequence[uuid.UUID], *which: ColumnElement[bool]) -> ColumnElement[int]:
    """For a query: the rows of a table that hang on these interviews."""
    return counting(table, table.assignment_id.in_(ids), *which)


def counting(table: Any, *which: ColumnElement[bool]) -> ColumnElement[int]:
    """For a query: the rows of a table for which this holds."""
    return select(func.count()).select_from(table).where(*which).scalar_subquery()
