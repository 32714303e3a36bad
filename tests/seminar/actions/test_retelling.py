"""How children are told a yes may be said in other words afterwards, and what it was before is kept."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions import deciding, retelling
from seminar.proposals.models import Decision, Proposal
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import NotFound, Overtaken, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
FIRST, SECOND = "Du får ett sms dagen innan.", "Dagen innan får du ett sms av oss."


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    return found


@pytest.fixture
def decided(seminar: Seminar) -> Proposal:
    proposal = promising.decide(seminar, promising.propose(seminar), for_children=FIRST)
    db.session.commit()
    return proposal


def retell(seminar: Seminar, proposal: Proposal, words: str, *, version: int | None = None) -> None:
    seen = proposal.version if version is None else version
    retelling.retell(seminar.decides, seminar.cycle.id, proposal.id, for_children=words, version=seen)
    db.session.commit()


def test_the_new_words_are_told_and_the_old_ones_kept(seminar: Seminar, decided: Proposal) -> None:
    retell(seminar, decided, SECOND)
    assert (decided.told, decided.decision) == (SECOND, Decision.YES)
    retell(seminar, decided, "")
    assert decided.told == decided.text
    former = retelling.list_former(decided)
    assert [one.words for one in former] == [SECOND, FIRST]
    assert {one.by for one in former} == {seminar.leader.name}


def test_the_same_words_twice_are_one_change(seminar: Seminar, decided: Proposal) -> None:
    seen = decided.version
    retell(seminar, decided, SECOND)
    retell(seminar, decided, SECOND, version=seen)
    assert len(retelling.list_former(decided)) == 1


def test_of_two_leaders_the_second_sees_what_stands(seminar: Seminar, decided: Proposal) -> None:
    seen = decided.version
    retell(seminar, decided, SECOND)
    with pytest.raises(Overtaken):
        retell(seminar, decided, "Något annat.", version=seen)
    assert decided.told == SECOND


def test_work_that_is_reported_does_not_lock_the_words(seminar: Seminar, decided: Proposal) -> None:
    [action] = promising.actions_of(seminar, decided)
    promising.tell(seminar, action, "done", note="Klart.")
    with pytest.raises(WrongState):
        deciding.take_back(seminar.decides, seminar.cycle.id, decided.id)
    retell(seminar, decided, SECOND)
    assert decided.told == SECOND


def test_only_a_yes_has_words_of_its_own_and_a_closed_cycle_none(seminar: Seminar, decided: Proposal) -> None:
    refused = promising.decide(seminar, promising.propose(seminar, "Annat."), Decision.NO, words="Huset är fullt.")
    with pytest.raises(WrongState):
        retell(seminar, refused, SECOND)
    with pytest.raises(NotFound):
        retelling.retell(making.a_seminar().decides, seminar.cycle.id, decided.id, for_children="x", version=1)
    seminar.cycle.state = CycleState.CLOSED
    with pytest.raises(WrongState):
        retell(seminar, decided, SECOND)


def test_the_page_changes_the_words_and_shows_the_former_ones(
    seminar: Seminar, decided: Proposal, signed_in: SignIn
) -> None:
    browser = signed_in(seminar.leader)
    decision = f"/cycles/{seminar.cycle.id}/proposals/{decided.id}/decision"
    assert f"{decided.id}/for-children" in browser.get(decision).text
    address = f"/cycles/{seminar.cycle.id}/proposals/{decided.id}/for-children"
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert FIRST in page.text
    sent = {"for_children": SECOND, "version": decided.version}
    assert browser.post(address, data=sent).status_code == 303
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert "Så sades det förut" in page.text
    assert FIRST in page.text
    assert browser.post(address, data={"for_children": "å" * 501, "version": 9}).status_code == 422
    assert browser.post(address, data=sent | {"for_children": "Annat."}).status_code == 409
