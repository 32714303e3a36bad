"""How it goes with an action: who tells, who confirms, what closes it, and that nothing of its history is lost."""

from datetime import timedelta

import pytest
from flask import Flask

from seminar.actions import listing, plans, progressing
from seminar.actions.models import Action, ActionKind, ActionState, Verification
from seminar.actions.plans import Plan
from tests import factories as make
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, Overtaken, WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def action(seminar: Seminar) -> Action:
    """A promise of ten days ago, followed up in twenty."""
    with ahead(timedelta(days=-10)):
        return promising.an_action(seminar, due=clock.today() + timedelta(days=30))


def worker_of(seminar: Seminar) -> Actor:
    return make.actor(seminar.worker)


def states_of(action: Action) -> list[str]:
    return [each.state for each in sorted(action.progress, key=lambda each: each.number)]


def test_the_same_report_twice_is_one_and_another_one_stands_beside(seminar: Seminar, action: Action) -> None:
    first = promising.tell(seminar, action, "going", note="Ett.", seen=0)
    assert promising.tell(seminar, action, "going", note="Ett.", seen=0).id == first.id
    with pytest.raises(Overtaken):
        promising.tell(seminar, action, "still", note="Två.", seen=0)
    assert [each.note for each in action.progress] == ["Ett."]


def test_a_report_that_says_nothing_new_is_refused_beside_its_words(seminar: Seminar, action: Action) -> None:
    promising.tell(seminar, action, "going")
    with pytest.raises(InvalidInput) as refused:
        promising.tell(seminar, action, "going")
    assert refused.value.field == "note"
    promising.tell(seminar, action, "going", note="Två av fyra rum är klara.")
    promising.tell(seminar, action, "going", evidence="Skylten hänger.")
    promising.tell(seminar, action, "still")
    assert states_of(action) == ["going", "going", "going", "still"]


@pytest.mark.one_database
@pytest.mark.parametrize("days", [1, -11])
def test_a_day_to_come_or_before_the_decision_is_refused_beside_its_field(
    seminar: Seminar, action: Action, days: int
) -> None:
    with pytest.raises(InvalidInput) as refused:
        promising.tell(seminar, action, "going", on=clock.today() + timedelta(days=days))
    assert refused.value.field == "on"
    promising.tell(seminar, action, "going", on=clock.today() - timedelta(days=10))


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("link", "is_right"),
    [
        ("", True), ("https://intranat.example/rutin?id=14", True), ("http://intranat/", True),
        ("javascript:alert(1)", False), ("intranat/rutin", False), ("https://", False), ("https://[", False),
        ("https://intranat.example/en rutin", False), ("https://x y", False),
        ("data:text/html,x", False), ("file:///etc/passwd", False),
    ],
)  # fmt: skip
def test_a_link_leads_to_a_page(seminar: Seminar, action: Action, link: str, is_right: bool) -> None:
    if is_right:
        assert promising.tell(seminar, action, "going", link=link).link == link
        return
    with pytest.raises(InvalidInput) as refused:
        promising.tell(seminar, action, "going", link=link)
    assert refused.value.field == "link"


def test_whoever_leads_tells_and_the_person_who_is_responsible(seminar: Seminar, action: Action) -> None:
    worker = worker_of(seminar)
    with pytest.raises(NotFound):
        promising.tell(seminar, action, "going", actor=worker)
    plan = Plan(what=action.what, responsible=seminar.worker.name, due=action.due)
    plans.change(seminar.decides, action.id, plan=plan, version=action.version)
    promising.tell(seminar, action, "going", actor=worker)
    promising.tell(seminar, action, "still", actor=seminar.leads)
    for stranger in (making.a_seminar().decides, make.actor(make.a_person(seminar.unit, Role.ADMINISTRATOR))):
        with pytest.raises(NotFound):
            promising.tell(seminar, action, "done", actor=stranger)
    assert states_of(action) == ["going", "still"]


def test_what_is_written_in_late_about_an_earlier_day_is_not_the_latest(seminar: Seminar, action: Action) -> None:
    yesterday = clock.today() - timedelta(days=1)
    promising.tell(seminar, action, "done", on=yesterday)
    promising.tell(seminar, action, "still", on=yesterday - timedelta(days=4))
    assert (action.state, action.progress[-1].state) == (ActionState.DONE, ActionState.STILL)
    db.session.expire_all()
    assert action.latest == action.progress[-1]
    promising.tell(seminar, action, "going")
    assert action.state is ActionState.GOING


def test_done_is_not_verified_until_somebody_else_has_seen_it(seminar: Seminar, action: Action) -> None:
    promising.tell(seminar, action, "done")
    assert (action.state, action.is_open, action.waits_to_be_seen) == (ActionState.DONE, True, True)
    with pytest.raises(WrongState):
        promising.confirm(seminar, action, actor=seminar.decides)
    assert not progressing.may_verify(seminar.decides, action)
    assert progressing.may_verify(worker_of(seminar), action)
    with pytest.raises(NotFound):
        promising.confirm(seminar, action, actor=make.actor(make.a_person(seminar.unit, Role.ADMINISTRATOR)))
    assert promising.confirm(seminar, action, actor=worker_of(seminar)).state is ActionState.VERIFIED
    assert (action.is_open, action.closed_by_id) == (False, seminar.worker.id)


def test_neither_whoever_did_it_nor_whoever_once_said_it_was_done_confirms(seminar: Seminar, action: Action) -> None:
    plan = Plan(what=action.what, responsible=seminar.worker.name, due=action.due)
    plans.change(seminar.decides, action.id, plan=plan, version=action.version)
    promising.tell(seminar, action, "done")
    promising.tell(seminar, action, "done", note="Fortfarande.", actor=seminar.leads)
    for actor in (worker_of(seminar), seminar.decides, seminar.leads):
        with pytest.raises(WrongState):
            promising.confirm(seminar, action, actor=actor)
    colleague = make.actor(make.a_person(seminar.unit, Role.SOCIAL_WORKER))
    assert promising.confirm(seminar, action, actor=colleague).state is ActionState.VERIFIED


def test_what_is_not_in_use_goes_on_and_is_told_why(seminar: Seminar, action: Action) -> None:
    promising.tell(seminar, action, "done")
    with pytest.raises(InvalidInput) as refused:
        promising.confirm(seminar, action, is_in_use=False)
    assert refused.value.field == "note"
    promising.confirm(seminar, action, is_in_use=False, note="Ingen har fått något.")
    assert (action.state, action.is_open) == (ActionState.NOT_IN_USE, True)
    with pytest.raises(WrongState):
        promising.confirm(seminar, action, actor=worker_of(seminar))
    promising.tell(seminar, action, "done", note="Nu.")
    promising.confirm(seminar, action)
    assert [each.is_in_use for each in sorted(action.verifications, key=lambda each: each.created_at)] == [False, True]


def test_to_confirm_twice_is_once_and_nothing_is_confirmed_before_it_is_done(seminar: Seminar, action: Action) -> None:
    with pytest.raises(WrongState):
        promising.confirm(seminar, action)
    promising.tell(seminar, action, "done")
    with pytest.raises(Overtaken):
        progressing.verify(seminar.leads, action.id, is_in_use=True, note="", seen=0)
    for _ in range(2):
        promising.confirm(seminar, action)
    assert db.session.query(Verification).count() == 1


def test_what_is_given_up_has_its_reason_and_can_be_opened_again(seminar: Seminar, action: Action) -> None:
    for actor in (seminar.leads, worker_of(seminar)):
        with pytest.raises(NotFound):
            progressing.give_up(actor, action.id, reason="Nej.", seen=0)
    for no_more_than_no in ("", "Nej.", "Det går inte, tyvärr."):
        with pytest.raises(InvalidInput):
            progressing.give_up(seminar.decides, action.id, reason=no_more_than_no, seen=0)
    for _ in range(2):
        progressing.give_up(seminar.decides, action.id, reason="Pengarna räckte inte.", seen=0)
    assert (action.state, action.is_open) == (ActionState.GIVEN_UP, False)
    with pytest.raises(WrongState):
        promising.tell(seminar, action, "going")
    with pytest.raises(WrongState):
        plans.change(seminar.decides, action.id, plan=Plan(what="x"), version=action.version)
    for _ in range(2):
        progressing.reopen(seminar.decides, action.id, reason="Nu finns de.", seen=1)
    assert (action.state, action.is_open) == (ActionState.STILL, True)
    assert [each.note for each in action.progress] == ["Pengarna räckte inte.", "Nu finns de."]
    steps = ("begun", "given-up", "reopened")
    assert making.events_of(action.id) == [f"seminar:action:{step}" for step in steps]


def test_of_two_who_close_or_open_it_with_different_reasons_the_second_is_told(
    seminar: Seminar, action: Action
) -> None:
    progressing.give_up(seminar.decides, action.id, reason="Pengarna räckte inte.", seen=0)
    with pytest.raises(Overtaken):
        progressing.give_up(seminar.decides, action.id, reason="Huset säljs.", seen=0)
    with pytest.raises(WrongState):
        progressing.give_up(seminar.decides, action.id, reason="Huset säljs.", seen=1)
    progressing.reopen(seminar.decides, action.id, reason="Nu finns de.", seen=1)
    with pytest.raises(Overtaken):
        progressing.reopen(seminar.decides, action.id, reason="Huset säljs inte.", seen=1)
    with pytest.raises(WrongState):
        progressing.reopen(seminar.decides, action.id, reason="Huset säljs inte.", seen=2)
    assert [each.note for each in action.progress] == ["Pengarna räckte inte.", "Nu finns de."]


def test_of_two_who_look_the_second_is_told_what_the_first_saw(seminar: Seminar, action: Action) -> None:
    promising.tell(seminar, action, "done")
    colleague = worker_of(seminar)
    promising.confirm(seminar, action, is_in_use=False, note="Inte i väntrummet.")
    for actor, note in ((colleague, "Bara på plan två."), (seminar.leads, "Ingen vet om det.")):
        with pytest.raises(Overtaken):
            promising.confirm(seminar, action, is_in_use=False, note=note, actor=actor)
    assert [each.note for each in action.verifications] == ["Inte i väntrummet."]


def test_of_two_who_change_an_action_the_second_sees_what_stands(seminar: Seminar, action: Action) -> None:
    seen = action.version
    plan = Plan(what="Ett brev.", kind=ActionKind.ROUTINE, responsible="Team Barn", due=action.due, goal="Mål 2")
    plans.change(seminar.decides, action.id, plan=plan, version=seen)
    with pytest.raises(Overtaken):
        plans.change(seminar.decides, action.id, plan=plan, version=seen)
    assert (action.what, action.kind, action.goal) == ("Ett brev.", ActionKind.ROUTINE, "Mål 2")


@pytest.mark.one_database
def test_a_day_that_has_been_may_stay_and_no_new_one_lies_in_the_past(seminar: Seminar, action: Action) -> None:
    with ahead(timedelta(days=40)):
        assert action.is_overdue
        plan = Plan(what=action.what, responsible="Team Ungdom", due=action.due)
        plans.change(seminar.decides, action.id, plan=plan, version=action.version)
        late = Plan(what=action.what, responsible="Team Ungdom", due=action.due + timedelta(days=1))
        with pytest.raises(InvalidInput) as refused:
            plans.change(seminar.decides, action.id, plan=late, version=action.version)
        assert refused.value.field == "due"
        promising.tell(seminar, action, "done")
        assert not action.is_overdue, "it is done: somebody else is to look"


def test_an_owner_who_has_left_is_said_until_somebody_else_is_named(seminar: Seminar) -> None:
    action = promising.an_action(seminar, responsible=seminar.worker.name)
    assert (action.responsible_id, action.has_lost_its_owner) == (seminar.worker.id, False)
    seminar.worker.unit_id = make.a_unit().id
    assert action.has_lost_its_owner
    seminar.worker.unit_id, seminar.worker.is_active = seminar.unit.id, False
    assert action.has_lost_its_owner
    plan = Plan(what=action.what, responsible=seminar.leader.name, due=action.due)
    plans.change(seminar.decides, action.id, plan=plan, version=action.version)
    db.session.expire_all()
    assert (action.responsible_id, action.has_lost_its_owner) == (seminar.leader.id, False)


def test_one_promise_becomes_several_actions_also_when_its_year_is_closed(seminar: Seminar, action: Action) -> None:
    proposal = action.proposal
    with pytest.raises(InvalidInput):
        plans.add(seminar.decides, seminar.cycle.id, proposal.id, plan=Plan(responsible="Alla", due=clock.today()))
    with pytest.raises(NotFound):
        plans.add(seminar.leads, seminar.cycle.id, proposal.id, plan=Plan(what="x"))
    plan = Plan(what="En utbildningsdag.", kind=ActionKind.TRAINING, responsible="Alla", due=clock.today())
    plans.add(seminar.decides, seminar.cycle.id, proposal.id, plan=plan)
    listed = listing.list_actions(worker_of(seminar))
    assert [each.what for each in listed] == ["En utbildningsdag.", action.what], "the nearest day first"
    assert listing.count_open(seminar.decides) == {seminar.cycle.id: 2}
    assert listing.list_actions(making.a_seminar().decides) == []
