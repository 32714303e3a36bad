"""A child who has been met, and its interviewer."""

from dataclasses import dataclass

import pytest
from flask import Flask

from tests import factories as make
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.own_codes import issuing, opening
from toolkit.own_codes.opening import Visit
from toolkit.people.models import Person, Unit


@dataclass(frozen=True)
class Met:
    """One interview, with a yes to it."""

    unit: Unit
    facilitator: Person
    worker: Person
    assignment: Assignment

    @property
    def actor(self) -> Actor:
        return make.actor(self.worker)

    def give(self) -> str:
        """A code that stays: a try to open it counts itself in a transaction of its own."""
        code = issuing.give(self.actor, self.assignment.id)
        db.session.commit()
        return code


def open_with(code: str) -> Visit:
    """Begin a visit with a code that somebody has typed rightly. Raises `NotFound` when it opens nothing."""
    return opening.begin(issuing.digest(code))


@pytest.fixture
def met(app: Flask) -> Met:
    unit = make.a_unit(name="Barn och familj", phone="0123-45 67 89")
    facilitator, worker = make.a_person(unit, Role.FACILITATOR), make.a_person(unit, Role.SOCIAL_WORKER)
    assignment = make.an_assignment(make.a_child(make.a_cycle(unit, facilitator), age=16), worker)
    for who in ("guardian_1", "child"):
        make.a_yes(assignment, worker, who=who)
    db.session.commit()
    return Met(unit, facilitator, worker, assignment)
