"""Two people, or one finger twice, at the very same moment: one of them is first, and both are told the truth."""

import threading
import uuid
from collections.abc import Callable, Sequence

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from tests import factories as make
from tests.sweep import Town
from toolkit.cycles.models import Assignment, Child
from toolkit.db import db
from toolkit.participation.models import Consent
from toolkit.surveys.models import SurveyOffer

Press = Callable[[], TestResponse]


def at_once(*presses: Press) -> list[int]:
    """Let everybody press at the same moment; the statuses, in order. An error in a thread is an error here."""
    gate, statuses = threading.Barrier(len(presses)), dict.fromkeys(range(len(presses)), 0)

    def press(number: int) -> None:
        gate.wait()
        statuses[number] = presses[number]().status_code

    threads = [threading.Thread(target=press, args=(number,)) for number in range(len(presses))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(statuses.values())


@pytest.fixture
def press(town: Town) -> Callable[..., Press]:
    """`press(who, address, field=value)` is that press, in a browser of its own."""
    town.app.config["PROPAGATE_EXCEPTIONS"] = False

    def make(who: str, address: str, **data: str) -> Press:
        client = town.browser(who)
        return lambda: client.post(address, data=data)

    return make


def count(town: Town, table: type, *conditions: sa.ColumnElement[bool]) -> int:
    with town.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0


def test_two_draws_give_nobody_two_children(town: Town, press: Callable[..., Press]) -> None:
    cycle = town.world.here.ids["cycle_id"]
    statuses = at_once(*(press("facilitator", f"/cycles/{cycle}/draw", spread="even") for _ in range(4)))
    assert set(statuses) <= {303, 409}
    with town.app.app_context():
        going = db.session.scalars(
            sa.select(Assignment.interviewer_id).where(Assignment.cycle_id == cycle, Assignment.ended_at.is_(None))
        ).all()
    assert len(going) == len(set(going)) == 2


def test_the_same_child_twice_is_one_child(town: Town, press: Callable[..., Press]) -> None:
    cycle, handler = town.world.here.ids["cycle_id"], str(town.world.here.ids["person_id"])
    child = {
        "code": "B-777", "age": "11", "sex": "girl", "case": "open", "interpreter": "not_needed",
        "team_id": str(town.world.here.ids["team_id"]),
        "handlers-0-person_id": handler, "handlers-0-kind": "present",
    }  # fmt: skip
    statuses = at_once(*(press("facilitator", f"/cycles/{cycle}/children/new", **child) for _ in range(3)))
    assert statuses.count(303) == 1, statuses
    assert set(statuses) <= {303, 409, 422}, "the others meet it while it is written, or find the code taken"
    assert count(town, Child, Child.code == "B-777") == 1


def test_an_answer_pressed_twice_stands_once(town: Town, press: Callable[..., Press]) -> None:
    assignment = town.world.here.ids["assignment_id"]
    answer = {"answer-who": "child", "answer-answer": "yes", "answer-how": "spoken", "answer-given_on": "2026-01-02"}
    statuses = at_once(*(press("owner", f"/interviews/{assignment}/contact/answers", **answer) for _ in range(3)))
    assert max(statuses) < 500
    standing = (Consent.assignment_id == assignment, Consent.who == "child", Consent.replaced_at.is_(None))
    assert count(town, Consent, *standing) == 1


def test_reading_goes_on_while_somebody_writes(town: Town, press: Callable[..., Press]) -> None:
    assignment = town.world.here.ids["assignment_id"]
    before = count(town, SurveyOffer)
    writes = [press("owner", f"/interviews/{assignment}/child-survey/code") for _ in range(4)]
    readers = [town.browser("owner") for _ in range(4)]
    reads: Sequence[Press] = [lambda each=each: each.get("/my-interview") for each in readers]  # type: ignore[misc]
    statuses = at_once(*writes, *reads)
    assert set(statuses) == {200}, statuses
    assert count(town, SurveyOffer) == before + 4


def a_cycle_to_draw(town: Town) -> tuple[uuid.UUID, uuid.UUID]:
    """A cycle with one child that one worker may meet; their ids."""
    people = town.world.here.people
    with town.app.app_context():
        leader, owner, colleague = (db.session.merge(people[who]) for who in ("facilitator", "owner", "colleague"))
        cycle = make.a_cycle(leader.unit, leader, interviewers=(owner,))
        child = make.a_child(cycle, handlers=(colleague,))
        ids = cycle.id, child.id
        db.session.commit()
    return ids


def test_a_cycle_that_is_taken_away_while_others_draw_leaves_nothing(town: Town, press: Callable[..., Press]) -> None:
    cycle_id, _child = a_cycle_to_draw(town)
    draws = [press("facilitator", f"/cycles/{cycle_id}/draw", spread="even") for _ in range(2)]
    away, *drawn = at_once(press("facilitator", f"/cycles/{cycle_id}/remove"), *draws)
    assert away == 303
    assert set(drawn) <= {303, 404, 409}
    assert [count(town, kind, kind.cycle_id == cycle_id) for kind in (Child, Assignment)] == [0, 0]


def test_a_child_that_is_taken_away_while_it_is_drawn_is_one_or_the_other(
    town: Town, press: Callable[..., Press]
) -> None:
    cycle_id, child_id = a_cycle_to_draw(town)
    away, drawn = at_once(
        press("facilitator", f"/cycles/{cycle_id}/children/{child_id}/remove"),
        press("facilitator", f"/cycles/{cycle_id}/draw", spread="even"),
    )
    assert drawn in {303, 404, 409}
    is_there = count(town, Child, Child.id == child_id)
    assert (away, is_there) in {(303, 0), (409, 1)}
    assert count(town, Assignment, Assignment.child_id == child_id) == is_there
