"""Draws the sample of the months that are over, once for each unit. The worker does it daily; nobody is asked."""

import secrets
import uuid
from datetime import date, timedelta

from sqlalchemy import delete, select

from toolkit import clock
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.log_review import accesses, sampling
from toolkit.log_review.models import LogReview, LogReviewLine
from toolkit.people.models import Unit

MONTHS = 3  # so far back it is drawn, where no worker ran


def draw_due() -> int:
    """Draw what has not been drawn; how many samples were. A month in which nobody read anything has none."""
    return sum(_draw(unit_id, month) for month in _months() for unit_id in db.session.scalars(select(Unit.id)).all())


def forget_lines(up_to: int) -> None:
    """The trail's beginning is disposed of: what was noted about its lines goes along, and the signed numbers stay."""
    db.session.execute(delete(LogReviewLine).where(LogReviewLine.seq <= up_to))


def _months() -> list[date]:
    month, found = clock.today().replace(day=1), []
    for _ in range(MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        found.append(month)
    return found


def _draw(unit_id: uuid.UUID, month: date) -> bool:
    there = select(LogReview.id).where(LogReview.unit_id == unit_id, LogReview.month == month)
    if db.session.scalar(there) is not None or not (found := accesses.list_of_month(unit_id, month)):
        return False
    numbers = sampling.choose(found, dice=secrets.SystemRandom())
    made = LogReview(
        unit_id=unit_id, month=month, accesses=len(found), people=len({one.actor_id for one in found}),
        lines_drawn=len(numbers), lines=[LogReviewLine(seq=number) for number in numbers],
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    trail.record(None, Event.LOG_SAMPLE_DRAWN, made.id, count=len(numbers), found=len(found), people=made.people)
    return True
