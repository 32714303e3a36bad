"""Following up: what is looked at now, what was reported, and nobody's report overwritten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from seminar.actions import followup
from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.wall_clock import ahead, at
from toolkit import clock
from toolkit.cycles.models import CyclePhase
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def promise(seminar: Seminar, text: str, *, due: date) -> Proposal:
    draft = proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text=text)
    return proposing.decide(
        seminar.decides,
        seminar.cycle.id,
        draft.id,
        text=text,
        responsible="Team Barn",
        due=due,
        indicator="",
        version=draft.version,
    )


def test_what_is_near_is_now_and_what_is_done_comes_last(seminar: Seminar) -> None:
    today = clock.today()
    with ahead(timedelta(days=-50)):
        done = promise(seminar, "Klart", due=today - timedelta(days=40))
    promise(seminar, "Sedan", due=today + timedelta(days=60))
    promise(seminar, "Snart", due=today + timedelta(days=3))
    followup.report(seminar.decides, seminar.cycle.id, done.id, state="done", note="", on=today, seen=0)
    listed = followup.list_promises(seminar.leads, seminar.cycle.id)
    assert [(each.proposal.text, each.is_now) for each in listed] == [
        ("Snart", True), ("Sedan", False), ("Klart", False),
    ]  # fmt: skip


def test_a_promise_stands_with_the_words_of_a_child(seminar: Seminar) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    promise(seminar, "Ett sms", due=clock.today())
    [listed] = followup.list_promises(seminar.leads, seminar.cycle.id)
    assert listed.because == making.LINES[1][1]


def test_drafts_are_no_promises(seminar: Seminar) -> None:
    draft = proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Kanske")
    assert followup.list_promises(seminar.leads, seminar.cycle.id) == []
    with pytest.raises(WrongState):
        followup.report(
            seminar.decides,
            seminar.cycle.id,
            draft.id,
            state="going",
            note="",
            on=clock.today(),
            seen=0,
        )


def test_two_reports_at_once(seminar: Seminar) -> None:
    row = promise(seminar, "Ett sms", due=clock.today())
    first = followup.report(
        seminar.decides,
        seminar.cycle.id,
        row.id,
        state="going",
        note="Ett.",
        on=clock.today(),
        seen=0,
    )
    again = followup.report(
        seminar.decides,
        seminar.cycle.id,
        row.id,
        state="going",
        note="Ett.",
        on=clock.today(),
        seen=0,
    )
    assert first.id == again.id
    with pytest.raises(WrongState):
        followup.report(
            seminar.decides,
            seminar.cycle.id,
            row.id,
            state="still",
            note="Två.",
            on=clock.today(),
            seen=0,
        )
    assert [each.note for each in row.progress] == ["Ett."]


@pytest.mark.one_database
@pytest.mark.parametrize("days", [1, -1])
def test_a_day_to_come_or_before_the_decision_is_refused_beside_its_field(seminar: Seminar, days: int) -> None:
    row = promise(seminar, "Ett sms", due=clock.today())
    with pytest.raises(InvalidInput) as refused:
        followup.report(
            seminar.decides,
            seminar.cycle.id,
            row.id,
            state="going",
            note="",
            on=clock.today() + timedelta(days=days),
            seen=0,
        )
    assert refused.value.field == "on"


def test_only_the_unit_leader_reports(seminar: Seminar) -> None:
    row = promise(seminar, "Ett sms", due=clock.today())
    with pytest.raises(NotFound):
        followup.report(seminar.leads, seminar.cycle.id, row.id, state="going", note="", on=clock.today(), seen=0)


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
        ("decision", "done"), ("tertial_1", "done"), ("tertial_2", "now"), ("year_end", "later"),
    ]  # fmt: skip
    assert days[2].on == date(year, 8, 20)


@pytest.mark.one_database
@pytest.mark.parametrize(("days", "is_now"), [(0, True), (14, True), (15, False)])
def test_a_promise_is_looked_at_from_two_weeks_before_its_day(seminar: Seminar, days: int, is_now: bool) -> None:
    promise(seminar, "Ett sms", due=clock.today() + timedelta(days=days))
    [listed] = followup.list_promises(seminar.leads, seminar.cycle.id)
    assert listed.is_now is is_now
    assert (listed.because, listed.child) == ("", None), "no child's words stand under the theme"


@pytest.mark.one_database
def test_open_promises_are_counted_by_their_latest_report(seminar: Seminar) -> None:
    def tell(state: str, *, days: int, seen: int) -> None:
        on = clock.today() + timedelta(days=days)
        followup.report(seminar.decides, seminar.cycle.id, row.id, state=state, note=state, on=on, seen=seen)

    with ahead(timedelta(days=-9)):
        row = promise(seminar, "Ett sms", due=clock.today())
    assert followup.count_open(seminar.decides) == {seminar.cycle.id: 1}
    tell("done", days=-1, seen=0)
    assert followup.count_open(seminar.decides) == {}
    tell("still", days=-5, seen=1)
    assert followup.count_open(seminar.decides) == {}, "what is written in late about an earlier day is not the latest"
    tell("going", days=0, seen=2)
    assert followup.count_open(seminar.decides) == {seminar.cycle.id: 1}
    assert followup.count_open(making.a_seminar().decides) == {}, "of the own unit alone"
