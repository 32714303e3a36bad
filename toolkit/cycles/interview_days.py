"""The days on which something of an interview can have happened: since the worker was given the child, until today.

Contacts, answers and worries are written in afterwards, and a wrong year or month is soon typed.
"""

from datetime import date, datetime

from toolkit import clock
from toolkit.cycles.models import Assignment
from toolkit.errors import N_, InvalidInput


def require_happened(assignment: Assignment, at: datetime | date, *, field: str) -> None:
    """Raise `InvalidInput` beside `field` for a day to come, and for one before the child was given."""
    if (isinstance(at, datetime) and at > clock.now()) or _day(at) > clock.today():
        raise InvalidInput(N_("That day has not come yet. Choose today or an earlier day."), field=field)
    require_given(assignment, at, field=field)


def require_given(assignment: Assignment, at: datetime | date, *, field: str) -> None:
    """Raise `InvalidInput` beside `field` for a day before the child was given to the worker."""
    first = _day(assignment.created_at)
    if _day(at) < first:
        raise InvalidInput(
            N_("You were given this child on %(first)s. Choose that day or a later one."), field=field, first=first
        )


def _day(at: datetime | date) -> date:
    return at.astimezone(clock.LOCAL_ZONE).date() if isinstance(at, datetime) else at
