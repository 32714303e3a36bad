"""The year wheel as a drawing: where each phase lies on the ring, and where today is. Pure geometry.

The ring is 320 × 320 with its centre in the middle; it begins at the top with the month of the first phase and
holds twelve months. Phases that begin later stand in the list only.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians, sin

from toolkit.cycles.phases import Days

CENTRE, RING, MONTHS, HAND = 160.0, 112.0, 139.0, (92.0, 126.0)
GAP, NARROWEST = 1.2, 4.0
"""Degrees between two phases, and the narrowest arc that can be seen."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Slice:
    """A phase: its number, its state (done, now or next), its arc and the place of its number ("" when not drawn)."""

    number: int
    key: str
    days: Days
    state: str
    path: str
    at: Point


@dataclass(frozen=True)
class Month:
    """A month's first day, where its name stands, and whether it is this month."""

    first: date
    at: Point
    is_now: bool


@dataclass(frozen=True)
class Wheel:
    """Everything there is to draw. `hand` is None when today lies outside the twelve months."""

    slices: tuple[Slice, ...]
    months: tuple[Month, ...]
    hand: tuple[Point, Point] | None

    @property
    def now(self) -> Slice | None:
        """The phase that is going on."""
        return next((one for one in self.slices if one.state == "now"), None)

    @property
    def coming(self) -> Slice | None:
        """The next phase to begin, when none is going on."""
        return next((one for one in self.slices if one.state == "next"), None)


def draw(order: Sequence[str], days: Mapping[str, Days], *, today: date) -> Wheel:
    """The wheel of the phases in `order` on the day `today`. Phases without days are left out."""
    known = [key for key in order if key in days]
    if not known:
        return Wheel((), (), None)
    first = min(days[key].starts_on for key in known).replace(day=1)
    current = next((key for key in known if days[key].starts_on <= today <= days[key].ends_on), None)
    slices, reached = [], 0.0
    for number, key in enumerate(known, 1):
        state = "now" if key == current else "done" if days[key].ends_on < today else "next"
        begins = max(_angle(days[key].starts_on, first), reached)
        ends = min(_angle(days[key].ends_on, first) + 1, 360.0)
        visible = ends - begins >= NARROWEST
        reached = max(reached, ends) if visible else reached
        path = _arc(begins + GAP, ends - GAP) if visible else ""
        middle = begins + (ends - begins) * (0.75 if state == "now" else 0.5)
        slices.append(Slice(number, key, days[key], state, path, _point(middle, RING)))
    return Wheel(tuple(slices), _months(first, today), _hand(today, first))


def _angle(day: date, first: date) -> float:
    months = (day.year - first.year) * 12 + day.month - first.month
    return 30.0 * (months + (day.day - 1) / monthrange(day.year, day.month)[1])


def _point(angle: float, radius: float) -> Point:
    turn = radians(angle)
    return round(CENTRE + radius * sin(turn), 1), round(CENTRE - radius * cos(turn), 1)


def _arc(begins: float, ends: float) -> str:
    (x1, y1), (x2, y2) = _point(begins, RING), _point(ends, RING)
    return f"M{x1} {y1}A{RING:.0f} {RING:.0f} 0 {int(ends - begins > 180)} 1 {x2} {y2}"


def _months(first: date, today: date) -> tuple[Month, ...]:
    found = []
    for step in range(12):
        year, month = divmod(first.month - 1 + step, 12)
        day = date(first.year + year, month + 1, 1)
        found.append(Month(day, _point(30.0 * step + 15, MONTHS), (day.year, day.month) == (today.year, today.month)))
    return tuple(found)


def _hand(today: date, first: date) -> tuple[Point, Point] | None:
    angle = _angle(today, first)
    return (_point(angle, HAND[0]), _point(angle, HAND[1])) if 0 <= angle < 360 else None
