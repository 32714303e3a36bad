"""The first year's checklist: what the program sees ticks itself, the rest is ticked by those who lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from interview_guides.help_pages import FirstYearStep
from toolkit import content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.help import signs
from toolkit.help.models import FirstYearTick
from toolkit.people import directory

READERS = (Role.FACILITATOR, Role.UNIT_LEADER, Role.ADMINISTRATOR)
TICKING = (Role.FACILITATOR, Role.UNIT_LEADER)


@dataclass(frozen=True, slots=True)
class CheckedStep:
    """A step as it stands. `by` and `at` are empty where the program sees it itself, or where it is not done."""

    step: FirstYearStep
    is_done: bool
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A part of the year with its steps."""

    heading: str
    steps: Sequence[CheckedStep]


def show(actor: Actor) -> Sequence[CheckedPart]:
    """The own unit's list, part by part. Raises `NotFound` for whoever neither leads nor administers."""
    actor.require(*READERS)
    unit = directory.get_own_unit(actor)
    seen = signs.list_seen(unit)
    query = select(FirstYearTick).where(FirstYearTick.unit_id == unit.id).options(joinedload(FirstYearTick.ticked_by))
    ticks = {tick.step: tick for tick in db.session.scalars(query)}

    def check(step: FirstYearStep) -> CheckedStep:
        if step.sign is not None:
            return CheckedStep(step, is_done=step.sign in seen)
        found = ticks.get(step.id)
        if found is None:
            return CheckedStep(step, is_done=False)
        return CheckedStep(step, is_done=True, by=found.ticked_by.name, at=found.ticked_at)

    return [
        CheckedPart(part.heading, [check(step) for step in part.steps]) for part in content.current().first_year.parts
    ]


def tick(actor: Actor, step_name: str) -> None:
    """Say that a step is done; twice is once. Raises `NotFound`, and `WrongState` for what the program sees itself."""
    actor.require(*TICKING)
    _require_by_hand(step_name)
    if db.session.get(FirstYearTick, (actor.unit_id, step_name)) is None:
        db.session.add(FirstYearTick(unit_id=actor.unit_id, step=step_name, ticked_by_id=actor.id))
        db.session.flush()
        trail.record(actor, Event.FIRST_YEAR_TICKED, actor.unit_id)


def untick(actor: Actor, step_name: str) -> None:
    """Say that a step is not done after all; twice is once. Raises as `tick` does."""
    actor.require(*TICKING)
    _require_by_hand(step_name)
    row = db.session.get(FirstYearTick, (actor.unit_id, step_name))
    if row is not None:
        db.session.delete(row)
        db.session.flush()
        trail.record(actor, Event.FIRST_YEAR_UNTICKED, actor.unit_id)


def _require_by_hand(step_name: str) -> None:
    step = next((one for one in content.current().first_year.steps if one.id == step_name), None)
    if step is None:
        raise NotFound
    if step.sign is not None:
        raise WrongState(N_("The program sees for itself when this is done."))
