"""What came of a voting: told when enough have voted, closed with the seminar, and never who chose what."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.changes.models import ChangeKind
from seminar.live import history
from seminar.proposals import voting
from seminar.seminars import planning
from seminar.seminars.models import Voting
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.proposals import votes as voted
from tests.seminar.proposals.votes import proposals
from toolkit.access import Actor
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return voted.an_open_seminar("Ett sms.", "Ett brev.")


@pytest.fixture
def votes(seminar: Seminar) -> Actor:
    return voted.open_for(seminar)


def test_the_dots_of_one_or_two_would_tell_who_chose_what(seminar: Seminar, votes: Actor, signed_in: SignIn) -> None:
    address, first = f"/cycles/{seminar.cycle.id}/proposals/voting", proposals(seminar)[0]
    voting.place(votes, seminar.cycle.id, first.id)
    voted.by_others(seminar.cycle.id, first.id, many=1)
    browsers = [signed_in(seminar.worker), signed_in(seminar.facilitator)]
    assert "färre än tre personer satt prickar" in browsers[1].get(address).text, "it is said before it is closed"
    closed = browsers[1].post(f"{address}/close", follow_redirects=True)
    assert "Nu ser alla prickarna" not in closed.text
    for browser in browsers:
        page = browser.get(address)
        inspect_page(page.text, page.headers)
        assert "Få satte prickar" in page.text
        assert "2 prickar<" not in page.text
    assert "Ordna efter prickarna" not in browsers[1].get(address).text
    assert "2 prickar<" not in browsers[1].get(f"/cycles/{seminar.cycle.id}/board/contact").text
    voting.reopen(seminar.leads, seminar.cycle.id)
    voted.by_others(seminar.cycle.id, first.id, many=1)
    voting.close(seminar.leads, seminar.cycle.id)
    db.session.commit()
    assert "3 prickar<" in browsers[0].get(address).text


def test_a_voting_that_nobody_voted_in_is_closed_and_not_unopened(
    seminar: Seminar, votes: Actor, signed_in: SignIn
) -> None:
    address, browser = f"/cycles/{seminar.cycle.id}/proposals/voting", signed_in(seminar.facilitator)
    assert votes
    voting.close(seminar.leads, seminar.cycle.id)
    db.session.commit()
    assert "Ingen satte någon prick." in browser.get(address).text


def test_whoever_has_a_dot_on_every_proposal_is_not_sent_on(seminar: Seminar, votes: Actor, signed_in: SignIn) -> None:
    address, browser = f"/cycles/{seminar.cycle.id}/proposals/voting", signed_in(seminar.worker)
    voting.open_with(seminar.leads, seminar.cycle.id, dots=9)
    for each in proposals(seminar):
        voting.place(votes, seminar.cycle.id, each.id)
    db.session.commit()
    page = browser.get(address).text
    assert "Du har en prick på varje förslag." in page
    assert "prickar kvar" not in page


def test_ending_the_seminar_closes_the_voting_and_says_so_before(
    seminar: Seminar, votes: Actor, signed_in: SignIn
) -> None:
    first, browser = proposals(seminar)[0], signed_in(seminar.facilitator)
    voting.place(votes, seminar.cycle.id, first.id)
    voted.by_others(seminar.cycle.id, first.id)
    day = planning.list_seminars(seminar.leads, seminar.cycle.id)[0]
    here = f"/cycles/{seminar.cycle.id}/seminars/{day.id}"
    page = browser.get(here)
    inspect_page(page.text, page.headers)
    assert "Röstningen om förslagen är fortfarande öppen." in page.text
    assert browser.post(f"{here}/end").status_code == 303
    db.session.refresh(day)
    assert (day.is_ended, day.voting) == (True, Voting.CLOSED)
    assert "3 prickar<" in browser.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    assert "3 prickar" in browser.get(f"/cycles/{seminar.cycle.id}/proposals/voting").text
    assert "3 personer satte prickar." in browser.get(f"{here}/protocol").text
    kinds = [entry.kind for entry in history.get_history(seminar.leads, seminar.cycle.id).entries]
    assert kinds.index(ChangeKind.SEMINAR_ENDED) < kinds.index(ChangeKind.VOTING_CLOSED), "the newest first"
    assert making.events_of(day.id)[-2:] == ["seminar:voting:closed", "seminar:seminar:ended"]
