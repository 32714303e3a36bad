"""Calling the report finished: what it leaves out is said before, and there is a way back while nobody built on it."""

import html
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.proposals import proposing
from seminar.report import drafting, finishing
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, CycleState
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.participation import asking, contacts
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar((13, "girl"), (9, "boy"))
    found.cycle.state = CycleState.RUNNING
    db.session.flush()
    return found


@pytest.fixture
def going(seminar: Seminar) -> Assignment:
    """An interview of the same year that is not handed over."""
    return make.an_assignment(make.a_child(seminar.cycle), seminar.worker)


def decide(seminar: Seminar) -> None:
    draft = promising.propose(seminar, "Ett sms.")
    states.finish(seminar.leads, seminar.cycle.id)
    promising.decide(seminar, draft)


def finish(seminar: Seminar) -> None:
    states.finish(seminar.leads, seminar.cycle.id)


def export(seminar: Seminar) -> None:
    finish(seminar)
    drafting.export(seminar.leads, seminar.cycle.id, language="sv")
    db.session.commit()


def test_what_would_be_left_out_is_counted(seminar: Seminar, going: Assignment) -> None:
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    proposing.write(seminar.leads, seminar.cycle.id, theme.id, text="Ett sms.")
    left = finishing.list_left_out(seminar.leads, seminar.cycle)
    assert (left.interviews, left.unread, left.undecided) == (1, 1, 1)
    assert not left.is_nothing


def test_the_question_says_it_before(seminar: Seminar, going: Assignment, signed_in: SignIn) -> None:
    page = signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/report")
    inspect_page(page.text, page.headers)
    asked = html.unescape(page.text.partition("Är rapporten klar?")[2].partition("<form")[0])
    assert "1 intervju som pågår" in asked
    assert "2 intervjuer som är överlämnade och inte lästa" in asked
    assert "går det inte att ångra" in asked


def test_a_report_that_nobody_built_on_is_opened_again(seminar: Seminar, signed_in: SignIn) -> None:
    client, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/report"
    assert client.post(f"{address}/finished").status_code == 303
    assert "Öppna rapporten igen?" in client.get(address).text
    assert "Öppna rapporten igen?" not in signed_in(seminar.leader).get(address).text
    assert client.post(f"{address}/reopened").status_code == 303
    db.session.expire_all()
    assert (seminar.cycle.state, seminar.cycle.reported_at) == (CycleState.RUNNING, None)
    assert "cycles:cycle:reopened" in making.events_of(seminar.cycle.id)
    making.a_theme(seminar)


@pytest.mark.parametrize("build", [export, decide])
def test_once_it_has_been_taken_out_or_built_on_it_stands(seminar: Seminar, build: Callable[[Seminar], None]) -> None:
    finish_first = seminar.cycle
    build(seminar)
    assert not finishing.may_reopen(seminar.leads, finish_first)
    with pytest.raises(WrongState):
        finishing.reopen(seminar.leads, seminar.cycle.id)
    assert seminar.cycle.state is CycleState.REPORTED


def test_a_draft_that_was_downloaded_before_holds_nothing(seminar: Seminar) -> None:
    drafting.export(seminar.leads, seminar.cycle.id, language="sv")
    db.session.commit()
    finish(seminar)
    assert finishing.may_reopen(seminar.leads, seminar.cycle)


def test_only_the_own_facilitator_opens_it_and_only_a_finished_one(seminar: Seminar) -> None:
    with pytest.raises(WrongState):
        finishing.reopen(seminar.leads, seminar.cycle.id)
    finish(seminar)
    for somebody in (seminar.decides, make.actor(seminar.worker), making.a_seminar().leads):
        with pytest.raises(NotFound):
            finishing.reopen(somebody, seminar.cycle.id)


def test_an_interview_that_was_left_out_says_so_and_asks_for_nothing(
    seminar: Seminar, going: Assignment, signed_in: SignIn
) -> None:
    finish(seminar)
    client = signed_in(seminar.worker)
    mine = client.get("/my-interview").text
    assert "Inte med i rapporten" in mine
    assert "Klara intervjuer" not in mine
    assert "Du är klar med alla" not in mine
    for page in ("", "/contact", "/booking", "/recording"):
        answer = client.get(f"/interviews/{going.id}{page}")
        assert answer.status_code == 200, page
        inspect_page(answer.text, answer.headers)
        assert "Årets rapport är klar utan den här intervjun" in answer.text, page
    assert "step--now" not in client.get(f"/interviews/{going.id}").text
    for page in ("contact", "booking"):
        content = client.get(f"/interviews/{going.id}/{page}").text.partition("<main")[2].partition("</main>")[0]
        assert "<form" not in content, page


def test_what_leads_nowhere_is_refused(seminar: Seminar, going: Assignment) -> None:
    finish(seminar)
    worker = make.actor(seminar.worker)
    for act in (
        lambda: contacts.log(worker, going, with_whom="child", channel="phone", outcome="reached", at=clock.now()),
        lambda: asking.answer(
            worker, going, who="child", answer="yes", how="spoken", given_at=clock.now(), reason="", note=""
        ),
    ):
        with pytest.raises(WrongState) as refused:
            act()
        assert refused.value.message == states.FINISHED


def test_an_interview_that_is_in_the_report_stands_as_finished(seminar: Seminar, signed_in: SignIn) -> None:
    finish(seminar)
    mine = signed_in(seminar.transcripts[0].assignment.interviewer).get("/my-interview").text
    assert "Klara intervjuer" in mine
    assert "Inte med i rapporten" not in mine


def test_the_cycles_page_does_not_go_on_as_if_it_were_open(seminar: Seminar, signed_in: SignIn) -> None:
    client, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}"
    assert "väntar på att läsas" in client.get(address).text
    finish(seminar)
    db.session.commit()
    page = client.get(address).text
    assert "väntar på att läsas" not in page
    assert "Rapporten är klar." in page
