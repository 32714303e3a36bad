"""A new year begins: what is open from before is asked about, once, and says why it goes on."""

import uuid
from datetime import date, timedelta

import pytest
from flask import Flask

from seminar.actions import carrying_over, followup, listing, plans
from seminar.actions.models import Action, CarriedOver
from seminar.actions.plans import Plan
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles import states
from toolkit.cycles.models import CyclePhase, CycleState
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, Overtaken, WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    return found


@pytest.fixture
def action(seminar: Seminar) -> Action:
    return promising.an_action(seminar)


@pytest.fixture
def later(seminar: Seminar, action: Action) -> Seminar:
    """The next year, planned."""
    found = making.another_cycle(seminar)
    found.cycle.year = seminar.cycle.year + 1
    db.session.flush()
    return found


def carry(actor: Actor, cycle_id: uuid.UUID, action: Action, *, reason: str, due: date | None = None) -> Action:
    return carrying_over.carry(actor, cycle_id, action.id, reason=reason, due=due, version=action.version)


def asked(seminar: Seminar) -> list[str]:
    year = carrying_over.find_new_year(seminar.decides)
    return [each.what for each in carrying_over.list_asked(listing.list_actions(seminar.decides), year)]


def test_a_year_that_has_begun_asks_about_what_is_open_from_before(seminar: Seminar, later: Seminar) -> None:
    assert asked(seminar) == [], "its own year does not ask, and a planned one not yet"
    later.cycle.state = CycleState.RUNNING
    db.session.flush()
    assert asked(seminar) == ["Ett sms dagen innan."]
    promising.an_action(later, "Ett brev.")
    assert asked(seminar) == ["Ett sms dagen innan."]
    assert asked(making.a_seminar()) == []


def test_a_year_whose_children_are_drawn_early_has_not_begun(seminar: Seminar, later: Seminar) -> None:
    later.cycle.state = CycleState.RUNNING
    tomorrow = clock.today() + timedelta(days=1)
    later.cycle.phases = [CyclePhase(key="kick_off", starts_on=tomorrow, ends_on=tomorrow)]
    db.session.flush()
    assert asked(seminar) == []
    later.cycle.phases[0].starts_on = clock.today()
    db.session.flush()
    assert asked(seminar) == ["Ett sms dagen innan."]


def test_what_is_done_and_waits_to_be_seen_is_not_asked_about_until_somebody_finds_that_it_is_not(
    seminar: Seminar, action: Action, later: Seminar
) -> None:
    later.cycle.state = CycleState.RUNNING
    promising.tell(seminar, action, "done")
    assert asked(seminar) == []
    promising.confirm(seminar, action, is_in_use=False, note="Inte i väntrummet.")
    assert asked(seminar) == [action.what]


def test_it_is_carried_over_once_with_its_reason(seminar: Seminar, action: Action, later: Seminar) -> None:
    later.cycle.state = CycleState.RUNNING
    with pytest.raises(NotFound):
        carry(seminar.leads, later.cycle.id, action, reason="Stämmer.")
    with pytest.raises(InvalidInput) as refused:
        carry(seminar.decides, later.cycle.id, action, reason="")
    assert refused.value.field == "reason"
    for _ in range(2):
        carry(seminar.decides, later.cycle.id, action, reason="Sjukskrivningarna är kvar.")
    [row] = db.session.query(CarriedOver)
    assert (row.reason, row.cycle_id, row.carried_by_id) == (
        "Sjukskrivningarna är kvar.",
        later.cycle.id,
        seminar.leader.id,
    )
    assert asked(seminar) == []
    assert action.is_open


def test_other_words_or_another_day_in_a_second_window_are_refused_and_not_lost_silently(
    seminar: Seminar, action: Action, later: Seminar
) -> None:
    later.cycle.state = CycleState.RUNNING
    first, day = action.version, clock.today() + timedelta(days=60)
    carry(seminar.decides, later.cycle.id, action, reason="Stämmer.", due=day)
    assert carry(seminar.decides, later.cycle.id, action, reason="Stämmer.", due=day).due == day
    for reason, due in (("Huset byggs om.", day), ("Stämmer.", day + timedelta(days=28))):
        with pytest.raises(Overtaken):
            carry(seminar.decides, later.cycle.id, action, reason=reason, due=due)
    with pytest.raises(Overtaken):
        carrying_over.carry(
            seminar.decides, later.cycle.id, action.id, reason="Huset byggs om.", due=day, version=first
        )  # fmt: skip
    assert ([each.reason for each in action.carried], action.due) == (["Stämmer."], day)


def test_a_day_that_somebody_has_changed_meanwhile_is_not_written_over(
    seminar: Seminar, action: Action, later: Seminar
) -> None:
    later.cycle.state = CycleState.RUNNING
    seen, day = action.version, clock.today() + timedelta(days=90)
    plan = Plan(what=action.what, responsible=action.responsible, due=day)
    plans.change(seminar.decides, action.id, plan=plan, version=seen)
    with pytest.raises(Overtaken):
        carrying_over.carry(seminar.decides, later.cycle.id, action.id, reason="Stämmer.", version=seen)
    assert (action.due, list(action.carried)) == (day, [])


def test_it_gets_a_day_in_the_new_year(seminar: Seminar, action: Action, later: Seminar) -> None:
    later.cycle.state = CycleState.RUNNING
    stood = action.due
    with pytest.raises(InvalidInput) as refused:
        carry(seminar.decides, later.cycle.id, action, reason="Stämmer.", due=clock.today() - timedelta(days=1))
    assert (refused.value.field, action.due, list(action.carried)) == ("due", stood, [])
    day = carrying_over.suggest_day(action, later.cycle)
    assert day > clock.today()
    carry(seminar.decides, later.cycle.id, action, reason="Stämmer.", due=day)
    assert action.due == day
    assert carrying_over.suggest_day(action, later.cycle) == day, "a day that is to come stays"


def test_it_is_not_carried_back_nor_into_a_year_that_is_closed(
    seminar: Seminar, action: Action, later: Seminar
) -> None:
    with pytest.raises(WrongState):
        carry(seminar.decides, seminar.cycle.id, action, reason="Stämmer.")
    later.cycle.state = CycleState.CLOSED
    db.session.flush()
    with pytest.raises(WrongState):
        carry(seminar.decides, later.cycle.id, action, reason="Stämmer.")
    with pytest.raises(NotFound):
        carry(seminar.decides, making.a_seminar().cycle.id, action, reason="Stämmer.")


def test_it_follows_after_its_own_year_is_closed(seminar: Seminar, action: Action, later: Seminar) -> None:
    states.finish(seminar.leads, seminar.cycle.id)
    followup.close(seminar.decides, seminar.cycle.id)
    later.cycle.state = CycleState.RUNNING
    db.session.flush()
    assert asked(seminar) == [action.what]
    carry(seminar.decides, later.cycle.id, action, reason="Stämmer.")
    promising.tell(seminar, action, "done")
    promising.confirm(seminar, action)
    assert not action.is_open
