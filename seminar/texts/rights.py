"""Who may read a handed-over text, before the seminar and at it, as conditions for a query.

Whoever works with children or leads the seminar reads; managers and administrators do not. Nobody who is invited reads
a child whom they handle or have handled, nor the interview that they held themselves. Whoever leads reads all.
"""

import uuid

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import InstrumentedAttribute

from seminar.changes import following
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment, ChildHandler
from toolkit.people.models import PersonRole

READERS = (Role.SOCIAL_WORKER, Role.FACILITATOR)
"""Who may read an interview at all, when it has been handed over."""


def may_read(person_id: uuid.UUID | InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """Whether somebody who is invited may read an interview, as a condition on `Assignment`."""
    works = exists().where(PersonRole.person_id == person_id, PersonRole.role.in_(READERS))
    handled = exists().where(ChildHandler.child_id == Assignment.child_id, ChildHandler.person_id == person_id)
    return works & ~handled & (Assignment.interviewer_id != person_id)


def may_open(actor: Actor) -> ColumnElement[bool]:
    """Whether somebody reads an interview while it is coded, as a condition on `Assignment` and its `Cycle`: all of
    them whoever leads; those that they may read whoever takes part."""
    follows = following.follows(actor)
    return follows if following.leads(actor) else follows & may_read(actor.id)
