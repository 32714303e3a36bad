"""How long a term is: calendar months from a day, and back. Pure.

A term of months ends on the day of the same number, or on the month's last where it has no such day.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from toolkit import clock


def add_months(start: date, months: int) -> date:
    """The day on which a term of so many months ends that began on `start`."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def latest_start(end: date, months: int) -> date:
    """The last day on which a term of so many months can have begun that has ended by `end`."""
    first = add_months(end.replace(day=1), -months)
    last = monthrange(first.year, first.month)[1]
    is_last = end.day == monthrange(end.year, end.month)[1]
    return first.replace(day=last if is_last else min(end.day, last))


def end_of(day: date) -> datetime:
    """The moment at which a day is over here."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.LOCAL_ZONE)
