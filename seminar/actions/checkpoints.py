"""The days on which the unit looks at what it decided: two months later, at both tertials, and at the end of the year.

Pure. A cycle may have moved the phases that the days end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# checkpoint, the phase of the year wheel that it ends with, and month and day where the cycle has no such phase
OF_THE_YEAR = (("decision", "board", 3, 31), ("tertial_1", "feedback", 4, 30), ("tertial_2", "follow_up", 9, 15),
               ("year_end", "year_end", 12, 14))  # fmt: skip
TWO_MONTHS = timedelta(days=61)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A day when the unit looks at its promises. `when` is done, now or later."""

    key: str
    on: date
    when: str


def decision_day(year: int, ends: Mapping[str, date]) -> date:
    """The day by which a cycle means to decide. `ends` are the last days of its phases, by key."""
    return _days(year, ends)["decision"]


def of_year(year: int, ends: Mapping[str, date], *, today: date) -> Sequence[Checkpoint]:
    """The checkpoints of the cycle of a year, in the order of their days."""
    days = _days(year, ends)
    days["two_months"] = days["decision"] + TWO_MONTHS
    return _placed(days, today)


def of_action(
    decided: date, year: int, ends: Mapping[str, date], *, today: date, due: date | None = None
) -> Sequence[Checkpoint]:
    """The checkpoints of one action of the cycle of a year that was decided on a day: those that come after it.

    `due` is the day that was said of the action itself, which stands among them also when it is the same as one.
    """
    days = _days(year, ends) | {"two_months": decided + TWO_MONTHS}
    after = {key: on for key, on in days.items() if key != "decision" and on > decided}
    return _placed(after | ({"due": due} if due else {}), today)


def _days(year: int, ends: Mapping[str, date]) -> dict[str, date]:
    return {key: ends.get(phase) or date(year + 1, month, day) for key, phase, month, day in OF_THE_YEAR}


def _placed(days: Mapping[str, date], today: date) -> Sequence[Checkpoint]:
    ordered = sorted(days.items(), key=lambda each: each[1])
    now = next((key for key, on in ordered if on >= today), None)
    return [Checkpoint(key, on, "now" if key == now else "done" if on < today else "later") for key, on in ordered]
