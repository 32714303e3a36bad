"""The agenda: points of so many minutes, each with the time at which it begins. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MOST = 20
"""Points of one agenda."""
LONGEST = 480
"""Minutes of one point."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point: what, and how long."""

    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class TimedPoint:
    """A point with its times; `is_late` when it ends after the seminar does."""

    point: Point
    begins: time
    ends: time
    is_late: bool


def timed(points: Iterable[Point], *, starts: time, ends: time) -> list[TimedPoint]:
    """Every point with the time when it begins and ends, counted from the start. Times past midnight stop there."""
    at = datetime.combine(date.min, starts)
    last = datetime.combine(date.min, time(23, 59))
    found = []
    for point in points:
        after = min(at + timedelta(minutes=point.minutes), last)
        found.append(TimedPoint(point, at.time(), after.time(), after.time() > ends))
        at = after
    return found


def minutes_over(points: Sequence[Point], *, starts: time, ends: time) -> int:
    """How many minutes longer the points are than the seminar; 0 when they fit."""
    there = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    return max(0, sum(point.minutes for point in points) - there)
