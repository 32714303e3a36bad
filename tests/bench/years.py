"""`python -m tests.bench.years`: five years of 10 000 interviews in ten units, and what every list page costs there.

First one year of one unit is made and measured, then the other years and units are put beside it, and the same pages
of the same year are opened again: what costs more then is what grows. Rows are made by the models and sealed as the
program does it; recordings have no bytes. `python -m tests.bench.years 2 1000 5 postgresql` says how many units,
interviews a year in each, years, and on which database.
"""

import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from werkzeug.test import TestResponse

from app import create_app
from seminar.themes.models import Theme
from tests.architecture.access_rules import is_welcome
from tests.bench.table import Row
from tests.factories import a_cycle, a_unit
from tests.large_world import A_WORKER, Size, many_interviews, many_people, with_keys
from tests.seminar.demo.test_queries import counted
from tests.servers import find_programs, postgres_database
from tests.sweep import Town, list_addresses
from toolkit import starting
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.config import Settings
from toolkit.cycles.models import Child, ChildHandler, Cycle, CycleState
from toolkit.db import db
from toolkit.people.models import Person, Unit

UNITS, A_YEAR, YEARS = 10, 1_000, 5
THEMES, LOOKS = 12, 20  # under which quotes stand; lines of the log that an interview leaves
ROUNDS = 9
GOAL_MS = 50.0
TEXT = Size(lines=4, excerpts=1)
LISTS = (
    "children.index", "draws.show", "letters.index", "cycles.index", "cycles.show", "cycles.running", "missing.index",
    "coding.index", "answers.index", "voices.theme", "board.index", "quote_review.index", "report_quotes.index",
    "live.show_history", "seminars.index", "seminars.show", "surveys.results", "report.index", "actions.index",
    "promises.index", "years.index", "overview.index", "meetings.index", "disposals.index", "disposals.due_now",
    "interviews.mine", "administration.index", "administration.units", "audit.index", "mail.index",
)  # fmt: skip
"""Every page that lists what grows with interviews, people or years."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What opening a page took, in milliseconds by the clock and of the processor, and how often it asked."""

    median: float
    slow: float  # 95 of 100 are quicker
    processor: float
    questions: int
    kilobytes: int

    def __str__(self) -> str:
        return (
            f"{self.median:.0f} ms, 95 % under {self.slow:.0f} ms, {self.processor:.0f} ms of processor,"
            f" {self.questions} questions, {self.kilobytes} kB"
        )


def rows(units: int = UNITS, a_year: int = A_YEAR, years: int = YEARS, backend: str = "sqlite") -> Iterator[Row]:
    """Each list page, the search and the report: with one year of one unit, and with all of it."""
    with ExitStack() as stack:
        town = _town(stack, backend)
        region = _Region(town, a_year)
        region.grow(units=1, years=1)
        before = _measure(town)
        region.grow(units=units, years=years)
        after = _measure(town)
    whole = f"{units * a_year} a year, {years} years"
    yield f"{backend}: pages over {GOAL_MS:.0f} ms", _told(after), "none"
    for what, cost in after.items():
        beside = f" ({before[what].processor:.0f} ms and {before[what].questions} questions with one year of one unit)"
        yield f"{what}, {whole}", f"{cost}{beside}", f"under {GOAL_MS:.0f} ms" if what in LISTS else ""


def _told(costs: dict[str, Cost]) -> str:
    slow = [what for what, cost in costs.items() if what in LISTS and cost.median > GOAL_MS]
    busy = [what for what, cost in costs.items() if what in LISTS and cost.processor > GOAL_MS]
    return f"{len(slow)} by the clock, {len(busy)} of processor, out of {len(LISTS)}: {', '.join(slow)}"


def _town(stack: ExitStack, backend: str) -> Town:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    url = f"sqlite:///{folder}/app.sqlite3"
    if backend == "postgresql" and find_programs():
        url = stack.enter_context(postgres_database())
    starting.make_keys(folder / "keys", sealed_data_exist=False)
    app = create_app(
        Settings(instance=folder, database_url=url, secret_key="k" * 48, testing=True, municipality="Norrviks kommun")
    )
    app.config["WTF_CSRF_ENABLED"] = False
    return Town.build(app)


class _Region:
    """The units that have been made so far, and how many years each has; of ours the world's own year is the newest."""

    def __init__(self, town: Town, a_year: int) -> None:
        self.town, self.a_year = town, a_year
        self.made: dict[uuid.UUID, int] = {}
        self.workers: dict[uuid.UUID, list[uuid.UUID]] = {}

    def grow(self, *, units: int, years: int) -> None:
        """Fill up to so many units with so many years each."""
        with self.town.app.app_context():
            while len(self.made) < units:
                self._add_unit()
            ids = with_keys(sum(max(0, years - made) for made in self.made.values()) * self.a_year)
            for number, unit_id in enumerate(self.made):
                while self.made[unit_id] < years:
                    self._add_year(unit_id, ids)
                sys.stderr.write(f"{number + 1} of {units} units have {years} years\n")
            if db.engine.dialect.name == "postgresql":
                db.session.execute(sa.text("ANALYZE"))
            db.session.commit()

    def _add_unit(self) -> None:
        unit_id = a_unit().id if self.made else self.town.world.here.ids["unit_id"]
        unit = db.session.get_one(Unit, unit_id)
        self.workers[unit_id] = [one.id for one in many_people(unit, max(2, self.a_year // A_WORKER))]
        self.made[unit_id] = 0

    def _add_year(self, unit_id: uuid.UUID, interview_ids: Iterator[uuid.UUID]) -> None:
        unit, ago = db.session.get_one(Unit, unit_id), self.made[unit_id]
        workers = [db.session.get_one(Person, one) for one in self.workers[unit_id]]
        ids = self.town.world.here.ids
        if unit_id == ids["unit_id"] and not ago:
            cycle, themes = db.session.get_one(Cycle, ids["cycle_id"]), [ids["theme_id"]]
            for child in db.session.scalars(sa.select(Child).where(Child.cycle_id == cycle.id, ~Child.handlers.any())):
                child.handlers = [ChildHandler(person_id=workers[0].id, kind="former")]  # or no draw could stand
        else:
            cycle = a_cycle(unit, workers[0])
            cycle.year, cycle.state = cycle.year - ago, CycleState.REPORTED if ago else CycleState.RUNNING
            themes = []
        themes += [_theme(cycle, at) for at in range(1, THEMES)]
        cycle_id = cycle.id
        many_interviews(cycle, workers, themes, many=self.a_year, size=TEXT, ids=interview_ids, is_past=bool(ago))
        for _ in range(self.a_year * LOOKS):
            trail.record(None, Event.TRANSCRIPT_READ, cycle_id)
        db.session.commit()
        self.made[unit_id] += 1


def _theme(cycle: Cycle, at: int) -> uuid.UUID:
    theme = Theme(cycle_id=cycle.id, area="contact", name=f"Tema {at}", slot=at, position=at)
    db.session.add(theme)
    db.session.flush()
    return theme.id


def _measure(town: Town) -> dict[str, Cost]:
    """Each list page as somebody whose page it is, a search, and the whole report as Word."""
    costs = {}
    by_endpoint = {one.endpoint: one for one in list_addresses(town.app, "GET")}
    for endpoint in LISTS:
        address = by_endpoint[endpoint]
        who = next(each for each in town.world.people if is_welcome(address, each))
        client, url = town.browser(who), town.url(address, whose="here")
        costs[endpoint] = _cost(town, partial(client.get, url, follow_redirects=True))
    leads, cycle_id = town.browser("facilitator"), town.world.here.ids["cycle_id"]
    found = partial(leads.post, f"/cycles/{cycle_id}/seminar/search", data={"words": "varför"})
    costs["search"] = _cost(town, found, rounds=3)
    report = partial(leads.get, f"/cycles/{cycle_id}/report/annual-report.docx", follow_redirects=True)
    costs["the report as Word"] = _cost(town, report, rounds=2)
    return costs


def _cost(town: Town, act: Callable[[], TestResponse], *, rounds: int = ROUNDS) -> Cost:
    with town.app.app_context(), counted() as asked:
        answer = act()
    assert answer.status_code == 200, (answer.request.path, answer.status_code)
    clock, processor = [], []
    for _ in range(rounds):
        begun, worked = time.perf_counter(), time.process_time()
        act()
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    slow = sorted(clock)[-(-95 * rounds // 100) - 1]
    return Cost(statistics.median(clock), slow, statistics.median(processor), len(asked), len(answer.data) // 1024)


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[1:] if one.isdigit()]
    named = [one for one in sys.argv[1:] if one.isalpha()]
    some_units, some_a_year, some_years = [*sizes, *(UNITS, A_YEAR, YEARS)[len(sizes) :]]
    for row in rows(some_units, some_a_year, some_years, backend=named[0] if named else "sqlite"):
        sys.stdout.write(" | ".join(row) + "\n")
