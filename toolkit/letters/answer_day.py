"""By which day an answer is asked for. Pure: a day that has passed is never asked for."""

from datetime import date, timedelta

TIME_TO_THINK = timedelta(days=14)
TO_PREPARE = timedelta(days=2)
"""Between the answer and the meeting, so that both can be got ready."""


def answer_day(today: date, *, meeting: date | None = None, last: date | None = None) -> date | None:
    """Two weeks from today, but some days before a meeting that is booked, and not after `last` (when the interviews
    end). Always a day to come; None when there is none left, and the letter asks for an answer soon.
    """
    days = [today + TIME_TO_THINK]
    if meeting is not None:
        days.append(meeting - TO_PREPARE if meeting - TO_PREPARE > today else meeting - timedelta(days=1))
    if last is not None:
        days.append(last)
    soonest = min(days)
    return soonest if soonest > today else None
