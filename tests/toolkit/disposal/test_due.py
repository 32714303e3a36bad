"""What is due, and when: the terms of decisions, what was promised before them, what is set aside."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.toolkit.disposal.planning import Scene, a_scene, ahead, decide
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import CyclePhase
from toolkit.db import db
from toolkit.disposal import due, due_list, holds, lines, reminding, withdrawal
from toolkit.disposal.due import Due
from toolkit.disposal.models import CountedFrom, Material
from toolkit.disposal.terms import add_months
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.interviews.models import Booking, Recording
from toolkit.people.models import SignInSession
from toolkit.reminders.due import ReminderKind

NOTHING = Due(0, 0, 0)
SOUND = Material.RECORDING


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


def counts(scene: Scene, material: Material = SOUND) -> Due:
    return due.count(scene.leader).get(material, NOTHING)


def end_of_term(months: int = 6) -> timedelta:
    return add_months(clock.today(), months) - clock.today()


def test_without_a_decision_nothing_is_ever_due(scene: Scene) -> None:
    with ahead(timedelta(days=4000)):
        assert due.count(scene.leader) == {}
        assert not any(one.count for one in reminding.list_due(scene.leader))


def test_a_recording_is_soon_due_then_due_then_overdue(scene: Scene) -> None:
    decide(scene, SOUND)
    term = end_of_term()
    for days, expected in (
        (-31, NOTHING),
        (-30, Due(0, 0, 2)),
        (-1, Due(0, 0, 2)),
        (0, Due(0, 2, 2)),
        (1, Due(2, 2, 2)),
    ):
        with ahead(term + timedelta(days=days)):
            assert counts(scene) == expected, days


def test_a_term_is_counted_from_the_meeting_when_the_sound_came_later(scene: Scene) -> None:
    booking = db.session.get_one(Booking, scene.assignment.id)
    booking.starts_at = clock.now() - timedelta(days=40)
    decide(scene, SOUND)
    with ahead(end_of_term() - timedelta(days=60)):
        assert counts(scene) == Due(0, 0, 1)


def test_a_longer_term_is_for_what_begins_after_it_and_a_shorter_one_for_all(scene: Scene) -> None:
    decide(scene, SOUND, months=6)
    with ahead(timedelta(days=1)):
        decide(scene, SOUND, months=24)
    with ahead(end_of_term() + timedelta(days=2)):
        assert counts(scene).overdue == 2
        decide(scene, SOUND, months=None)
        assert counts(scene).overdue == 2, "what a letter has promised stays promised"
    with ahead(timedelta(days=70)):
        decide(scene, SOUND, months=1)
        assert counts(scene).overdue == 2


def test_texts_wait_for_the_years_report_or_the_end_of_its_plan(scene: Scene) -> None:
    decide(scene, Material.FULL_TEXT, months=3, counted_from=CountedFrom.REPORT)
    cycle = scene.seminar.cycle
    last = clock.today() + timedelta(days=50)
    db.session.execute(sa.delete(CyclePhase).where(CyclePhase.cycle_id == cycle.id))
    make.add(CyclePhase(cycle_id=cycle.id, key="report", starts_on=last, ends_on=last))
    db.session.commit()
    after = end_of_term(3) + timedelta(days=2)
    with ahead(after):
        assert counts(scene, Material.FULL_TEXT).overdue == 0
    with ahead(after + timedelta(days=53)):
        assert counts(scene, Material.FULL_TEXT).overdue == 2
    cycle.reported_at = clock.now()
    db.session.commit()
    with ahead(after):
        assert counts(scene, Material.FULL_TEXT).overdue == 2


def test_what_is_withdrawn_or_set_aside_is_never_due(scene: Scene) -> None:
    decide(scene, Material.INTERVIEW, months=6, counted_from=CountedFrom.REPORT)
    scene.seminar.cycle.reported_at = clock.now()
    db.session.commit()
    with ahead(end_of_term() + timedelta(days=1)):
        assert counts(scene, Material.INTERVIEW).overdue == 2
        holds.set_aside(scene.leader, scene.assignment.id, reason="Ett klagomål utreds")
        withdrawal.withdraw(scene.seminar.leads, scene.other)
        assert counts(scene, Material.INTERVIEW) == NOTHING
        holds.lift(scene.administrator, scene.assignment.id)
        holds.lift(scene.administrator, scene.assignment.id)
        assert counts(scene, Material.INTERVIEW).overdue == 1


def test_setting_aside_needs_a_reason_and_the_own_unit_and_is_done_once(scene: Scene) -> None:
    with pytest.raises(InvalidInput):
        holds.set_aside(scene.leader, scene.assignment.id, reason=" ")
    elsewhere = make.actor(make.a_person(make.a_unit(), Role.ADMINISTRATOR))
    for act in (
        lambda: holds.set_aside(elsewhere, scene.assignment.id, reason="x"),
        lambda: holds.lift(elsewhere, scene.assignment.id),
        lambda: holds.get_assignment(elsewhere, scene.assignment.id),
    ):
        with pytest.raises(NotFound):
            act()
    holds.set_aside(scene.leader, scene.assignment.id, reason="Ett klagomål utreds")
    with pytest.raises(WrongState):
        holds.set_aside(scene.leader, scene.assignment.id, reason="Igen")
    assert [one.reason for one in holds.list_going(scene.administrator)] == ["Ett klagomål utreds"]
    assert holds.list_going(elsewhere) == []


def test_the_list_behind_the_numbers_has_codes_and_no_words(scene: Scene) -> None:
    decide(scene, SOUND)
    with ahead(end_of_term() + timedelta(days=1)):
        rows = due_list.list_rows(scene.administrator, SOUND)
    assert [(row.code, row.is_overdue) for row in rows] == sorted(
        (one.child.code, True) for one in (scene.assignment, scene.other)
    )
    assert make.CANARY not in repr(rows)


def test_another_units_due_is_not_ours(scene: Scene) -> None:
    elsewhere = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    decide(scene, SOUND)
    decide(Scene(scene.seminar, elsewhere, elsewhere, scene.assignment, scene.other), SOUND)
    with ahead(end_of_term() + timedelta(days=1)):
        assert due.count(elsewhere)[SOUND] == NOTHING
        assert due_list.list_rows(elsewhere, SOUND).total == 0


def test_ended_sign_ins_are_counted_from_their_end(scene: Scene) -> None:
    decide(scene, Material.SIGN_IN, months=6, counted_from=CountedFrom.END)
    now = clock.now()
    for ended in (now, None):
        values: dict[str, Any] = {"seen_at": now, "expires_at": now + timedelta(days=400), "ended_at": ended}
        make.add(SignInSession(person_id=scene.leader.id, token_hash=f"{ended}"[:64], device="linux", **values))
    with ahead(end_of_term() + timedelta(days=1)):
        assert counts(scene, Material.SIGN_IN).overdue == 1


def test_first_pages_say_it_in_three_questions_whatever_is_decided(scene: Scene) -> None:
    for material in (SOUND, Material.CONTACT, Material.INTERVIEW, Material.ANSWERS, Material.SIGN_IN):
        start = {SOUND: CountedFrom.INTERVIEW, Material.SIGN_IN: CountedFrom.END}.get(material, CountedFrom.REPORT)
        decide(scene, material, counted_from=start)
    scene.seminar.cycle.reported_at = clock.now()
    db.session.commit()
    with ahead(end_of_term() + timedelta(days=1)):
        statements: list[str] = []
        sa.event.listen(db.engine, "before_cursor_execute", lambda *asked: statements.append(asked[2]))
        reminders = {one.kind: one.count for one in reminding.list_due(scene.administrator)}
        assert reminders[ReminderKind.DISPOSAL_OVERDUE] > 3
    assert len([one for one in statements if one.startswith("SELECT")]) == 3
    assert reminding.list_due(scene.seminar.leads) == ()


@pytest.mark.one_database
def test_what_is_gone_is_not_read_to_count_what_is_due(scene: Scene) -> None:
    """The database goes by what is there of each kind, and for a year's term by the years that are over."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a small table whole")
    decide(scene, SOUND)
    decide(scene, Material.CONTACT, counted_from=CountedFrom.REPORT)
    kept = "ix_assignment_kept (cycle_id=? AND disposed_at=?"
    for material, expected in ((SOUND, f"{kept} AND recording_disposed_at=?)"), (Material.CONTACT, f"{kept})")):
        query = due.find_query(scene.leader.unit_id, material, days=due.span())
        assert query is not None
        plan = plan_of(query)
        assert any(step.endswith(f"INDEX {expected}") for step in plan), plan
        assert not any(step.startswith("SCAN") for step in plan), plan


def plan_of(query: sa.Select[Any]) -> list[str]:
    asked: list[Any] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    db.session.execute(query)
    statement, values = asked[-1]
    return [row[-1] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]


def test_a_day_is_the_day_here_and_not_in_greenwich(scene: Scene) -> None:
    decide(scene, SOUND, months=1)
    recording = db.session.scalars(sa.select(Recording).where(Recording.assignment_id == scene.assignment.id)).first()
    assert recording is not None
    by = lines.border(due._with_term(scene.leader.unit_id)[SOUND][0].months or 0, by=date(2027, 4, 30))
    assert by == datetime(2027, 4, 1, tzinfo=clock.LOCAL_ZONE)
