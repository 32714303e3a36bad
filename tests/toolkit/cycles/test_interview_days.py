"""What is written in about an interview happened between the day the child was given to the worker and today."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.cycles.models import Assignment
from toolkit.people.models import Person

NIGHT = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
"""Half past midnight in Sweden, on the 17th."""
FIRST, TODAY = date(2026, 11, 17), date(2026, 11, 20)

pytestmark = [pytest.mark.clock(NIGHT), pytest.mark.one_database]


@pytest.fixture
def assignment(app: Flask) -> Assignment:
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    assignment = make.an_assignment(make.a_child(make.a_cycle(unit, worker, interviewers=(worker,)), age=16), worker)
    make.a_yes(assignment, worker)
    return assignment


FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "contact/entries": (
        "try-contact_day", {"try-with_whom": "child", "try-channel": "telephone", "try-outcome": "no_reply"}
    ),
    "contact/answers": (
        "answer-given_on",
        {"answer-who": "child", "answer-answer": "yes", "answer-how": "spoken", "answer-reason": "ej_angett"},
    ),
    "worry": ("on", {"handed_to": "Mottagningsgruppen"}),
    "booking": ("day", {"at": "10:00", "minutes": "40", "place": "office", "version": "0"}),
}  # fmt: skip
"""The address of each form about an interview, the field of its day, and the rest that it asks for."""
TO_COME = "Den dagen har inte varit än. Välj i dag eller en tidigare dag."
BEFORE = "Du fick det här barnet 17 november. Välj den dagen eller en senare."


DAYS = {FIRST: "", TODAY: "", FIRST - timedelta(days=1): BEFORE, TODAY + timedelta(days=1): TO_COME}


@pytest.mark.parametrize("form", FORMS)
def test_a_day_is_between_being_given_the_child_and_today(
    assignment: Assignment, signed_in: Callable[[Person], FlaskClient], form: str
) -> None:
    field, fields = FORMS[form]
    with ahead(timedelta(days=3)):
        browser = signed_in(assignment.interviewer)
        for version, (on, said) in enumerate(DAYS.items()):
            expected = "" if form == "booking" and said == TO_COME else said  # most bookings are for a day to come
            sent = {**fields, field: on.isoformat()} | ({"version": str(min(version, 2))} if form == "booking" else {})
            answer = browser.post(f"/interviews/{assignment.id}/{form}", data=sent)
            assert answer.status_code == (422 if expected else 303), (on, answer.text)
            assert expected in answer.text
            assert (f'id="{field}-error"' in answer.text) == bool(expected)
