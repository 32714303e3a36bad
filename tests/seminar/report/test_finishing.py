"""Before a release: what the report leaves out is said. Once it stands: what the pages say of what was left out."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.proposals import proposing
from seminar.report import finishing
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, CycleState
from toolkit.db import db
from toolkit.errors import WrongState
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


def finish(seminar: Seminar) -> None:
    states.finish(seminar.leads, seminar.cycle.id)


def test_what_would_be_left_out_is_counted(seminar: Seminar, going: Assignment) -> None:
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    proposing.write(seminar.leads, seminar.cycle.id, theme.id, text="Ett sms.")
    left = finishing.list_left_out(seminar.leads, seminar.cycle)
    assert (left.interviews, left.unread, left.undecided) == (1, 1, 1)
    assert not left.is_nothing


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
