"""What most units would plan: the day and the people with which the form of a new seminar is filled."""

import uuid
from datetime import date, time, timedelta

from sqlalchemy import select

from seminar.seminars.models import Kind
from seminar.seminars.planning import Plan
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles import planning as cycle_planning
from toolkit.cycles.models import Assignment, Cycle
from toolkit.cycles.phases import SEMINARS
from toolkit.db import db
from toolkit.people import directory


def proposal(actor: Actor, cycle_id: uuid.UUID, *, kind: Kind) -> Plan:
    """What most units would plan: a morning in the seminars' phase, with those who interview in the cycle, or with
    everybody, and with whoever leads it."""
    cycle = cycle_planning.get_led_cycle(actor, cycle_id)
    here = {person.id for person in directory.list_colleagues(actor)}
    going = select(Assignment.interviewer_id).where(Assignment.cycle_id == cycle_id, Assignment.ended_at.is_(None))
    invited = here if kind is Kind.UNIT else here & {actor.id, *db.session.scalars(going)}
    return Plan(
        kind=kind, on=_likely_day(cycle), starts=time(8, 30), ends=time(11, 30), place="", names_shown=True,
        person_ids=invited,
    )  # fmt: skip


def _likely_day(cycle: Cycle) -> date:
    """A workday in the seminars' phase, a week in; from tomorrow on."""
    days = cycle_planning.days_of(cycle).get(SEMINARS)
    on = max(days.starts_on + timedelta(days=7) if days else clock.today(), clock.today() + timedelta(days=1))
    return on + timedelta(days=max(0, 7 - on.isoweekday()) % 7 if on.isoweekday() > 5 else 0)
