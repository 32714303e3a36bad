"""Who may write, change, decide, reopen and remove a proposal, in which state of it and of its cycle."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask

from seminar.actions import deciding
from seminar.actions.models import ActionKind, ActionState
from seminar.actions.naming import DECISION_NAMES, KIND_NAMES, STATE_KINDS, STATE_NAMES
from seminar.proposals import columns, proposing
from seminar.proposals.models import Decision, Proposal
from seminar.themes import codebook
from tests import factories as make
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit.access import Actor, Role
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.errors import InvalidInput, NotFound, Overtaken, WrongState

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


def change(actor: Actor, seminar: Seminar, draft: Proposal, **values: Any) -> Proposal:
    return proposing.change(actor, seminar.cycle.id, draft.id, **words(draft, **values))


def acts(actor: Actor, seminar: Seminar, draft: Proposal) -> dict[str, Callable[[], object]]:
    """Everything that somebody may try."""
    cycle_id = seminar.cycle.id
    return {
        "write": partial(proposing.write, actor, cycle_id, draft.theme_id, text="Nytt"),
        "change": partial(change, actor, seminar, draft, text="Annat"),
        "decide": partial(promising.decide, seminar, draft, actor=actor),
        "take back": partial(deciding.take_back, actor, cycle_id, draft.id),
        "remove": partial(proposing.remove, actor, cycle_id, draft.id),
    }


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SOCIAL_WORKER, set()), (Role.ADMINISTRATOR, set()), (Role.FACILITATOR, {"write", "change", "remove"}),
        (Role.UNIT_LEADER, {"write", "change", "decide", "take back", "remove"}),
    ],
)  # fmt: skip
def test_what_each_role_may_do_with_a_draft(seminar: Seminar, role: Role, may: set[str]) -> None:
    person = make.actor(make.a_person(seminar.unit, role))
    theme = making.a_theme(seminar)
    for name in ("write", "change", "decide", "take back"):
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
            assert draft.decision is None, name
    assert [each.text for each in proposing.list_proposals(seminar.leads, seminar.cycle.id)] == [draft.text]
    assert proposing.count_undecided(other.leads) == {}


def test_of_two_leaders_the_second_sees_what_stands_and_may_choose_again(seminar: Seminar, draft: Proposal) -> None:
    seen = draft.version
    promising.decide(seminar, draft, version=seen)
    with pytest.raises(Overtaken):
        promising.decide(seminar, draft, Decision.NO, words="Huset är inte vårt.", version=seen)
    assert draft.decision is Decision.YES
    promising.decide(seminar, draft, Decision.NO, words="Huset är inte vårt.")
    assert (draft.decision, draft.decision_words) == (Decision.NO, "Huset är inte vårt.")
    assert promising.actions_of(seminar, draft) == [], "what was begun because of the yes is gone with it"


def test_a_decision_on_words_that_have_changed_is_refused(seminar: Seminar, draft: Proposal) -> None:
    seen = draft.version
    change(seminar.leads, seminar, draft, text="Ett samtal dagen innan.")
    with pytest.raises(Overtaken):
        promising.decide(seminar, draft, version=seen)
    assert (draft.text, draft.decision) == ("Ett samtal dagen innan.", None)


@pytest.mark.parametrize(
    ("decision", "given", "field"),
    [
        (Decision.YES, {"responsible": ""}, "responsible"), (Decision.YES, {"responsible": "😀 –"}, "responsible"),
        (Decision.CHANGED, {"words": ""}, "words"),
        (Decision.CHANGED, {"words": "Ett brev.", "responsible": ""}, "responsible"),
        (Decision.NO, {"words": ""}, "words"),
    ],
)  # fmt: skip
def test_what_a_decision_lacks_is_said_beside_its_field(
    seminar: Seminar, draft: Proposal, decision: Decision, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        promising.decide(seminar, draft, decision, **given)
    assert refused.value.field == field
    assert draft.decision is None


def test_a_yes_begins_an_action_and_says_what_was_promised(seminar: Seminar, draft: Proposal) -> None:
    promising.decide(
        seminar, draft, due=DUE, responsible=seminar.leader.name, indicator="Antal", goal="Mål 3",
        kind=ActionKind.ROUTINE,
        notice_question="Brukar du få veta innan?",
    )  # fmt: skip
    [action] = promising.actions_of(seminar, draft)
    assert (action.what, action.due, action.kind, action.goal) == (draft.text, DUE, ActionKind.ROUTINE, "Mål 3")
    assert (action.responsible_id, action.notice_question) == (seminar.leader.id, "Brukar du få veta innan?")
    assert (draft.is_promise, draft.promised, draft.responsible, draft.due) == (
        True,
        draft.text,
        seminar.leader.name,
        DUE,
    )
    assert (action.state, action.is_open) == (ActionState.NOT_STARTED, True)


def test_a_yes_in_another_way_promises_what_it_became(seminar: Seminar, draft: Proposal) -> None:
    promising.decide(seminar, draft, Decision.CHANGED, words="Ett brev med bild.")
    [action] = promising.actions_of(seminar, draft)
    assert (action.what, action.responsible_id) == ("Ett brev med bild.", None)
    assert (draft.text, draft.promised) == ("Ett sms dagen innan.", "Ett brev med bild.")


def test_a_no_has_its_reason_and_no_action(seminar: Seminar, draft: Proposal) -> None:
    promising.decide(seminar, draft, Decision.NO, words="Vi har inga telefoner.", responsible="")
    assert (draft.is_refused, draft.is_promise, draft.promised) == (True, False, "")
    assert promising.actions_of(seminar, draft) == []
    assert deciding.may_take_back(seminar.decides, draft)
    assert proposing.count_undecided(seminar.decides) == {}


def test_a_decision_is_taken_back_until_work_is_reported(seminar: Seminar, draft: Proposal) -> None:
    for _ in range(2):
        promising.decide(seminar, draft)
        deciding.take_back(seminar.decides, seminar.cycle.id, draft.id)
        assert deciding.take_back(seminar.decides, seminar.cycle.id, draft.id).decision is None
        assert promising.actions_of(seminar, draft) == []
    promising.decide(seminar, draft)
    [action] = promising.actions_of(seminar, draft)
    promising.tell(seminar, action, "going")
    assert not deciding.may_take_back(seminar.decides, draft)
    with pytest.raises(WrongState):
        deciding.take_back(seminar.decides, seminar.cycle.id, draft.id)
    with pytest.raises(WrongState):
        promising.decide(seminar, draft, Decision.NO, words="Pengarna räcker inte.")
    assert [each.state for each in action.progress] == [ActionState.GOING]


def test_taking_back_gives_the_draft_back_to_the_facilitator(seminar: Seminar, draft: Proposal) -> None:
    promising.decide(seminar, draft)
    deciding.take_back(seminar.decides, seminar.cycle.id, draft.id)
    assert (draft.decided_at, draft.decided_by_id, draft.responsible) == (None, None, "Team Barn")
    assert change(seminar.leads, seminar, draft, text="Ett samtal.").text == "Ett samtal."
    assert proposing.remove(seminar.leads, seminar.cycle.id, draft.id) == draft.theme


def test_once_the_report_stands_decisions_go_on_and_words_do_not(seminar: Seminar, draft: Proposal) -> None:
    states.finish(seminar.leads, seminar.cycle.id)
    for name, act in acts(seminar.decides, seminar, draft).items():
        if name in {"decide", "take back"}:
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
    assert proposing.list_undecided(seminar.leads) == []


def test_lists_follow_the_themes_and_tell_what_waits(seminar: Seminar, draft: Proposal) -> None:
    other = making.a_theme(seminar, "Tempo")
    second = proposing.write(seminar.decides, seminar.cycle.id, other.id, text="Kortare väntan.")
    codebook.move(seminar.leads, seminar.cycle.id, other.id, steps=-1)
    assert list(proposing.list_proposals(seminar.leads, seminar.cycle.id)) == [second, draft]
    assert proposing.list_undecided(seminar.leads) == [second, draft]
    promising.decide(seminar, draft)
    assert list(proposing.list_proposals(seminar.leads, seminar.cycle.id, decided_only=True)) == [draft]
    assert proposing.count_undecided(seminar.leads) == {seminar.cycle.id: 1}
    assert proposing.list_undecided(seminar.leads) == [second]


def test_the_columns_stand_theme_by_theme_in_one_area(seminar: Seminar, draft: Proposal) -> None:
    empty = making.a_theme(seminar, "Tempo")
    making.a_theme(seminar, "Väntrummet", area="works_well")
    rows = columns.list_rows(seminar.leads, seminar.cycle.id, area="contact")
    assert [(row.theme_voices.theme, row.proposals) for row in rows] == [(draft.theme, (draft,)), (empty, ())]
    assert [row.is_empty for row in rows] == [False, True]
    assert len(columns.list_rows(seminar.leads, seminar.cycle.id)) == 3
    assert columns.list_rows(making.a_seminar().leads, seminar.cycle.id) == []


def test_the_trail_tells_each_step_and_no_refused_one(seminar: Seminar, draft: Proposal) -> None:
    with pytest.raises(WrongState):
        promising.decide(seminar, draft, version=draft.version + 1)
    promising.decide(seminar, draft)
    [action] = promising.actions_of(seminar, draft)
    deciding.take_back(seminar.decides, seminar.cycle.id, draft.id)
    proposing.remove(seminar.decides, seminar.cycle.id, draft.id)
    steps = ("written", "decided", "changed", "removed")
    assert making.events_of(draft.id) == [f"seminar:proposal:{step}" for step in steps]
    assert making.events_of(action.id) == ["seminar:action:begun"]


def test_every_word_has_a_name_and_every_state_a_kind(app: Flask) -> None:
    for names, words in ((STATE_NAMES, ActionState), (KIND_NAMES, ActionKind), (DECISION_NAMES, Decision)):
        assert set(names) == set(words)
        with app.test_request_context():
            assert len({str(name) for name in names.values()}) == len(words)
    assert set(STATE_KINDS) == set(ActionState)


TODAY = date(2027, 1, 20)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("due", "is_right"),
    [(TODAY, True), (date(2027, 1, 19), False), (date(2030, 1, 1), True), (date(2030, 2, 1), False)],
)
def test_a_follow_up_comes_after_the_decision_and_is_not_years_away(
    seminar: Seminar, draft: Proposal, due: date, is_right: bool
) -> None:
    for act in (partial(change, seminar.decides, seminar, draft), partial(promising.decide, seminar, draft)):
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
def test_a_draft_whose_follow_up_has_passed_is_decided_with_a_new_one(seminar: Seminar, draft: Proposal) -> None:
    change(seminar.leads, seminar, draft, due=date(2027, 1, 25))
    with ahead(timedelta(days=60)):
        with pytest.raises(InvalidInput):
            promising.decide(seminar, draft, due=date(2027, 1, 25))
        assert promising.decide(seminar, draft, due=date(2027, 3, 21)).due == date(2027, 3, 21)
