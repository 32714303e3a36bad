"""Promises of three years on one page, on a wall and on paper; and the thread of each."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from babel.dates import format_date
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions.models import ActionState
from seminar.overview import promising as years
from seminar.proposals.models import Decision
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar((13, "girl"))
    making.read_all(found)
    return found


def earlier(seminar: Seminar, *, by: int) -> Seminar:
    cycle = make.a_cycle(seminar.unit, seminar.facilitator, interviewers=(seminar.worker,))
    cycle.year -= by
    cycle.name = f"{by} år sedan"
    db.session.flush()
    return Seminar(seminar.unit, cycle, seminar.facilitator, seminar.leader, seminar.worker, ())


def test_three_years_and_what_is_still_open_of_earlier_ones(seminar: Seminar) -> None:
    promising.an_action(seminar, "I år.")
    old, older = earlier(seminar, by=2), earlier(seminar, by=5)
    promising.an_action(old, "För två år sedan.")
    promising.an_action(older, "Öppet sedan länge.")
    closed = promising.an_action(older, "Klart sedan länge.", theme="Mat")
    promising.tell(older, closed, ActionState.DONE)
    promising.confirm(older, closed)
    shown = [[each.proposal.text for each in year.promises] for year in years.list_years(seminar.decides)]
    assert shown == [["I år."], ["För två år sedan."], ["Öppet sedan länge."]]


def test_the_page_says_three_years_when_there_are_three_and_each_day_with_its_year(
    seminar: Seminar, signed_in: SignIn
) -> None:
    action, browser = promising.an_action(seminar, "I år."), signed_in(seminar.leader)
    for by in (0, 1, 2):
        if by:
            promising.an_action(earlier(seminar, by=by), "Tidigare.")
        db.session.commit()
        page = browser.get("/promises")
        inspect_page(page.text, page.headers)
        assert ("<h1>Tre års löften</h1>" in page.text) is (by == 2)
        assert ("<h1>Det barnen blev lovade</h1>" in page.text) is (by < 2)
    assert f"{action.due.day} {format_date(action.due, 'MMMM y', locale='sv')}" in page.text


def test_whoever_may_not_confirm_is_led_to_the_action_that_says_who_does(seminar: Seminar, signed_in: SignIn) -> None:
    action = promising.an_action(seminar, "I år.")
    promising.tell(seminar, action, ActionState.DONE)
    db.session.commit()
    address = f"/actions/{action.id}/confirm"
    assert signed_in(seminar.facilitator).get(address).status_code == 200
    led = signed_in(seminar.leader).get(address)
    assert led.status_code == 303
    assert "Någon annan bekräftar" in signed_in(seminar.leader).get(led.headers["Location"]).text


def test_a_promise_is_in_use_when_all_of_it_is(seminar: Seminar) -> None:
    action = promising.an_action(seminar)
    promising.tell(seminar, action, ActionState.DONE)
    (year,) = years.list_years(seminar.decides)
    assert year.promises[0].state is ActionState.DONE
    promising.confirm(seminar, action)
    (year,) = years.list_years(seminar.decides)
    assert (year.promises[0].state, year.promises[0].in_use) == (ActionState.VERIFIED, 1)


def test_a_wall_shows_decided_sentences_and_nothing_that_children_said(seminar: Seminar, signed_in: SignIn) -> None:
    proposal = promising.propose(seminar, "Vi skickar sms.")
    promising.decide(seminar, proposal, Decision.CHANGED, words="Vi ringer dagen innan.", what="En rutin skrivs.")
    promising.propose(seminar, "Väntar på beslut.", theme="Mat")
    (action,) = promising.actions_of(seminar, proposal)
    promising.tell(seminar, action, ActionState.GOING, note="Anteckning om hur det går.")
    client = signed_in(seminar.worker)
    for address in ("/promises", "/promises/wall", "/promises/print"):
        page = client.get(address)
        inspect_page(page.text, page.headers)
        assert "Vi ringer dagen innan." in page.text, address
        assert "Väntar på beslut." not in page.text
        assert "Anteckning" not in page.text


def test_the_thread_goes_from_the_quote_to_what_children_notice(seminar: Seminar, signed_in: SignIn) -> None:
    proposal = promising.propose(seminar, "Vi skickar sms.")
    promising.decide(seminar, proposal, what="En rutin skrivs.", notice_question="Har du fått ett sms?")
    (action,) = promising.actions_of(seminar, proposal)
    promising.tell(seminar, action, ActionState.GOING, note="Rutinen finns.", evidence="Handboken, kapitel 2.")
    page = signed_in(seminar.worker).get(f"/actions/{action.id}/thread")
    inspect_page(page.text, page.headers)
    parts = [
        "Barnen sa",
        "Vi skickar sms.",
        "Beslut",
        "Rutinen finns.",
        "Handboken, kapitel 2.",
        "Har du fått ett sms?",
    ]
    places = [page.text.index(part, page.text.index("Barnen sa")) for part in parts]
    assert places == sorted(places)
    seen = sa.select(AuditEntry).where(AuditEntry.event == Event.VOICES_READ)
    assert db.session.scalars(seen).all(), "the look at the children's words is on the trail"


def test_how_often_the_database_is_asked_does_not_grow_with_the_years(seminar: Seminar) -> None:
    def questions() -> int:
        db.session.commit()
        db.session.expire_all()
        asked: list[str] = []
        note = lambda _c, _k, statement, *_: asked.append(statement)  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            for year in years.list_years(seminar.decides):
                assert [promise.state for promise in year.promises]
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)
        return len(asked)

    promising.an_action(seminar, due=clock.today() + timedelta(days=1))
    first = questions()
    for by in range(1, 4):
        promising.an_action(earlier(seminar, by=by), f"För {by} år sedan.")
    assert questions() == first
