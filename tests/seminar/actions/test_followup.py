"""Following up: what is looked at now, what was reported, and nobody's report overwritten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from seminar.actions import followup, plans
from seminar.actions.models import Action
from seminar.proposals.models import Decision
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.wall_clock import ahead, at
from toolkit import clock
from toolkit.cycles.models import CyclePhase
from toolkit.db import db
from toolkit.errors import WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def promise(seminar: Seminar, text: str, *, due: date) -> Action:
    return promising.an_action(seminar, text, due=due)


def test_what_is_near_is_now_and_what_is_done_comes_last(seminar: Seminar) -> None:
    today = clock.today()
    with ahead(timedelta(days=-50)):
        done = promise(seminar, "Klart", due=today - timedelta(days=40))
    promise(seminar, "Sedan", due=today + timedelta(days=60))
    promise(seminar, "Snart", due=today + timedelta(days=3))
    promising.tell(seminar, done, "done")
    promising.confirm(seminar, done)
    listed = followup.list_promises(seminar.leads, seminar.cycle.id)
    assert [(each.action.what, each.is_now) for each in listed] == [
        ("Snart", True), ("Sedan", False), ("Klart", False),
    ]  # fmt: skip


def test_a_promise_stands_with_the_words_of_a_child(seminar: Seminar) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    promise(seminar, "Ett sms", due=clock.today())
    [listed] = followup.list_promises(seminar.leads, seminar.cycle.id)
    assert listed.because == making.LINES[1][1]


def test_drafts_and_refusals_are_no_promises(seminar: Seminar) -> None:
    draft = promising.propose(seminar, "Kanske")
    promising.decide(seminar, promising.propose(seminar, "Nej"), Decision.NO, words="Huset är inte vårt.")
    assert followup.list_promises(seminar.leads, seminar.cycle.id) == []
    with pytest.raises(WrongState):
        plans.add(seminar.decides, seminar.cycle.id, draft.id, plan=plans.Plan(what="x", responsible="y"))


@pytest.mark.clock(datetime(2026, 11, 16, 12, tzinfo=UTC))
def test_checkpoints_follow_the_phases_of_the_cycle(seminar: Seminar) -> None:
    year = seminar.cycle.year + 1
    moved = CyclePhase(
        cycle_id=seminar.cycle.id, key="follow_up", starts_on=date(year, 8, 1), ends_on=date(year, 8, 20)
    )
    db.session.add(moved)
    db.session.flush()
    db.session.refresh(seminar.cycle)
    with at(datetime(2027, 5, 2, 12, tzinfo=UTC)):
        days = followup.list_checkpoints(seminar.cycle)
    assert [(day.key, day.when) for day in days] == [
        ("decision", "done"), ("tertial_1", "done"), ("two_months", "now"), ("tertial_2", "later"),
        ("year_end", "later"),
    ]  # fmt: skip
    assert [days[place].on for place in (2, 3)] == [date(year, 5, 31), date(year, 8, 20)]


@pytest.mark.one_database
@pytest.mark.parametrize(("days", "is_now"), [(0, True), (14, True), (15, False)])
def test_a_promise_is_looked_at_from_two_weeks_before_its_day(seminar: Seminar, days: int, is_now: bool) -> None:
    promise(seminar, "Ett sms", due=clock.today() + timedelta(days=days))
    [listed] = followup.list_promises(seminar.leads, seminar.cycle.id)
    assert listed.is_now is is_now
    assert (listed.because, listed.signature) == ("", ""), "no child's words stand under the theme"


@pytest.mark.one_database
def test_what_is_done_waits_to_be_confirmed_and_is_not_looked_at_again(seminar: Seminar) -> None:
    row = promise(seminar, "Ett sms", due=clock.today())
    promising.tell(seminar, row, "done")
    [listed] = followup.list_promises(seminar.leads, seminar.cycle.id)
    assert not listed.is_now
    promising.confirm(seminar, row, is_in_use=False, note="Ingen har fått något.")
    [listed] = followup.list_promises(seminar.leads, seminar.cycle.id)
    assert listed.is_now
