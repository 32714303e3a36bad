"""Withdrawal: the child or a guardian takes the yes back, and everything that was made of it is destroyed.

Rooms further down the way register what they hold (`register`); the sound, the marks and the answers are ours to
remove here. The trail keeps that it was done, the table of non-participation keeps that there was a child.
"""

import uuid
from collections.abc import Callable

from flask import Flask, current_app
from sqlalchemy import delete, select

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.interviews import removing
from toolkit.interviews.models import Booking, Mark, Notes, Preparation, Reflection, Worry
from toolkit.participation.models import Consent, ContactDetails, ContactEntry

EXTENSION = "withdrawal"
OWN_TABLES = (Mark, Notes, Reflection, Booking, Preparation, Worry, ContactDetails, ContactEntry)

Destroyer = Callable[[Assignment], None]
Objection = Callable[[Assignment], bool]


def register(app: Flask, destroyer: Destroyer) -> None:
    """Let a room destroy what it holds of an assignment. Destroyers are called in the order of the way, backwards."""
    app.extensions.setdefault(EXTENSION, ([], []))[0].insert(0, destroyer)


def register_objection(app: Flask, objection: Objection) -> None:
    """Let a room say that it is too late: the words are merged into the report, where nobody can be told apart."""
    app.extensions.setdefault(EXTENSION, ([], []))[1].append(objection)


def get_withdrawable(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    """The assignment, for its interviewer and for the unit's facilitator. Raises `NotFound`."""
    if actor.is_any(Role.FACILITATOR):
        return assignments.get_led(actor, assignment_id)
    return assignments.get_own(actor, assignment_id)


def is_possible(assignment: Assignment) -> bool:
    """Whether the interview can still be taken back."""
    _destroyers, objections = current_app.extensions.get(EXTENSION, ([], []))
    return not any(objects(assignment) for objects in objections)


def withdraw(actor: Actor, assignment: Assignment) -> None:
    """Destroy everything that was made of an interview that the caller holds, and end the assignment.

    Raises `WrongState` when the de-identified words have already been merged into the report.
    """
    if not is_possible(assignment):
        raise WrongState(
            N_(
                "The words have become part of the report, where nobody can tell who said what. "
                "They cannot be taken out.",
            ),
        )
    destroyers, _objections = current_app.extensions.get(EXTENSION, ([], []))
    for destroy in destroyers:
        destroy(assignment)
    for table in OWN_TABLES:
        db.session.execute(delete(table).where(table.assignment_id == assignment.id))
    removing.destroy(actor, assignment)
    _close_answers(assignment)
    assignments.end(actor, assignment, reason="withdrawn")
    trail.record(actor, Event.CONSENT_WITHDRAWN, assignment.id)
    trail.record(actor, Event.MATERIAL_WITHDRAWN, assignment.id)


def _close_answers(assignment: Assignment) -> None:
    for answer in db.session.scalars(select(Consent).where(Consent.assignment_id == assignment.id)):
        answer.decline_note = ""
        if answer.replaced_at is None:
            answer.withdrawn_at = clock.now()
    db.session.flush()
