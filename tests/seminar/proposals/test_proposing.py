"""Proposals: written by the group, decided by the unit leader, and held once they are promised."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from seminar.actions import followup
from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.errors import InvalidInput, NotFound, WrongState

pytestmark = pytest.mark.clock(datetime(2027, 1, 20, 12, tzinfo=UTC))
DUE = date(2027, 4, 28)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def draft(seminar: Seminar) -> Proposal:
    return proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Ett sms dagen innan.")


def decide(seminar: Seminar, draft: Proposal, *, responsible: str = "Team Barn", due: date | None = DUE) -> Proposal:
    return proposing.decide(
        seminar.decides, seminar.cycle.id, draft.id, text=draft.text, responsible=responsible, due=due,
        indicator="Antal sms", version=draft.version,
    )  # fmt: skip


@pytest.mark.parametrize(("missing", "field"), [({"responsible": ""}, "responsible"), ({"due": None}, "due")])
def test_a_promise_needs_somebody_and_a_day(
    seminar: Seminar, draft: Proposal, missing: dict[str, None], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        decide(seminar, draft, **missing)  # type: ignore[arg-type]  # one keyword of two kinds
    assert refused.value.field == field
    assert draft.state is None


def test_only_the_unit_leader_decides(seminar: Seminar, draft: Proposal) -> None:
    with pytest.raises(NotFound):
        proposing.decide(
            seminar.leads,
            seminar.cycle.id,
            draft.id,
            text="x",
            responsible="y",
            due=DUE,
            indicator="",
            version=draft.version,
        )
    assert decide(seminar, draft).state == "not_started"


def test_what_is_decided_is_changed_by_the_unit_leader_alone(seminar: Seminar, draft: Proposal) -> None:
    decide(seminar, draft)
    with pytest.raises(WrongState):
        proposing.change(
            seminar.leads,
            seminar.cycle.id,
            draft.id,
            text="x",
            responsible="y",
            due=DUE,
            indicator="",
            version=draft.version,
        )
    with pytest.raises(WrongState):
        proposing.remove(seminar.leads, seminar.cycle.id, draft.id)


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


def test_a_decision_can_be_taken_back_until_work_is_reported(seminar: Seminar, draft: Proposal) -> None:
    decide(seminar, draft)
    assert proposing.reopen(seminar.decides, seminar.cycle.id, draft.id).state is None
    decide(seminar, draft)
    followup.report(seminar.decides, seminar.cycle.id, draft.id, state="going", note="", on=clock.today(), seen=0)
    with pytest.raises(WrongState):
        proposing.reopen(seminar.decides, seminar.cycle.id, draft.id)


def test_the_same_proposal_twice_is_one(seminar: Seminar, draft: Proposal) -> None:
    assert proposing.write(seminar.leads, seminar.cycle.id, draft.theme_id, text=draft.text).id == draft.id


def test_another_unit_finds_nothing(seminar: Seminar, draft: Proposal) -> None:
    other = making.a_seminar()
    assert proposing.list_proposals(other.leads, seminar.cycle.id) == []
    with pytest.raises(NotFound):
        proposing.get_proposal(other.decides, seminar.cycle.id, draft.id)
