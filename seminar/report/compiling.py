"""Who compiles the report of a cycle: one named person, of those who write in it or lead the unit."""

import uuid
from collections.abc import Sequence

from seminar.report.models import ReportCompiler
from seminar.themes import codebook
from toolkit import versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.people import directory
from toolkit.people.models import Person

MAY_COMPILE = frozenset({Role.FACILITATOR, Role.UNIT_LEADER})
"""Whoever leads the seminar writes in the report; whoever leads the unit may be the one who answers for it."""


def find_row(cycle: Cycle) -> ReportCompiler | None:
    """Who has been chosen for a cycle that the caller holds, whether they are still here or not."""
    return db.session.get(ReportCompiler, cycle.id)


def find(cycle: Cycle) -> Person | None:
    """Who compiles the report of a cycle that the caller holds; None until somebody is chosen, and once they left."""
    row = find_row(cycle)
    return row.person if row is not None and _may_compile(row.person, cycle) else None


def name(cycle: Cycle) -> str:
    """The compiler's name, as the report says it; empty until somebody is chosen."""
    row = find_row(cycle)
    return row.person.name if row is not None else ""


def list_candidates(actor: Actor) -> Sequence[Person]:
    """Who may be chosen in the own unit, in alphabetical order."""
    may = {each.id: each for role in MAY_COMPILE for each in directory.list_colleagues(actor, role=role)}
    return sorted(may.values(), key=lambda each: (each.name.casefold(), each.id))


def choose(actor: Actor, cycle_id: uuid.UUID, *, person_id: uuid.UUID, version: int) -> None:
    """Let somebody compile the report. `version` is 0 for the first.

    Raises `InvalidInput` for somebody who may not write in it, `Overtaken` when another was chosen meanwhile, and
    `WrongState` once the report stands.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    cycle = codebook.get_cycle(actor, cycle_id)
    states.lock_open(cycle)
    row = find_row(cycle)
    if row is not None and row.person_id == person_id:
        return
    versions.require(row, version)
    if person_id not in {person.id for person in list_candidates(actor)}:
        raise InvalidInput(
            N_("Choose somebody who leads the seminar here, or the unit: they answer for the report."),
            field="person_id",
        )
    if row is None:
        row = ReportCompiler(cycle_id=cycle.id)
        db.session.add(row)
    row.person_id = person_id
    db.session.flush()
    db.session.refresh(row)
    trail.record(actor, Event.REPORT_COMPILER_CHOSEN, cycle.id)


def _may_compile(person: Person, cycle: Cycle) -> bool:
    return person.is_active and person.unit_id == cycle.unit_id and not MAY_COMPILE.isdisjoint(person.roles)
