"""Dates as a report says them, in the language of the request."""

from datetime import date, datetime

from toolkit import clock
from toolkit.language import format_date


def month(day: date) -> str:
    """The month with its year: «april 2027»."""
    return str(format_date(day, "LLLL y"))


def dated(day: date) -> str:
    """The date with its year, always: a report is read for many years."""
    return str(format_date(day, "d MMMM y"))


def day_of(moment: datetime) -> date:
    """The day of a moment on a calendar in Sweden."""
    return moment.astimezone(clock.LOCAL_ZONE).date()
