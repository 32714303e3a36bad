"""What the program can see for itself of a unit's first year. It says yes only to what is there."""

import uuid
from collections.abc import Callable, Collection, Iterator

from sqlalchemy import select

from interview_guides.help_pages import Sign
from toolkit.access import Role
from toolkit.cycles import progress
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.hooks import Hook
from toolkit.people.models import Person, PersonRole, Unit

Look = Callable[[uuid.UUID], Collection[Sign]]

LATER_ROOMS: Hook[Look] = Hook("the first year is looked through", "transcription", "seminar")
"""What a later room sees of the unit with this id."""


def list_seen(unit: Unit) -> frozenset[Sign]:
    """Every sign that is there today."""
    later = (sign for look in LATER_ROOMS.each() for sign in look(unit.id))
    return frozenset([*_in_settings(unit), *_in_years(unit.id), *later])


def _in_settings(unit: Unit) -> Iterator[Sign]:
    held = select(PersonRole.role).join(Person, Person.id == PersonRole.person_id)
    roles = set(db.session.scalars(held.where(Person.unit_id == unit.id, Person.is_active)))
    if roles >= set(Role) - {Role.COORDINATOR}:
        yield Sign.ROLES
    if unit.controller and unit.data_protection_officer:
        yield Sign.DATA_PROTECTION
    if unit.recording_months and unit.disposal_decision:
        yield Sign.DISPOSAL
    if unit.worry_routine:
        yield Sign.WORRY_ROUTINE
    if unit.complaints_contact and unit.lex_sarah_contact:
        yield Sign.COMPLAINTS


def _in_years(unit_id: uuid.UUID) -> Iterator[Sign]:
    years = db.session.scalars(select(Cycle).where(Cycle.unit_id == unit_id)).all()
    states = {year.state for year in years}
    if years:
        yield Sign.CYCLE
    if states - {CycleState.PLANNED}:
        yield Sign.DRAW
    if states & {CycleState.REPORTED, CycleState.CLOSED}:
        yield Sign.REPORT
    if any(progress.list_interviewed(year) for year in years):
        yield Sign.INTERVIEW
