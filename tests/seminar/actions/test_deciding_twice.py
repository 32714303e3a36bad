"""The same decision twice is one; the same answer with another plan, or in other words for children, is another."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit.cycles.models import CycleState
from toolkit.errors import Overtaken

pytestmark = pytest.mark.clock(datetime(2027, 1, 20, 12, tzinfo=UTC))
DUE = date(2027, 4, 28)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    return found


@pytest.fixture
def draft(seminar: Seminar) -> Proposal:
    return proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Ett sms dagen innan.")


def test_the_same_decision_twice_is_one(seminar: Seminar, draft: Proposal) -> None:
    seen = draft.version
    first = promising.decide(seminar, draft, version=seen)
    stood = (first.decided_at, first.version)
    again = promising.decide(seminar, draft, version=seen)
    assert (again.decided_at, again.version) == stood
    assert len(promising.actions_of(seminar, draft)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"responsible": "Sara"},
        {"due": DUE + timedelta(days=9)},
        {"goal": "Alla."},
        {"notice_question": "Fick du ett sms?"},
    ],
)
def test_the_same_answer_with_another_plan_is_another_decision(
    seminar: Seminar, draft: Proposal, other: dict[str, Any]
) -> None:
    """Two windows, a yes in each, and somebody else responsible in the second: that one is not lost in silence."""
    seen = draft.version
    plan: dict[str, Any] = {"responsible": "Team Barn", "due": DUE, "goal": "", "notice_question": ""}
    promising.decide(seminar, draft, version=seen, **plan)
    promising.decide(seminar, draft, version=seen, **{**plan, "responsible": "TEAM BARN"})
    with pytest.raises(Overtaken):
        promising.decide(seminar, draft, version=seen, **{**plan, **other})
    [action] = promising.actions_of(seminar, draft)
    assert (action.responsible, action.due) == ("Team Barn", DUE)


def test_the_same_yes_in_other_words_for_children_is_another_decision(seminar: Seminar, draft: Proposal) -> None:
    seen = draft.version
    promising.decide(seminar, draft, version=seen, for_children="Du får ett sms.")
    with pytest.raises(Overtaken):
        promising.decide(seminar, draft, version=seen, for_children="Vi skickar sms.")
    assert draft.for_children == "Du får ett sms."
