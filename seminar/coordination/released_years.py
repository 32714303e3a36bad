"""The released reports of the units that somebody coordinates: their counts, what was promised, and their files.

Comes from `editions`, frozen facts only. What a unit has not released is not asked for here, so it cannot be shown.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from seminar.editions import reading
from seminar.editions.models import Edition
from seminar.editions.reading import Fetched
from seminar.report.outline import AnnualReport
from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.disclosure.shown import Shown
from toolkit.disclosure.summing import Summed, add_up
from toolkit.errors import NotFound
from toolkit.language import spoken_now
from toolkit.people import coordinating
from toolkit.people.models import Unit


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One unit's cycle of a year: how far it is, its editions that are handed out, and what the newest one says."""

    unit: Unit
    cycle: Cycle
    editions: Sequence[Edition]
    report: AnnualReport | None

    @property
    def state(self) -> CycleState:
        """How far the year has come; one whose children are drawn early has not begun for that."""
        return self.cycle.state if self.cycle.year <= clock.today().year else CycleState.PLANNED

    @property
    def steps(self) -> Sequence[Shown]:
        """How many children were chosen, said yes, were interviewed and were read; empty without a report."""
        if self.report is None:
            return ()
        funnel = self.report.method.funnel
        return funnel.chosen, funnel.consented, funnel.interviewed, funnel.read


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """A year of several units. `totals` are sums of what was released, in the order of the columns."""

    year: int | None
    years: Sequence[int]
    rows: Sequence[UnitYear]
    waiting: Sequence[Unit]  # without a cycle that year
    totals: Sequence[Summed]

    @property
    def released(self) -> Sequence[UnitYear]:
        """The rows with a report."""
        return [row for row in self.rows if row.report is not None]


def open_page(actor: Actor, *, year: int | None) -> UnitsPage:
    """One year of the units that the caller coordinates: `year`, or the latest with a released report, or the latest.

    A year that is yet to come is that only while there is no other. The look is on the trail. Raises
    `NotFound` for a year in which none of them had a cycle.
    """
    units = coordinating.list_units(actor)
    cycles = _list_cycles(units)
    editions = _list_editions(cycle.id for cycle in cycles)
    years = sorted({cycle.year for cycle in cycles}, reverse=True)
    if year is not None and year not in years:
        raise NotFound
    chosen = year or _latest(cycles, editions, years)
    rows = [_unit_year(cycle, editions.get(cycle.id, ())) for cycle in cycles if cycle.year == chosen]
    for row in rows:
        if row.report is not None:
            trail.record(actor, Event.EDITION_READ, row.editions[0].id)
    here = {row.unit.id for row in rows}
    return UnitsPage(chosen, years, rows, [unit for unit in units if unit.id not in here], _totals(rows))


def fetch(actor: Actor, cycle_id: uuid.UUID, number: int, *, name: str, extension: str, language: str) -> Fetched:
    """A file of an edition of a unit that the caller coordinates. Raises as `reading.fetch` does."""
    edition = get_edition(actor, cycle_id, number)
    return reading.fetch_from(actor, edition, name=name, extension=extension, language=language)


def get_edition(actor: Actor, cycle_id: uuid.UUID, number: int) -> Edition:
    """An edition that is handed out, of a unit that the caller coordinates. Raises `NotFound`."""
    units = [unit.id for unit in coordinating.list_units(actor)]
    query = select(Edition).join(Edition.cycle).where(Cycle.unit_id.in_(units), Edition.stopped_at.is_(None))
    found = db.session.scalar(query.where(Edition.cycle_id == cycle_id, Edition.number == number))
    if found is None:
        raise NotFound
    return found


def _list_cycles(units: Iterable[Unit]) -> Sequence[Cycle]:
    """Every cycle of these units, by unit, the latest first."""
    query = select(Cycle).join(Cycle.unit).where(Cycle.unit_id.in_([unit.id for unit in units]))
    order = (Unit.name, Cycle.year.desc(), Cycle.created_at.desc())
    return db.session.scalars(query.order_by(*order).options(contains_eager(Cycle.unit))).all()


def _list_editions(cycle_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Edition]]:
    """The editions that are handed out, by cycle, the newest first."""
    query = select(Edition).where(Edition.cycle_id.in_(list(cycle_ids)), Edition.stopped_at.is_(None))
    found: dict[uuid.UUID, list[Edition]] = {}
    for edition in db.session.scalars(query.order_by(Edition.number.desc()).options(selectinload(Edition.files))):
        found.setdefault(edition.cycle_id, []).append(edition)
    return found


def _latest(
    cycles: Sequence[Cycle], editions: Mapping[uuid.UUID, Sequence[Edition]], years: Sequence[int]
) -> int | None:
    released = [cycle.year for cycle in cycles if cycle.id in editions]
    begun = [year for year in years if year <= clock.today().year]
    return max(released or begun or years, default=None)


def _unit_year(cycle: Cycle, editions: Sequence[Edition]) -> UnitYear:
    report = reading.facts_of(editions[0])[spoken_now()] if editions else None
    return UnitYear(cycle.unit, cycle, editions, report)


def _totals(rows: Sequence[UnitYear]) -> list[Summed]:
    return [add_up(column) for column in zip(*(row.steps for row in rows if row.steps), strict=True)]
