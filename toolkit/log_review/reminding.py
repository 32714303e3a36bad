"""Months whose sample nobody has signed, for whoever may: on their first page, and in the week's mail."""

from collections.abc import Collection

from sqlalchemy import func, select

from toolkit.access import Actor
from toolkit.db import db
from toolkit.log_review.checking import CHECKING
from toolkit.log_review.models import LogReview
from toolkit.reminders.due import Reminder, ReminderKind


def list_due(actor: Actor) -> Collection[Reminder]:
    """How many months wait. A sample is drawn when its month is over, so each is due at once."""
    if not actor.is_any(*CHECKING):
        return ()
    waiting = db.session.scalar(
        select(func.count()).select_from(LogReview).where(
            LogReview.unit_id == actor.unit_id, LogReview.signed_at.is_(None)
        )
    )  # fmt: skip
    return (Reminder(ReminderKind.LOG_CHECK, waiting or 0),)
