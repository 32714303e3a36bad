"""The days on which promises are looked at, for calendars: ids and days, never a word of what was promised."""

import uuid
from collections.abc import Collection

from sqlalchemy import select

from seminar.proposals.models import Proposal
from seminar.themes.models import Theme
from toolkit.calendars.days import FollowUp
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db


def list_follow_ups(unit_id: uuid.UUID, person_id: uuid.UUID | None) -> Collection[FollowUp]:
    """The open follow-ups of a unit. Who is responsible is written in words, so nobody has days of their own."""
    if person_id is not None:
        return ()
    promises = (
        select(Proposal)
        .join(Theme)
        .join(Cycle)
        .where(Cycle.unit_id == unit_id, Cycle.state != CycleState.CLOSED)
        .where(Proposal.decided_at.is_not(None), Proposal.due.is_not(None))
    )
    return [FollowUp(each.id, each.due) for each in db.session.scalars(promises) if each.due and not each.is_introduced]
