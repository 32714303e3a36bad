"""Opening hours on a wall clock in Sweden, over midnight and over the changes of summer time. Pure.

Transcription begins and goes on in them only; a machine that is needed by day writes by night.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from toolkit.clock import LOCAL_ZONE

DAY = timedelta(days=1)
FURTHEST = 400
"""No more openings than this are looked through; the guess is then as good as never."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of day to another, every day. When the end is not after the beginning it is on the next day."""

    begins: time
    ends: time

    def openings(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The openings that end after `moment`, in order, in UTC; the first may have begun."""
        first = moment.astimezone(LOCAL_ZONE).date() - DAY
        for day in (first + DAY * number for number in itertools.count()):
            begins, ends = _at(day, self.begins), _at(day if self.ends > self.begins else day + DAY, self.ends)
            if ends > max(moment, begins):  # an hour in the spring night may be none
                yield begins, ends


@dataclass(frozen=True, slots=True)
class Opening:
    """When the site transcribes recordings: always, in its hours, and until `until` in any case."""

    hours: Hours | None = None
    until: datetime | None = None

    def closes_at(self, moment: datetime) -> datetime | None:
        """When the opening that `moment` lies in ends; `moment` itself when it is closed, None when it never closes."""
        if self.hours is None:
            return None
        begins, ends = next(self.hours.openings(moment))
        closes = ends if begins <= moment else moment
        return max(closes, self.until) if self.until else closes

    def opens_at(self, moment: datetime) -> datetime:
        """When work may begin: `moment` itself when it is open."""
        closes = self.closes_at(moment)
        if self.hours is None or closes is None or closes > moment:
            return moment
        return next(self.hours.openings(moment))[0]

    def finish(self, moment: datetime, work: timedelta) -> datetime:
        """When so much work is done if it begins at `moment` and rests outside the hours."""
        for _ in range(FURTHEST):
            moment = self.opens_at(moment)
            closes = self.closes_at(moment)
            if closes is None or moment + work <= closes:
                return moment + work
            work -= closes - moment
            moment = closes
        return moment


def _at(day: date, clock: time) -> datetime:
    """The moment when a clock on the wall shows this; one that is skipped in spring comes an hour later."""
    return datetime.combine(day, clock, LOCAL_ZONE).astimezone(UTC)
