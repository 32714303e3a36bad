"""What a decision or an action lacks is told all at once, each thing beside its field, and so is what is asked."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions import plans
from seminar.actions.plans import Plan
from seminar.proposals.models import Decision
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.actions.test_pages import sent
from tests.seminar.making import Seminar
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
pytestmark = pytest.mark.clock(datetime(2027, 4, 14, 9, tzinfo=UTC))


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    return found


def fields_of(error: InvalidInput) -> list[str | None]:
    return [each.field for each in (error, *error.also)]


def test_everything_that_a_decision_lacks_is_said_at_once(seminar: Seminar) -> None:
    draft = promising.propose(seminar)
    with pytest.raises(InvalidInput) as refused:
        promising.decide(seminar, draft, Decision.CHANGED, words="", responsible="–", due=date(2020, 1, 1))
    assert fields_of(refused.value) == ["words", "responsible", "due"]
    assert draft.decision is None


def test_so_is_what_an_action_lacks(seminar: Seminar) -> None:
    action = promising.an_action(seminar, due=date(2027, 6, 1))
    nothing = Plan()
    with pytest.raises(InvalidInput) as refused:
        plans.add(seminar.decides, seminar.cycle.id, action.proposal_id, plan=nothing)
    assert fields_of(refused.value) == ["what", "responsible", "due"]
    with pytest.raises(InvalidInput) as refused:
        plans.change(seminar.decides, action.id, plan=nothing, version=action.version)
    assert fields_of(refused.value) == ["what", "responsible", "due"]


def test_a_decision_is_told_all_that_it_lacks_beside_each_field(seminar: Seminar, signed_in: SignIn) -> None:
    draft = promising.propose(seminar)
    db.session.commit()
    browser, address = signed_in(seminar.leader), f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
    page = browser.post(address, data=sent(decision="changed", words="", responsible="–", due="999999999999999999999"))
    assert page.status_code == 422
    inspect_page(page.text, page.headers)
    assert "3 saker att rätta" in page.text
    for field in ("words", "responsible", "due"):
        assert f'href="#{field}"' in page.text, field
    hard = sent(decision="no", words="Delegationsordningen medger inte inpasseringskoder.", due="x")
    page = browser.post(address, data=hard)
    assert "En sak att rätta" in page.text
    assert "Kan ett barn läsa det?" in page.text
    advised = re.search(r'name="advised"[^>]*value="(\d+)"', page.text)
    assert advised is not None
    assert browser.post(address, data=hard | {"due": "", "advised": advised[1]}).status_code == 303, "asked once"
