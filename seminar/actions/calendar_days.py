"""The days on which actions are followed up, for calendars: ids and days, never a word of what is done."""

import uuid
from collections.abc import Collection

from sqlalchemy import select

from seminar.actions.models import Action
from toolkit.calendars.days import FollowUp
from toolkit.db import db


def list_follow_ups(unit_id: uuid.UUID, person_id: uuid.UUID | None) -> Collection[FollowUp]:
    """The open actions of a unit, or those that one person of it is responsible for."""
    open_now = select(Action.id, Action.due).where(Action.unit_id == unit_id, Action.closed_at.is_(None))
    if person_id is not None:
        open_now = open_now.where(Action.responsible_id == person_id)
    return [FollowUp(*row) for row in db.session.execute(open_now)]
