"""What comes first: which of the unit's cycles is due in a room today, by its phases and its open work. Pure.

Cycles overlap every autumn, so none is «the newest». A room knows in which phases it is needed, and whether it looks
ahead when none of them is going on: the seminar looks ahead to the next one, the board back to the last one.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from toolkit.cycles.phases import INTERVIEWS, SEMINARS, Days


@dataclass(frozen=True, slots=True)
class Need:
    """When a room is needed. `looks_ahead` decides between the cycle that is coming and the one that has been."""

    phases: tuple[str, ...]
    looks_ahead: bool = False


class Room(Enum):
    """The rooms of a cycle that the top bar leads to."""

    SEMINAR = Need((SEMINARS,), looks_ahead=True)
    BOARD = Need((SEMINARS, "report"))
    PROPOSALS = Need((SEMINARS, "report", "board"))
    REPORT = Need(("report", "board"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A cycle as a room sees it: its days by phase, how many things wait there, and whether the room is done with."""

    id: uuid.UUID
    year: int
    days: Mapping[str, Days]
    waiting: int = 0
    is_done: bool = False


def order(years: Iterable[Year], room: Room, *, today: date) -> list[Year]:
    """The cycles by what is due in a room: going on now and the soonest to end; then where something waits, the
    oldest first; then the nearest of what is coming and what has been, as the room looks."""
    return sorted(years, key=lambda year: _rank(year, room.value, today))


def _rank(year: Year, need: Need, today: date) -> tuple[int, int]:
    begins, ends = _span(year, need.phases)
    if not year.is_done and begins <= today <= ends:
        return 0, ends.toordinal()
    if not year.is_done and year.waiting:
        return 1, begins.toordinal()
    if begins > today:
        return (2 if need.looks_ahead else 3), begins.toordinal()
    return (3 if need.looks_ahead else 2), -begins.toordinal()


def _span(year: Year, phases: Sequence[str]) -> tuple[date, date]:
    """The first and the last day of some phases; of the whole cycle, or of its two calendar years, without them."""
    known = [year.days[key] for key in phases if key in year.days] or list(year.days.values())
    if not known:
        return date(year.year, 1, 1), date(year.year + 1, 12, 31)
    return min(each.starts_on for each in known), max(each.ends_on for each in known)


def deadline(days: Mapping[str, Days], *, is_met: bool) -> date | None:
    """The day by which an interviewer's next step is to be done: the talk itself, or what follows it."""
    first, then = (days.get(key) for key in (INTERVIEWS, "transcription"))
    chosen = (then or first) if is_met else first
    return chosen.ends_on if chosen else None


def next_day(days: Mapping[str, Days], *, today: date) -> date:
    """The last day of the phase that ends next: of two cycles that are running, the sooner one comes first."""
    return min((each.ends_on for each in days.values() if each.ends_on >= today), default=date.max)
