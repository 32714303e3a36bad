"""A yes has words for children beside it: on their page, the poster and the letters."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions import deciding
from seminar.proposals.models import Decision
from seminar.report import drafting
from tests.seminar import making, promising
from tests.seminar.actions.test_pages import opened, sent
from tests.seminar.making import Seminar
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
TOLD = "Du får ett sms dagen innan."


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    return found


def test_they_go_with_the_yes_and_with_no_other_decision(seminar: Seminar) -> None:
    draft = promising.propose(seminar)
    promising.decide(seminar, draft, Decision.YES, for_children=TOLD)
    assert draft.told == TOLD
    promising.decide(seminar, draft, Decision.CHANGED, words="Ett brev.", for_children=TOLD)
    assert (draft.for_children, draft.told) == ("", "Ett brev.")
    promising.decide(seminar, draft, Decision.YES, for_children=TOLD)
    deciding.take_back(seminar.decides, seminar.cycle.id, draft.id)
    assert (draft.for_children, draft.told) == ("", "")


def test_a_yes_is_told_in_words_for_children_and_those_are_looked_at_once(seminar: Seminar, signed_in: SignIn) -> None:
    draft = promising.propose(seminar, "Individuella inpasseringskoder enligt delegationsordningen.")
    db.session.commit()
    browser, address = signed_in(seminar.leader), f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
    assert "Förslaget har långa meningar eller långa ord." in opened(browser, address)
    page = browser.post(address, data=sent(for_children="Delegationsordningen medger inpassering."))
    assert "Kan ett barn läsa det?" in page.text
    easy = sent(for_children="Du får en egen kod till dörren.", words="Glöms.")
    assert browser.post(address, data=easy).status_code == 303
    db.session.expire_all()
    assert (draft.for_children, draft.told, draft.decision_words) == (easy["for_children"], easy["for_children"], "")
    assert "Så säger vi det till barnen: ”Du får en egen kod till dörren.”" in opened(browser, address)
    report = drafting.collect(seminar.leads, seminar.cycle.id)
    assert [promise.told for promise in report.promises] == ["Du får en egen kod till dörren."]


def test_an_empty_line_for_children_is_never_asked_about(seminar: Seminar, signed_in: SignIn) -> None:
    draft = promising.propose(seminar, "Individuella inpasseringskoder enligt delegationsordningen.")
    db.session.commit()
    address = f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
    assert signed_in(seminar.leader).post(address, data=sent()).status_code == 303
    assert draft.told == draft.text
