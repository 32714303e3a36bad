"""What has happened with an action stands in the order of its days, whoever wrote it and when."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from seminar.actions import carrying_over, history
from seminar.actions.models import Action
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.wall_clock import at
from toolkit.cycles.models import CycleState
from toolkit.db import db

DECIDED = datetime(2027, 4, 14, 9, tzinfo=UTC)
pytestmark = pytest.mark.clock(DECIDED)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    return found


def told(action: Action) -> list[tuple[date, str]]:
    kinds = ("report", "looked", "carried")
    entries = history.list_entries(action)
    return [(each.on, next(kind for kind in kinds if getattr(each, kind))) for each in entries]


def test_reports_looks_and_new_years_stand_in_the_order_of_their_days(seminar: Seminar) -> None:
    action = promising.an_action(seminar)
    later = making.another_cycle(seminar)
    later.cycle.year, later.cycle.state = seminar.cycle.year + 1, CycleState.RUNNING
    db.session.flush()
    promising.tell(seminar, action, "going")
    with at(datetime(2027, 9, 1, 9, tzinfo=UTC)):
        carrying_over.carry(
            seminar.decides, later.cycle.id, action.id, reason="Det tar längre tid.", version=action.version
        )
    with at(datetime(2027, 10, 1, 22, 30, tzinfo=UTC)):  # half past midnight in Sweden
        promising.tell(seminar, action, "done", on=date(2027, 9, 15))
        promising.confirm(seminar, action, is_in_use=False, note="Inte i väntrummet.")
    with at(datetime(2027, 10, 1, 23, tzinfo=UTC)):
        promising.tell(seminar, action, "done", note="Nu också där.")
    with at(datetime(2027, 10, 2, 9, tzinfo=UTC)):
        promising.confirm(seminar, action)
    db.session.expire_all()
    assert told(action) == [
        (date(2027, 4, 14), "report"),
        (date(2027, 9, 1), "carried"),
        (date(2027, 9, 15), "report"),
        (date(2027, 10, 2), "looked"),
        (date(2027, 10, 2), "report"),
        (date(2027, 10, 2), "looked"),
    ]


def test_an_action_that_nobody_has_told_of_has_none(seminar: Seminar) -> None:
    assert told(promising.an_action(seminar)) == []
