"""Who may write, change, decide, reopen and remove a proposal, in which state of it and of its cycle."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask

from seminar.actions import followup
from seminar.proposals import columns, proposing
from seminar.proposals.models import ActionState, Proposal
from seminar.proposals.naming import STATE_KINDS, STATE_NAMES, state_name
from seminar.themes import codebook
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState

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


def words(draft: Proposal, **values: Any) -> dict[str, Any]:
    """What a page sends about a proposal."""
    given = {"text": draft.text, "responsible": "Team Barn", "due": DUE, "indicator": "Antal sms"}
    return {**given, "version": draft.version, **values}


def decide(seminar: Seminar, draft: Proposal, **values: Any) -> Proposal:
    return proposing.decide(seminar.decides, seminar.cycle.id, draft.id, **words(draft, **values))


def change(actor: Actor, seminar: Seminar, draft: Proposal, **values: Any) -> Proposal:
    return proposing.change(actor, seminar.cycle.id, draft.id, **words(draft, **values))


def acts(actor: Actor, seminar: Seminar, draft: Proposal) -> dict[str, Callable[[], object]]:
    """Everything that somebody may try."""
    cycle_id = seminar.cycle.id
    return {
        "write": partial(proposing.write, actor, cycle_id, draft.theme_id, text="Nytt"),
        "change": partial(change, actor, seminar, draft, text="Annat"),
        "decide": partial(proposing.decide, actor, cycle_id, draft.id, **words(draft)),
        "reopen": partial(proposing.reopen, actor, cycle_id, draft.id),
        "remove": partial(proposing.remove, actor, cycle_id, draft.id),
    }


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SOCIAL_WORKER, set()), (Role.ADMINISTRATOR, set()), (Role.FACILITATOR, {"write", "change", "remove"}),
        (Role.UNIT_LEADER, {"write", "change", "decide", "reopen", "remove"}),
    ],
)  # fmt: skip
def test_what_each_role_may_do_with_a_draft(seminar: Seminar, role: Role, may: set[str]) -> None:
    person = make.actor(make.a_person(seminar.unit, role))
    theme = making.a_theme(seminar)
    for name in ("write", "change", "decide", "reopen", "remove"):
        row = proposing.write(seminar.leads, seminar.cycle.id, theme.id, text=f"Innan {name}")
        act = acts(person, seminar, row)[name]
        if name in may:
            act()
        else:
            with pytest.raises(NotFound):
                act()


def test_another_unit_and_another_cycle_find_nothing(seminar: Seminar, draft: Proposal) -> None:
    other, next_year = making.a_seminar(), making.another_cycle(seminar)
    for actor, where in (
        (other.decides, seminar),
        (other.decides, other),
        (seminar.decides, next_year),
        (replace(other.leads, roles=frozenset(Role)), seminar),
    ):
        for name, act in acts(actor, where, draft).items():
            with pytest.raises(NotFound):
                act()
            assert draft.state is None, name
    assert [each.text for each in proposing.list_proposals(seminar.leads, seminar.cycle.id)] == [draft.text]
    assert proposing.count_undecided(other.leads) == {}


def test_an_unchanged_decision_survives_being_sent_twice(seminar: Seminar, draft: Proposal) -> None:
    seen = draft.version
    first = decide(seminar, draft, version=seen)
    decided_at, version = first.decided_at, first.version
    again = decide(seminar, draft, version=seen, text="Andra ord")
    assert (again.decided_at, again.version, again.text) == (decided_at, version, "Ett sms dagen innan.")


def test_a_decision_on_words_that_have_changed_is_refused(seminar: Seminar, draft: Proposal) -> None:
    seen = draft.version
    change(seminar.leads, seminar, draft, text="Ett samtal dagen innan.")
    with pytest.raises(WrongState):
        decide(seminar, draft, version=seen, text="Ett sms dagen innan.")
    assert (draft.text, draft.state) == ("Ett samtal dagen innan.", None)


@pytest.mark.parametrize("missing", [{"responsible": ""}, {"due": None}])
def test_a_promise_cannot_lose_its_person_or_day(seminar: Seminar, draft: Proposal, missing: dict[str, Any]) -> None:
    decide(seminar, draft)
    with pytest.raises(InvalidInput) as refused:
        change(seminar.decides, seminar, draft, **missing)
    assert refused.value.field == next(iter(missing))
    assert change(seminar.leads, seminar, undecided(seminar), **missing).decided_at is None


def undecided(seminar: Seminar) -> Proposal:
    return proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Ett till.")


def test_reopening_gives_the_draft_back_to_the_facilitator(seminar: Seminar, draft: Proposal) -> None:
    decide(seminar, draft)
    proposing.reopen(seminar.decides, seminar.cycle.id, draft.id)
    assert (draft.decided_at, draft.decided_by_id, draft.responsible) == (None, None, "Team Barn")
    assert change(seminar.leads, seminar, draft, text="Ett samtal.").text == "Ett samtal."
    assert proposing.remove(seminar.leads, seminar.cycle.id, draft.id) == draft.theme


def test_once_the_report_stands_decisions_go_on_and_words_do_not(seminar: Seminar, draft: Proposal) -> None:
    states.finish(seminar.leads, seminar.cycle.id)
    for name, act in acts(seminar.decides, seminar, draft).items():
        if name in {"decide", "reopen"}:
            act()
            continue
        with pytest.raises(WrongState):
            act()
    with pytest.raises(WrongState):
        change(seminar.leads, seminar, draft)
    assert change(seminar.decides, seminar, draft, responsible="Team Ungdom").responsible == "Team Ungdom"


def test_a_closed_cycle_refuses_everything(seminar: Seminar, draft: Proposal) -> None:
    seminar.cycle.state = CycleState.CLOSED
    for act in acts(seminar.decides, seminar, draft).values():
        with pytest.raises(WrongState):
            act()
    assert proposing.list_open(seminar.leads) == []


def test_lists_follow_the_themes_and_tell_what_waits(seminar: Seminar, draft: Proposal) -> None:
    other = making.a_theme(seminar, "Tempo")
    second = proposing.write(seminar.decides, seminar.cycle.id, other.id, text="Kortare väntan.")
    codebook.move(seminar.leads, seminar.cycle.id, other.id, steps=-1)
    assert list(proposing.list_proposals(seminar.leads, seminar.cycle.id)) == [second, draft]
    decide(seminar, draft)
    assert list(proposing.list_proposals(seminar.leads, seminar.cycle.id, decided_only=True)) == [draft]
    assert proposing.count_undecided(seminar.leads) == {seminar.cycle.id: 1}
    followup.report(seminar.decides, seminar.cycle.id, draft.id, state="done", note="", on=clock.today(), seen=0)
    assert draft.is_introduced
    assert proposing.list_open(seminar.leads) == [second]


def test_the_columns_stand_theme_by_theme_in_one_area(seminar: Seminar, draft: Proposal) -> None:
    empty = making.a_theme(seminar, "Tempo")
    making.a_theme(seminar, "Väntrummet", area="works_well")
    rows = columns.list_rows(seminar.leads, seminar.cycle.id, area="contact")
    assert [(row.theme_voices.theme, row.proposals) for row in rows] == [(draft.theme, (draft,)), (empty, ())]
    assert [row.is_empty for row in rows] == [False, True]
    assert len(columns.list_rows(seminar.leads, seminar.cycle.id)) == 3
    assert columns.list_rows(making.a_seminar().leads, seminar.cycle.id) == []


def test_the_trail_tells_each_step_and_no_refused_one(seminar: Seminar, draft: Proposal) -> None:
    with pytest.raises(InvalidInput):
        decide(seminar, draft, responsible="")
    db.session.refresh(draft)
    decide(seminar, draft)
    proposing.reopen(seminar.decides, seminar.cycle.id, draft.id)
    proposing.remove(seminar.decides, seminar.cycle.id, draft.id)
    steps = ("written", "decided", "changed", "removed")
    assert making.events_of(draft.id) == [f"seminar:proposal:{step}" for step in steps]


def test_every_state_has_a_name_and_a_kind(app: Flask) -> None:
    assert set(STATE_NAMES) == set(STATE_KINDS) == set(ActionState)
    with app.test_request_context():
        assert len({state_name(state) for state in ActionState}) == len(ActionState)
        assert state_name(None) == ""


TODAY = date(2027, 1, 20)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("due", "is_right"),
    [(TODAY, True), (date(2027, 1, 19), False), (date(2030, 1, 1), True), (date(2030, 2, 1), False)],
)
def test_a_follow_up_comes_after_the_decision_and_is_not_years_away(
    seminar: Seminar, draft: Proposal, due: date, is_right: bool
) -> None:
    for act in (partial(decide, seminar, draft), partial(change, seminar.decides, seminar, draft)):
        if is_right:
            assert act(due=due).due == due
        else:
            with pytest.raises(InvalidInput) as refused:
                act(due=due)
            assert refused.value.field == "due"


@pytest.mark.one_database
def test_a_proposal_is_not_written_with_a_follow_up_that_has_been(seminar: Seminar, draft: Proposal) -> None:
    with pytest.raises(InvalidInput):
        proposing.write(seminar.leads, seminar.cycle.id, draft.theme_id, text="Nytt", due=date(2027, 1, 19))


@pytest.mark.one_database
def test_a_decided_follow_up_whose_day_has_come_may_stay_or_move_back_to_the_decision_and_no_further(
    seminar: Seminar, draft: Proposal
) -> None:
    decide(seminar, draft, due=date(2027, 1, 25))
    with ahead(timedelta(days=60)):
        change(seminar.decides, seminar, draft, due=date(2027, 1, 25), responsible="Team Ungdom")
        change(seminar.decides, seminar, draft, due=TODAY)
        with pytest.raises(InvalidInput):
            change(seminar.decides, seminar, draft, due=date(2027, 1, 19))


@pytest.mark.one_database
def test_a_draft_whose_follow_up_has_passed_is_decided_with_a_new_one(seminar: Seminar, draft: Proposal) -> None:
    change(seminar.leads, seminar, draft, due=date(2027, 1, 25))
    with ahead(timedelta(days=60)):
        with pytest.raises(InvalidInput):
            decide(seminar, draft, due=date(2027, 1, 25))
        assert decide(seminar, draft, due=date(2027, 3, 21)).due == date(2027, 3, 21)
