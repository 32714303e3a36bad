"""What a year costs in hours: the unit's own sums where they point at nobody, else what a step usually takes.

A sum of measured time is told only of at least as many people as the unit's smallest group, and rounded, so that what
one more person adds cannot be read from two looks.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from interview_guides.help_pages import HoursFigure, HoursPart
from toolkit import content
from toolkit.access import Actor
from toolkit.cycles import agenda, planning, progress
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disclosure.counts import is_small
from toolkit.hooks import Hook
from toolkit.interviews.models import Booking

HOUR = 60
WORKING_DAY = 8 * HOUR
ROUNDED_TO = 5  # minutes, for one interview


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Time that was measured in a cycle: whose, in how many interviews, and how much in all."""

    people: int
    interviews: int
    milliseconds: int


SPENT: Hook[Callable[[Cycle], Spent]] = Hook("the hours of a year are summed", "correcting")
"""The time that a later room has measured in a cycle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRow:
    """One part of the year in minutes: for each, and in all. `is_own` is false where it is what a step usually takes.

    `hidden` is true where the unit's own sum is not told, because it would be that of too few.
    """

    figure: HoursFigure
    each: int
    total: int
    is_own: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A year's rows. `interviews` are done, `participants` interview in it; `threshold` is the smallest group."""

    cycle: Cycle | None
    rows: Sequence[HoursRow]
    interviews: int
    participants: int
    threshold: int

    @property
    def total(self) -> int:
        """All of it, in minutes."""
        return sum(row.total for row in self.rows)

    @property
    def of_one(self) -> int:
        """One interview with a place at the seminar, in minutes."""
        return sum(row.each for row in self.rows)


def find_cycle(actor: Actor) -> uuid.UUID | None:
    """The cycle to look at: the one with the nearest day, else the latest, or None before the first."""
    running = agenda.list_running(actor) or agenda.list_named(actor)
    return running[0].id if running else None


def reckon(actor: Actor, cycle_id: uuid.UUID | None) -> Hours:
    """A cycle's hours, or the usual ones where there is no cycle yet. Raises `NotFound`."""
    if cycle_id is None:
        rows = [
            HoursRow(figure=figure, each=figure.minutes, total=0) for figure in content.current().year_hours.figures
        ]
        return Hours(cycle=None, rows=rows, interviews=0, participants=0, threshold=0)
    cycle = planning.get_cycle(actor, cycle_id)
    done = progress.list_interviewed(cycle)
    measured = {HoursPart.TALK: _booked(done), HoursPart.CORRECT: SPENT.by_name()["correcting"](cycle)}
    sizes = {HoursPart.SEMINAR: len(cycle.interviewers)}
    threshold = cycle.unit.small_group
    rows = [
        _row(figure, sizes.get(figure.id, len(done)), measured.get(figure.id), threshold=threshold)
        for figure in content.current().year_hours.figures
    ]
    return Hours(
        cycle=cycle, rows=rows, interviews=len(done), participants=len(cycle.interviewers), threshold=threshold
    )


def _row(figure: HoursFigure, size: int, spent: Spent | None, *, threshold: int) -> HoursRow:
    """The unit's own time for each, where it may be told, times how many there are."""
    each, is_told = figure.minutes, False
    if spent is not None and spent.interviews:
        is_told = not is_small(spent.people, threshold=threshold)
        each = _rounded(spent) if is_told else each
    hidden = spent is not None and spent.interviews > 0 and not is_told
    return HoursRow(figure=figure, each=each, total=each * size, is_own=is_told, hidden=hidden)


def _rounded(spent: Spent) -> int:
    minutes = spent.milliseconds / 60_000 / spent.interviews
    return max(ROUNDED_TO, round(minutes / ROUNDED_TO) * ROUNDED_TO)


def _booked(done: Sequence[uuid.UUID]) -> Spent:
    query = (
        select(func.count(Assignment.interviewer_id.distinct()), func.count(), func.sum(Booking.minutes))
        .select_from(Booking)
        .join(Assignment, Assignment.id == Booking.assignment_id)
        .where(Assignment.id.in_(done))
    )
    people, interviews, minutes = db.session.execute(query).one()
    return Spent(people=people, interviews=interviews, milliseconds=int(minutes or 0) * 60_000)
