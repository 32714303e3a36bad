"""Reaching the child and the guardian: the log of tries, and the contact details that are shown only when needed."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from toolkit import content, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import interview_days, states
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.participation.models import ContactDetails, Contacted, ContactEntry

WITH_WHOM = tuple(Contacted)
SENT = "sent"  # an outcome: the letter is on its way


def list_entries(assignment: Assignment) -> Sequence[ContactEntry]:
    """The log of an assignment that the caller holds, oldest first."""
    return db.session.scalars(
        select(ContactEntry).where(ContactEntry.assignment_id == assignment.id).order_by(ContactEntry.at),
    ).all()


def list_asked(cycle_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """The ids of the assignments of a cycle in which the child or a guardian has been reached or sent a letter. A try
    that reached nobody asks nothing."""
    asks = {SENT} | {known.code for known in content.current().contact_outcomes if known.reached}
    return db.session.scalars(
        select(ContactEntry.assignment_id)
        .join(ContactEntry.assignment)
        .where(
            Assignment.cycle_id == cycle_id,
            ContactEntry.with_whom.in_((Contacted.CHILD, Contacted.GUARDIAN)),
            ContactEntry.outcome.in_(asks),
        )
        .distinct(),
    ).all()


def log(
    actor: Actor, assignment: Assignment, *, with_whom: str, channel: str, outcome: str, at: datetime, note: str = ""
) -> ContactEntry:
    """Write one try in the log. Raises `InvalidInput` for an unknown code, a day that has not come, or one
    before the child was given to the interviewer.

    Raises `WrongState` once the report stands, which has counted the tries.
    """
    states.require_open(assignment.cycle_id)
    words = content.current()
    if with_whom not in WITH_WHOM:
        raise InvalidInput(N_("Choose who you tried to reach."), field="with_whom")
    if channel not in {known.code for known in words.contact_channels}:
        raise InvalidInput(N_("Choose how you tried."), field="channel")
    if outcome not in {known.code for known in words.contact_outcomes}:
        raise InvalidInput(N_("Choose how it went."), field="outcome")
    interview_days.require_happened(assignment, at, field="contact_day")
    entry = ContactEntry(
        assignment_id=assignment.id, at=at, with_whom=with_whom, channel=channel, outcome=outcome, note=note,
        logged_by_id=actor.id,
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    trail.record(actor, Event.CONTACT_LOGGED, assignment.id, who=with_whom, outcome=outcome)
    return entry


def remove(actor: Actor, assignment: Assignment, *, entry_id: uuid.UUID) -> None:
    """Take a mistaken try out of the log of an assignment that the caller holds. Raises `NotFound`.

    Raises `WrongState` once the report stands, which has counted it.
    """
    states.require_open(assignment.cycle_id)
    entry = db.session.scalar(
        select(ContactEntry).where(ContactEntry.id == entry_id, ContactEntry.assignment_id == assignment.id)
    )
    if entry is None:
        raise NotFound
    db.session.delete(entry)
    db.session.flush()
    trail.record(actor, Event.CONTACT_REMOVED, assignment.id, who=entry.with_whom, outcome=entry.outcome)


def has_details(assignment: Assignment) -> bool:
    """Whether somebody has written in how to reach the family. Opens nothing."""
    wanted = select(ContactDetails.assignment_id).where(ContactDetails.assignment_id == assignment.id)
    return db.session.scalar(wanted) is not None


def read_details(actor: Actor, assignment: Assignment) -> ContactDetails:
    """How to reach the child and the guardian; the look is put on the trail. Empty when nobody has written it in."""
    trail.record(actor, Event.CONTACT_DETAILS_READ, assignment.id)
    return db.session.get(ContactDetails, assignment.id) or ContactDetails(
        assignment_id=assignment.id, child_name="", guardian_names="", phone="", other="", version=0
    )


def change_details(
    actor: Actor, assignment: Assignment, *, child_name: str, guardian_names: str, phone: str, other: str, version: int
) -> ContactDetails:
    """Write the details in. Raises `WrongState` when another window was first."""
    details = db.session.get(ContactDetails, assignment.id)
    if details is None:
        details = ContactDetails(assignment_id=assignment.id)
        db.session.add(details)
    else:
        versions.require(details, version)
    details.child_name, details.guardian_names, details.phone, details.other = child_name, guardian_names, phone, other
    db.session.flush()
    trail.record(actor, Event.CONTACT_DETAILS_CHANGED, assignment.id)
    return details
