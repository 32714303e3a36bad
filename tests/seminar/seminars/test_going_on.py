"""First pages say that the seminar is open: to whoever takes part and to who leads, while it is, and to nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.seminars import planning
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.access import Role
from toolkit.cycles import going_on
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
OPEN = "Seminariet är öppet nu"


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    return found


def test_from_the_opening_until_the_end_with_the_way_in(seminar: Seminar, signed_in: SignIn) -> None:
    other = make.a_person(seminar.unit, Role.SOCIAL_WORKER)
    day = days.a_day(seminar, seminar.worker)
    pages = {
        signed_in(seminar.worker): "/my-interview", signed_in(seminar.facilitator): f"/cycles/{seminar.cycle.id}",
    }  # fmt: skip

    def told() -> list[bool]:
        db.session.commit()
        found = []
        for browser, page in pages.items():
            answer = browser.get(page)
            inspect_page(answer.text, answer.headers)
            found.append(OPEN in answer.text and f'href="/cycles/{seminar.cycle.id}/seminar"' in answer.text)
        return found

    assert told() == [False, False]
    planning.open_seminar(seminar.leads, *days.ids(seminar, day))
    assert told() == [True, True]
    assert "Stora rummet" in signed_in(seminar.worker).get("/my-interview").text
    assert OPEN not in signed_in(other).get("/my-interview").text
    assert OPEN not in signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}").text
    planning.end(seminar.leads, *days.ids(seminar, day))
    assert told() == [False, False]


def test_two_that_are_open_in_one_cycle_are_told_once_and_another_units_never(seminar: Seminar) -> None:
    for place in ("Stora rummet", "Källaren"):
        planned = days.a_day(seminar, seminar.worker, place=place)
        planning.open_seminar(seminar.leads, *days.ids(seminar, planned))
    stranger = making.a_seminar()
    (found,) = going_on.list_open(make.actor(seminar.worker))
    assert (found.cycle_id, found.place) == (seminar.cycle.id, "Källaren")
    assert going_on.list_open(stranger.leads) == []
