"""Which days stand in a calendar: those of the year wheel, and what later rooms have to follow up."""

import uuid
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from toolkit import content
from toolkit.calendars.ical import DayEvent
from toolkit.cycles.models import Cycle, CyclePhase, CycleState
from toolkit.db import db
from toolkit.hooks import Hook
from toolkit.language import gettext as _


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A day on which something that was promised is looked at: its id, and no word of what it is."""

    id: uuid.UUID
    on: date


FOLLOW_UPS: Hook[Callable[[uuid.UUID, uuid.UUID | None], Collection[FollowUp]]] = Hook("a calendar is read", "actions")
"""The open follow-ups of the unit with this id; with a person's id, those that this person is responsible for."""


def list_days(unit_id: uuid.UUID, *, person_id: uuid.UUID | None) -> list[DayEvent]:
    """The days of a unit, or those of the unit's year and what one person is responsible for."""
    follow_ups = [each for ask in FOLLOW_UPS.each() for each in ask(unit_id, person_id)]
    said = _("Barnens röster: follow up what was promised")
    return [*_year(unit_id), *(DayEvent(f"{each.id}@follow-up.barnens-roster", each.on, said) for each in follow_ups)]


def _year(unit_id: uuid.UUID) -> Iterator[DayEvent]:
    names = {phase.id: phase.name for phase in content.current().year_wheel}
    phases = (
        select(CyclePhase, Cycle.name)
        .join(Cycle, Cycle.id == CyclePhase.cycle_id)
        .where(Cycle.unit_id == unit_id, Cycle.state != CycleState.CLOSED)
    )
    for phase, cycle in db.session.execute(phases):
        said = {"phase": names.get(phase.key, phase.key), "cycle": cycle}
        uid = f"{phase.cycle_id}-{phase.key}"
        yield DayEvent(f"{uid}-begins@year.barnens-roster", phase.starts_on, _("%(phase)s begins (%(cycle)s)", **said))
        if phase.ends_on != phase.starts_on:
            yield DayEvent(f"{uid}-ends@year.barnens-roster", phase.ends_on, _("%(phase)s ends (%(cycle)s)", **said))
