"""What is due among the actions, for the person who asks: the unit's for whoever leads, their own for the others."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from seminar.actions.models import Action, ActionState
from seminar.actions.progressing import may_verify
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.reminders.due import Reminder, ReminderKind

SOON = timedelta(days=14)
PRESSING = timedelta(days=7)


def list_due(actor: Actor) -> Collection[Reminder]:
    """How many are overdue, due soon, or done and to be confirmed. Two questions, or three where there are any."""
    if not actor.is_any(Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER):
        return ()
    today = clock.today()
    near = select(Action).where(Action.unit_id == actor.unit_id, Action.closed_at.is_(None))
    done = Action.progress.any(state=ActionState.DONE)
    if actor.is_any(Role.UNIT_LEADER, Role.FACILITATOR):
        near = near.where(or_(Action.due <= today + SOON, done))
    else:
        near = near.where(Action.responsible_id == actor.id, Action.due <= today + SOON)
    actions = db.session.scalars(near.options(selectinload(Action.progress), selectinload(Action.verifications))).all()
    waits = [action for action in actions if action.state is not ActionState.DONE]
    late = sum(action.is_overdue for action in waits)
    soon = [action for action in waits if today <= action.due <= today + SOON]
    confirm = sum(may_verify(actor, action) for action in actions)
    return (
        Reminder(ReminderKind.ACTION_OVERDUE, late),
        Reminder(ReminderKind.ACTION_DUE, len(soon), any(action.due <= today + PRESSING for action in soon)),
        Reminder(ReminderKind.ACTION_TO_CONFIRM, confirm),
    )
