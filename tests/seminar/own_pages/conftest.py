"""Two children whose talks stand on the board, and the first one's own code."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.cycles.models import Assignment, CycleState
from toolkit.db import db
from toolkit.own_codes import issuing


@dataclass(frozen=True)
class Asked:
    """A seminar, the child that has a code, and the code."""

    seminar: Seminar
    assignment: Assignment
    code: str

    def shown(self) -> list[str]:
        """Every quote that may be shown."""
        rows = voices.list_voices(self.seminar.leads, self.seminar.cycle.id)
        return [quote.words for row in rows for quote in row.shown]

    def report(self) -> None:
        """The report stands."""
        self.seminar.cycle.state = CycleState.REPORTED
        db.session.commit()


@pytest.fixture
def asked(app: Flask) -> Asked:
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    seminar.cycle.state = CycleState.RUNNING
    theme = making.a_theme(seminar)
    for position in (1, 3):
        making.an_excerpt(seminar, theme, position=position)
    making.an_excerpt(seminar, theme, transcript=1, position=3)
    making.read_all(seminar)
    assignment = seminar.transcripts[0].assignment
    for who in ("guardian_1", "child"):
        make.a_yes(assignment, assignment.interviewer, who=who)
    code = issuing.give(make.actor(assignment.interviewer), assignment.id)
    db.session.commit()
    return Asked(seminar, assignment, code)


@pytest.fixture
def child(asked: Asked, client: FlaskClient) -> FlaskClient:
    """The child's browser, with the code typed."""
    assert client.post("/mine", data={"code": asked.code}).status_code == 303
    return client
