"""The days of a year's phases: what the year wheel proposes, and what is wrong with days that somebody chose. Pure."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interview_guides.codes import Phase
from toolkit.errors import N_, InvalidInput

INTERVIEWS, SEMINARS = "interviews", "seminars"
YEARS = 3
"""A cycle lies within its first calendar year and the two that follow."""


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of a phase, both included."""

    starts_on: date
    ends_on: date

    @property
    def are_whole_months(self) -> bool:
        """Whether they can be said as months: «October» or «October to November»."""
        return self.starts_on.day == 1 and self.ends_on.day == monthrange(self.ends_on.year, self.ends_on.month)[1]


def proposed(wheel: Sequence[Phase], *, year: int) -> dict[str, Days]:
    """Whole months for every phase of the wheel, for a cycle that begins in `year`."""
    return {phase.id: _months(phase, year) for phase in wheel}


def _months(phase: Phase, year: int) -> Days:
    first = year + phase.years_after
    last = first + (phase.last_month < phase.first_month)
    return Days(
        date(first, phase.first_month, 1),
        date(last, phase.last_month, monthrange(last, phase.last_month)[1]),
    )


def check(
    wheel: Sequence[Phase], days: Mapping[str, Days], *, year: int, today: date, known: Mapping[str, Days]
) -> None:
    """Raise `InvalidInput` beside the first day that cannot be right. `known` are days that stood before."""
    previous: Phase | None = None
    for phase in wheel:
        _check_one(phase, days[phase.id], year=year)
        if previous and days[phase.id].starts_on < days[previous.id].starts_on:
            raise InvalidInput(
                N_("%(phase)s begins before %(earlier)s. Move one of them."),
                field=f"{phase.id}_from",
                phase=phase.name,
                earlier=previous.name,
            )
        previous = phase
    _check_interviews(days, today=today, known=known)


def _check_one(phase: Phase, days: Days, *, year: int) -> None:
    if days.ends_on < days.starts_on:
        raise InvalidInput(
            N_("%(phase)s ends before it begins. Choose a last day that comes after the first."),
            field=f"{phase.id}_to",
            phase=phase.name,
        )
    for end, day in (("from", days.starts_on), ("to", days.ends_on)):
        if not year <= day.year < year + YEARS:
            raise InvalidInput(
                N_("%(phase)s lies outside the cycle. Choose a day in the years %(first)s to %(last)s."),
                field=f"{phase.id}_{end}",
                phase=phase.name,
                first=str(year),
                last=str(year + YEARS - 1),
            )


def _check_interviews(days: Mapping[str, Days], *, today: date, known: Mapping[str, Days]) -> None:
    interviews, seminars = days.get(INTERVIEWS), days.get(SEMINARS)
    if interviews and interviews != known.get(INTERVIEWS) and interviews.ends_on < today:
        raise InvalidInput(
            N_("That day has been. Choose a last day for the interviews from today on."),
            field=f"{INTERVIEWS}_to",
        )
    if interviews and seminars and seminars.starts_on <= interviews.ends_on:
        raise InvalidInput(
            N_("The seminars begin before the interviews are done. Choose a day after the last interview day."),
            field=f"{SEMINARS}_from",
        )
