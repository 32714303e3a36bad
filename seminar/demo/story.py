"""The practice year as it is told: its files, its days counted from today, and who acts. Content from `story/`."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Cycle

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = Path(__file__).parent / "story"
A_YEAR = 364  # whole weeks, so that a Tuesday stays one

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """A folder with a unit and three years of it: the one that ships, or a smaller one for tests."""

    folder: Path = FOLDER

    def read(self, name: str) -> Facts:
        """One file, with the year's course and what the staff answered where that has a file of its own, and each child
        with what it said.

        A talk of some length, and what was recorded of one, have files of their own.
        """
        facts = _load(self.folder / f"{name}.yaml") | _load_any(self.folder / f"{name}_course.yaml")
        facts["staff_survey"] = _load_any(self.folder / f"{name}_staff_survey.yaml")
        facts["children"] = [child | self._talk(child["code"]) for child in facts.get("children", ())]
        return facts

    def read_region(self) -> Facts:
        """The other municipalities, where the story has any."""
        return _load_any(self.folder / "region.yaml")

    def _talk(self, code: str) -> dict[str, Any]:
        recorded = _load_any(self.folder / "recorded" / f"{code}.yaml")
        return _load_any(self.folder / "talks" / f"{code}.yaml") | ({"recorded": recorded} if recorded else {})


def _load_any(file: Path) -> dict[str, Any]:
    return _load(file) if file.exists() else {}


def _load(file: Path) -> dict[str, Any]:
    facts: dict[str, Any] = yaml.load(file.read_text("utf-8"), LOADER)  # noqa: S506 - both loaders are safe ones
    return facts


@dataclass(frozen=True)
class Cast:
    """Who acts, by user name, and the teams by name."""

    actors: Mapping[str, Actor]
    teams: Mapping[str, uuid.UUID]

    def worker(self, person_id: uuid.UUID) -> Actor:
        """The one with this id."""
        return next(actor for actor in self.actors.values() if actor.id == person_id)


@dataclass
class Year:
    """One cycle while it is being told. `ahead` is how many years after this year's it is: -1 for last year's.

    Its own «today» lies so many whole weeks from the day on which the story is told.
    """

    cast: Cast
    facts: Facts
    ahead: int = 0
    started: date = field(default_factory=clock.today)
    cycle: Cycle = field(init=False)
    themes: dict[str, uuid.UUID] = field(default_factory=dict)

    @property
    def facilitator(self) -> Actor:
        """Who leads the cycle."""
        return self.cast.actors["karin"]

    @property
    def leader(self) -> Actor:
        """Who decides."""
        return self.cast.actors["eva"]

    def date_of(self, offset: int) -> date:
        """The date that lies `offset` days from the year's «today»."""
        return self.started + timedelta(days=offset + self.ahead * A_YEAR)

    def offset_in(self, phase: str, days: int) -> int:
        """How many days from the year's «today» a day of one of its phases lies: `days` after the phase's first."""
        first = next(each.starts_on for each in self.cycle.phases if each.key == phase)
        return (first - self.date_of(0)).days + days

    def moment(self, offset: int, hour: int = 10) -> datetime:
        """A time on that day."""
        return datetime.combine(self.date_of(offset), time(hour), tzinfo=clock.LOCAL_ZONE)

    @contextmanager
    def day(self, offset: int, hour: int = 10) -> Iterator[None]:
        """What happens in the block happens then. A day that has not come yet is now."""
        with clock.frozen(min(self.moment(offset, hour), clock.now())):
            yield
