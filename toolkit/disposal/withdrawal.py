"""Withdrawal: the child or a guardian takes the yes back, and everything that was made of it is destroyed.

Rooms further down the way destroy what they hold (`DESTROYERS`); the sound, the marks and the answers are ours to
remove here. The interview's own key goes last, with the commit: what may be left in a log, a freed page or a copy of
the data opens no more. The trail keeps that it was done, the table of non-participation keeps that there was a child.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import defer

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment, EndReason
from toolkit.db import db
from toolkit.disposal.models import DisposalHold
from toolkit.errors import N_
from toolkit.hooks import Hook
from toolkit.interviews import removing
from toolkit.interviews.models import Booking, GuideChoice, Mark, Notes, Preparation, Reflection, Worry
from toolkit.own_codes.models import OwnCode
from toolkit.participation.models import Consent, ContactDetails, ContactEntry
from toolkit.surveys.models import InterviewerResponse, SurveyOffer
from toolkit.vault import key_destruction
from toolkit.vault.columns import vault

AFTER_RELEASE = N_(
    "What already stands in a report that has been released we cannot take out of it. The next edition is without it."
)
"""What a withdrawal does not reach; the letters and the documents say it in the same words."""

OWN_TABLES = (
    Mark, Notes, Reflection, Booking, Preparation, GuideChoice, Worry, ContactDetails, ContactEntry,
    InterviewerResponse, SurveyOffer, OwnCode, DisposalHold,
)  # fmt: skip
"""What hangs on an interview here and goes whole. The child's own answers to the survey lead to nobody, and stay."""

Destroyer = Callable[[Assignment], None]

DESTROYERS: Hook[Destroyer] = Hook(
    "a withdrawal destroys",
    "report",
    "counted_answers",
    "readers",
    "quote_reviews",
    "excerpts",
    "second_readings",
    "known_names",
    "transcripts",
)
"""The order of the way, backwards: what was made of a text goes before the text."""

EDITIONS: Hook[Callable[[Assignment], "Sequence[Edition]"]] = Hook("a withdrawal is asked for", "editions")
"""What has been released of the year: it stands, and the page of the withdrawal says so before anybody presses."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A report that was released while the interview was there. `is_destroyed`: its files are gone, the copies not."""

    number: int
    released_at: datetime
    is_destroyed: bool


def list_editions(assignment: Assignment) -> list[Edition]:
    """The released reports that the withdrawal does not reach."""
    return [edition for find_in in EDITIONS.each() for edition in find_in(assignment)]


def get_withdrawable(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """The assignment, for its interviewer and for the unit's facilitator. Raises `NotFound`."""
    if actor.is_any(Role.FACILITATOR):
        return assignments.get_led(actor, assignment_id)
    return assignments.get_own(actor, assignment_id)


def withdraw(actor: Actor | None, assignment: Assignment) -> None:
    """Destroy everything that was made of an interview that the caller holds, and end the assignment.

    None is the program itself. Twice is once, and it is never too late: what a released report says stays there
    (`AFTER_RELEASE`), all else goes.
    """
    if assignment.end_reason is EndReason.WITHDRAWN:
        return
    destroy_material(actor, assignment)
    _close_answers(assignment)
    assignments.end(actor, assignment, reason=EndReason.WITHDRAWN)
    trail.record(actor, Event.CONSENT_WITHDRAWN, assignment.id)
    trail.record(actor, Event.MATERIAL_WITHDRAWN, assignment.id)


def destroy_material(actor: Actor | None, assignment: Assignment) -> None:
    """Destroy everything that was made of an interview, with its keys; who answered what stays, without their words."""
    key_destruction.destroy_at_commit(db.session(), assignment.id)
    for destroy in DESTROYERS.each():
        destroy(assignment)
    for table in OWN_TABLES:
        db.session.execute(delete(table).where(table.assignment_id == assignment.id))
    removing.destroy(actor, assignment)
    for answer in _answers(assignment):
        answer.decline_note = ""
    assignment.reason = ""
    db.session.flush()


def redo_withdrawals(keys: frozenset[str]) -> int:
    """After a copy was put back: take back every interview whose key is among these; how many there were.

    One that was disposed of by a decision is none of them. Their texts open no more, whatever the copy shows. To be
    called where texts without a key read as empty.
    """
    there = db.session.scalars(select(Assignment).where(Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN)))
    withdrawn = keys - vault().keys.disposed
    gone = [assignment for assignment in there if assignment.id.hex in withdrawn]
    for assignment in gone:
        withdraw(None, assignment)
    db.session.flush()
    return len(gone)


def sweep() -> int:
    """Destroy the keys of withdrawn interviews that are still here: after a crash, or from an older copy of the keys.

    For the worker, once in a while; how many there were. The database's log is emptied, if there is nobody in it.
    """
    withdrawn = db.session.scalars(select(Assignment.id).where(Assignment.end_reason == EndReason.WITHDRAWN))
    left = key_destruction.list_left(withdrawn)
    key_destruction.destroy_at_commit(db.session(), *left)
    return len(left)


def _close_answers(assignment: Assignment) -> None:
    for answer in _answers(assignment):
        if answer.replaced_at is None and answer.withdrawn_at is None:
            answer.withdrawn_at = clock.now()
    db.session.flush()


def _answers(assignment: Assignment) -> Sequence[Consent]:
    unread = defer(Consent.decline_note)  # written over without being opened: its key may have been lost
    query = select(Consent).options(unread).where(Consent.assignment_id == assignment.id)
    return db.session.scalars(query).all()
