"""A cycle with a child and its interviewer, and a child's browser."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from toolkit.access import Role
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.people.models import Person, Unit
from toolkit.surveys import offering


@dataclass(frozen=True)
class Year:
    """One unit's year, and the interviewer who offers surveys."""

    unit: Unit
    cycle: Cycle
    facilitator: Person
    worker: Person
    assignment: Assignment

    def code(self, **child: Any) -> str:
        """A code for a child of its own, offered by an interviewer of its own."""
        worker = make.a_person(self.unit, Role.SOCIAL_WORKER)
        assignment = make.an_assignment(make.a_child(self.cycle, **child), worker)
        code = offering.offer(make.actor(worker), assignment.id)
        db.session.commit()
        return code


@pytest.fixture
def year(app: Flask) -> Year:
    unit = make.a_unit(small_group=5)
    facilitator = make.a_person(unit, Role.FACILITATOR)
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    cycle = make.a_cycle(unit, facilitator)
    assignment = make.an_assignment(make.a_child(cycle, age=13, sex="girl"), worker)
    db.session.commit()
    return Year(unit, cycle, facilitator, worker, assignment)


def begin(client: FlaskClient, code: str) -> str:
    """Write the code; return where the child is sent."""
    answer = client.post("/s", data={"code": code})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]
