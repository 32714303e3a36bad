"""The page of a cycle says what the year has come to after its interviews."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.proposals.models import Decision
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit.cycles import progress
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def test_themes_decisions_and_what_is_in_use(seminar: Seminar, signed_in: SignIn) -> None:
    assert progress.totals(seminar.decides, seminar.cycle) == {}
    action = promising.an_action(seminar, theme="Tillit")
    promising.decide(seminar, promising.propose(seminar, "En hund.", theme="Djur"), Decision.NO, words="Allergi.")
    promising.propose(seminar, "Ett brev.", theme="Brev")
    told = progress.totals(seminar.decides, seminar.cycle)
    assert told == {"themes": 3, "undecided": 1, "promised": 1, "refused": 1}
    promising.tell(seminar, action, "done")
    promising.confirm(seminar, action)
    assert progress.totals(seminar.decides, seminar.cycle)["in_use"] == 1
    other = making.another_cycle(seminar)
    assert progress.totals(seminar.decides, other.cycle) == {}, "another year's are not counted"
    db.session.commit()
    page = signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}")
    inspect_page(page.text, page.headers)
    assert "Efter intervjuerna" in page.text
