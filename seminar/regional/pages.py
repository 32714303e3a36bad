"""What the pages of the region show: the files that are believed, year by year, and those that wait for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from seminar.regional import comparing, taking_in
from seminar.regional.comparing import Comparison
from seminar.regional.taking_in import Held
from seminar.yearly_files.contents import Contents
from toolkit import clock
from toolkit.access import Actor
from toolkit.errors import NotFound

MINUTES_EACH = 20
"""For each municipality at an exchange seminar."""


@dataclass(frozen=True, slots=True)
class RegionPage:
    """A year side by side (None while nothing is believed), the files, and those whose key waits."""

    years: Sequence[int]
    compared: Comparison | None
    held: Sequence[Held]
    waiting: Sequence[tuple[Held, bool]]  # with whether the municipality is known by another key


@dataclass(frozen=True, slots=True)
class Point:
    """A point of an agenda: from when to when, and whose it is, if a municipality's."""

    begins: time
    ends: time
    code: str
    contents: Contents | None = None


def open_page(actor: Actor, *, year: int | None) -> RegionPage:
    """A year, or the latest. Raises `NotFound` for one of which nothing is here."""
    held = taking_in.list_held(actor)
    by_year = _newest_of_each(held)
    years = sorted(by_year, reverse=True)
    if year is not None and year not in by_year:
        raise NotFound
    chosen = year or (years[0] if years else None)
    compared = comparing.compare(by_year[chosen].values(), year=chosen) if chosen is not None else None
    waiting = [(one, taking_in.is_other_key(one, held)) for one in held if not one.is_trusted]
    return RegionPage(years, compared, held, waiting)


def plan(compared: Comparison, *, begins: time) -> Sequence[Point]:
    """An agenda for an exchange seminar: each municipality has as long as any other."""
    parts = [("welcome", 10, None), *(("municipality", MINUTES_EACH, one) for one in compared.files)]
    parts[1 + (len(compared.files) + 1) // 2 : 1 + (len(compared.files) + 1) // 2] = [("break", 15, None)]
    parts += [("common", 30, None), ("questions", 20, None), ("ending", 10, None)]
    at, points = datetime.combine(clock.today(), begins), []
    for code, minutes, contents in parts:
        until = at + timedelta(minutes=minutes)
        points.append(Point(at.time(), until.time(), code, contents))
        at = until
    return points


def _newest_of_each(held: Sequence[Held]) -> Mapping[int, Mapping[str, Contents]]:
    """By year and municipality, of the files whose key is confirmed."""
    found: dict[int, dict[str, Contents]] = {}
    for one in sorted(held, key=lambda one: one.contents.made_at):
        if one.is_trusted:
            name = " ".join(one.contents.municipality.split()).casefold()
            found.setdefault(one.contents.year, {})[name] = one.contents
    return found
