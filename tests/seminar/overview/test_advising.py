"""What the cycle's page says about the seminar: to each role what it can help with, and nothing when all is well."""

import pytest
from flask import Flask

from seminar.overview import advising
from seminar.proposals import proposing
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Actor


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


def told(app: Flask, actor: Actor, seminar: Seminar) -> list[str]:
    with app.test_request_context():
        return [one.text for one in advising.suggest(actor, seminar.cycle)]


def test_the_facilitator_hears_of_what_nobody_has_read(app: Flask, seminar: Seminar) -> None:
    assert told(app, seminar.leads, seminar) == ["2 intervjuer väntar på att läsas"]
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme, transcript=0)
    assert told(app, seminar.leads, seminar) == ["1 intervju väntar på att läsas"]
    making.an_excerpt(seminar, theme, transcript=1)
    assert told(app, seminar.leads, seminar) == []


def test_the_unit_leader_hears_of_proposals_only(app: Flask, seminar: Seminar) -> None:
    assert told(app, seminar.decides, seminar) == []
    proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Ett sms dagen innan.")
    assert told(app, seminar.decides, seminar) == ["1 förslag väntar på beslut."]
