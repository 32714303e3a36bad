"""Proposals: written by the group, decided by the unit leader, and held once they are promised."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit.errors import NotFound, WrongState

pytestmark = pytest.mark.clock(datetime(2027, 1, 20, 12, tzinfo=UTC))
DUE = date(2027, 4, 28)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def draft(seminar: Seminar) -> Proposal:
    return proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Ett sms dagen innan.")


def test_what_is_decided_keeps_its_words(seminar: Seminar, draft: Proposal) -> None:
    promising.decide(seminar, draft)
    for actor in (seminar.leads, seminar.decides):
        with pytest.raises(WrongState):
            proposing.change(
                actor,
                seminar.cycle.id,
                draft.id,
                text="x",
                responsible="y",
                due=None,
                indicator="",
                version=draft.version,
            )
        with pytest.raises(WrongState):
            proposing.remove(actor, seminar.cycle.id, draft.id)


def test_two_who_change_at_once(seminar: Seminar, draft: Proposal) -> None:
    seen = draft.version
    proposing.change(
        seminar.leads,
        seminar.cycle.id,
        draft.id,
        text="Först",
        responsible="",
        due=None,
        indicator="",
        version=seen,
    )
    with pytest.raises(WrongState):
        proposing.change(
            seminar.leads,
            seminar.cycle.id,
            draft.id,
            text="Sen",
            responsible="",
            due=None,
            indicator="",
            version=seen,
        )
    assert draft.text == "Först"


def test_the_same_proposal_twice_is_one(seminar: Seminar, draft: Proposal) -> None:
    assert proposing.write(seminar.leads, seminar.cycle.id, draft.theme_id, text=draft.text).id == draft.id


def test_another_unit_finds_nothing(seminar: Seminar, draft: Proposal) -> None:
    other = making.a_seminar()
    assert proposing.list_proposals(other.leads, seminar.cycle.id) == []
    with pytest.raises(NotFound):
        proposing.get_proposal(other.decides, seminar.cycle.id, draft.id)
