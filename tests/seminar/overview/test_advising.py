"""What the cycle's page says about the seminar: to each role what it can help with, and nothing when all is well."""

import pytest
from flask import Flask

from seminar.overview import advising
from seminar.proposals import proposing
from tests.seminar import making
from tests.seminar.making import Seminar


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


def test_the_facilitator_hears_of_what_nobody_has_read(seminar: Seminar) -> None:
    assert advising.count_unread(seminar.leads, seminar.cycle) == 2
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme, transcript=0)
    assert advising.count_unread(seminar.leads, seminar.cycle) == 1
    making.an_excerpt(seminar, theme, transcript=1)
    assert advising.count_unread(seminar.leads, seminar.cycle) == 0


def test_the_unit_leader_hears_of_proposals_only(seminar: Seminar) -> None:
    assert advising.count_undecided(seminar.decides, seminar.cycle) == 0
    proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Ett sms dagen innan.")
    assert advising.count_undecided(seminar.decides, seminar.cycle) == 1
    assert advising.count_unread(seminar.decides, seminar.cycle) == 0
    assert advising.count_undecided(seminar.leads, seminar.cycle) == 0
