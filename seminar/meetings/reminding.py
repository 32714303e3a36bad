"""Which meetings have been without anybody having written what came of them, for whoever leads."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import load_only

from seminar.meetings.keeping import LEADING
from seminar.meetings.models import MeetingItem
from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.reminders.due import Reminder, ReminderKind


def list_due(actor: Actor) -> Collection[Reminder]:
    """How many items of the own unit lack their outcome."""
    if not actor.is_any(*LEADING):
        return ()
    been = select(MeetingItem).where(MeetingItem.unit_id == actor.unit_id, MeetingItem.on < clock.today())
    items = db.session.scalars(been.options(load_only(MeetingItem.outcome))).all()
    return (Reminder(ReminderKind.OUTCOME_MISSING, sum(not item.outcome for item in items)),)
