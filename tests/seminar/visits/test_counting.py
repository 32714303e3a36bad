"""Ask now: one tap is one number more, and nothing tells whose it was; few are not shown."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions import progressing
from seminar.actions.models import Action
from seminar.visits import counting
from seminar.visits.counting import NoticedSoFar
from seminar.visits.models import NoticeCount
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.access import Role
from toolkit.db import Base, db
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
QUESTION = "Har du fått ett sms dagen innan du ska träffa din socialsekreterare?"
BESIDE = {"flash_message", "sent_form", "sign_in_session"}  # whatever any form leaves


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"))


@pytest.fixture
def action(seminar: Seminar) -> Action:
    return promising.an_action(seminar, notice_question=QUESTION)


def tap(seminar: Seminar, action: Action, **answers: int) -> None:
    for answer, times in answers.items():
        for _ in range(times):
            counting.count(make.actor(seminar.worker), action.id, said=answer)


def told(seminar: Seminar, action: Action) -> tuple[int | None, int | None] | None:
    found = counting.so_far(seminar.decides, action)
    return (found.share.count.value, found.share.of.value) if found and found.share else None


def test_few_are_not_shown_and_enough_are(seminar: Seminar, action: Action) -> None:
    assert counting.so_far(seminar.decides, action) is None
    tap(seminar, action, yes=4)
    assert counting.so_far(seminar.decides, action) == NoticedSoFar(None, 5)
    tap(seminar, action, yes=6, no=3, dont_know=4)
    assert told(seminar, action) == (10, 15), "those after the fifteenth wait for the next ones"


def test_one_who_said_otherwise_is_not_pointed_at(seminar: Seminar, action: Action) -> None:
    tap(seminar, action, yes=4, no=1, dont_know=0)
    assert counting.so_far(seminar.decides, action) == NoticedSoFar(None, 5)
    tap(seminar, action, yes=5)
    assert told(seminar, action) is None, "nine of ten would tell of one"
    tap(seminar, action, no=5)
    assert told(seminar, action) == (9, 15)


def test_whoever_looks_before_and_after_a_tap_sees_nothing_of_it(seminar: Seminar, action: Action) -> None:
    tap(seminar, action, yes=5)
    before = counting.so_far(seminar.decides, action)
    assert told(seminar, action) == (5, 5)
    for one in ("no", "yes", "no", "dont_know"):
        tap(seminar, action, **{one: 1})
        assert counting.so_far(seminar.decides, action) == before
    tap(seminar, action, yes=1)
    assert counting.so_far(seminar.decides, action) == before, "two yes and three who did not: still few of each"


def test_a_threshold_that_is_lowered_does_not_move_what_was_told(seminar: Seminar, action: Action) -> None:
    tap(seminar, action, yes=5, no=2)
    seminar.unit.small_group = 3
    db.session.flush()
    assert told(seminar, action) == (5, 5)
    tap(seminar, action, no=1)
    assert told(seminar, action) == (5, 8)


def test_a_tap_leaves_one_number_and_nothing_of_who_or_when(
    seminar: Seminar, action: Action, signed_in: SignIn
) -> None:
    client = signed_in(seminar.worker)

    def rows() -> dict[str, int]:
        tables = (table for table in Base.metadata.sorted_tables if table.name not in BESIDE)
        return {table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables}

    before = rows()
    assert client.post(f"/ask-now/{action.id}", data={"noticed": "yes"}).status_code == 303
    added = {name: number - before[name] for name, number in rows().items() if number != before[name]}
    assert added == {"notice_count": 1}, "no line on the trail, no job, no row for a person"
    row = db.session.scalars(sa.select(NoticeCount)).one()
    assert (row.month, row.yes, row.no, row.dont_know) == (clock.today().replace(day=1), 1, 0, 0)
    assert {column.name for column in NoticeCount.__table__.c} == {"action_id", "month", "yes", "no", "dont_know"}


def test_the_pages(seminar: Seminar, action: Action, signed_in: SignIn) -> None:
    client = signed_in(seminar.worker)
    for address in ("/ask-now", "/ask-now/print"):
        page = client.get(address)
        inspect_page(page.text, page.headers)
        assert QUESTION in page.text
    assert client.post(f"/ask-now/{action.id}", data={"noticed": "perhaps"}).status_code == 422
    tap(seminar, action, yes=2)
    db.session.commit()
    page = client.get(f"/actions/{action.id}/thread")
    inspect_page(page.text, page.headers)
    assert "så många att ingen ser vad ett enda barn sa" in page.text
    tap(seminar, action, yes=8)
    db.session.commit()
    assert "<dt>Vid besök</dt><dd>10 av 10</dd>" in client.get(f"/actions/{action.id}/thread").text


def test_what_is_closed_or_has_no_question_or_is_elsewhere_is_not_asked(seminar: Seminar, action: Action) -> None:
    silent = promising.an_action(seminar, "Kaffe.", theme="Mat")
    assert [each.id for each in counting.list_questions(seminar.decides)] == [action.id]
    with pytest.raises(WrongState):
        tap(seminar, silent, yes=1)
    stranger = make.actor(make.a_person(make.a_unit(), Role.SOCIAL_WORKER))
    with pytest.raises(NotFound):
        counting.count(stranger, action.id, said="yes")
    progressing.give_up(seminar.decides, action.id, reason="Annat kom i vägen.", seen=0)
    with pytest.raises(WrongState):
        tap(seminar, action, yes=1)
