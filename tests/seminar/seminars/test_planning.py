"""Planning a seminar: who may, what is refused, whom it suggests, and how it goes from planned to ended."""

import uuid
from datetime import time

import pytest
from flask import Flask

from seminar.seminars import planning, proposing
from seminar.seminars.agenda import Point
from seminar.seminars.models import Kind, Mark, Seminar, State
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.access import Role
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, Overtaken, WrongState


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar()


@pytest.fixture
def day(material: Material) -> Seminar:
    return days.a_day(material, material.worker, material.leader)


def test_a_new_day_has_the_guides_agenda_and_its_people(material: Material, day: Seminar) -> None:
    assert (day.state, planning.points_of(day)[0].name, sum(point.minutes for point in planning.points_of(day))) == (
        State.PLANNED,
        "Börja",
        180,
    )
    assert {one.person_id for one in day.participants} == {material.worker.id, material.leader.id}
    assert making.events_of(day.id) == ["seminar:seminar:planned"]


def test_those_who_interview_are_suggested_and_to_the_final_one_everybody(material: Material) -> None:
    interviewer = material.transcripts[0].assignment.interviewer
    gone = make.a_person(material.unit, Role.SOCIAL_WORKER, is_active=False)
    group = proposing.proposal(material.leads, material.cycle.id, kind=Kind.WORK_GROUP)
    assert set(group.person_ids) == {interviewer.id, material.facilitator.id}
    everybody = set(proposing.proposal(material.leads, material.cycle.id, kind=Kind.UNIT).person_ids)
    assert {interviewer.id, material.leader.id, material.worker.id} < everybody
    assert gone.id not in everybody


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends": time(8)}, "ends"),
        ({"person_ids": set()}, "person_ids"),
        ({"person_ids": {uuid.uuid4()}}, "person_ids"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(material: Material, values: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        days.a_day(material, material.worker, **values)
    assert refused.value.field == field


def test_somebody_of_another_unit_cannot_be_invited(material: Material) -> None:
    stranger = make.a_person(make.a_unit(), Role.SOCIAL_WORKER)
    with pytest.raises(InvalidInput):
        days.a_day(material, material.worker, stranger)


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_only_the_facilitator_plans(material: Material, day: Seminar, role: Role) -> None:
    person = make.actor(make.a_person(material.unit, role))
    with pytest.raises(NotFound):
        planning.get_seminar(person, material.cycle.id, day.id)
    with pytest.raises(NotFound):
        planning.create(person, material.cycle.id, days.a_plan(material.worker))


def test_a_facilitator_of_another_unit_finds_nothing(material: Material, day: Seminar) -> None:
    stranger = make.actor(make.a_person(make.a_unit(), Role.FACILITATOR))
    with pytest.raises(NotFound):
        planning.get_seminar(stranger, material.cycle.id, day.id)
    other = making.another_cycle(material)
    with pytest.raises(NotFound):
        planning.get_seminar(material.leads, other.cycle.id, day.id)


def test_two_who_change_the_plan_at_once_are_told(material: Material, day: Seminar) -> None:
    seen = day.version
    planning.change(
        material.leads, material.cycle.id, day.id, plan=days.a_plan(material.worker, place="Lilla"), version=seen
    )
    assert (day.place, len(day.participants)) == ("Lilla", 1)
    with pytest.raises(Overtaken):
        planning.set_agenda(material.leads, material.cycle.id, day.id, points=[Point("Läsa", 30)], version=seen)


def test_the_agenda_is_written_anew_and_never_empty(material: Material, day: Seminar) -> None:
    ids = days.ids(material, day)
    planning.set_agenda(material.leads, *ids, points=[Point("Läsa", 30), Point("Fika", 15)], version=day.version)
    db.session.expire_all()
    assert planning.points_of(day) == [Point("Läsa", 30), Point("Fika", 15)]
    with pytest.raises(InvalidInput):
        planning.set_agenda(material.leads, *ids, points=[], version=day.version)


def test_it_is_opened_and_ended_once_and_then_nothing_changes(material: Material, day: Seminar) -> None:
    ids = days.ids(material, day)
    with pytest.raises(WrongState):
        planning.end(material.leads, *ids)
    for _ in range(2):
        planning.open_seminar(material.leads, *ids)
    with pytest.raises(WrongState):
        planning.remove(material.leads, *ids)
    for _ in range(2):
        planning.end(material.leads, *ids)
    with pytest.raises(WrongState):
        planning.open_seminar(material.leads, *ids)
    with pytest.raises(WrongState):
        planning.change(material.leads, *ids, plan=days.a_plan(material.worker), version=day.version)
    assert making.events_of(day.id) == [f"seminar:seminar:{act}" for act in ("planned", "opened", "ended")]


def test_a_finished_report_freezes_it(material: Material, day: Seminar) -> None:
    material.cycle.state = CycleState.RUNNING
    states.finish(material.leads, material.cycle.id)
    for act in (planning.open_seminar, planning.remove, planning.get_changeable):
        with pytest.raises(WrongState):
            act(material.leads, material.cycle.id, day.id)


def test_taking_a_planned_one_away_takes_its_marks(material: Material, day: Seminar) -> None:
    days.give(material, day, [(material.worker, material.transcripts[0])])
    days.a_mark(make.actor(material.worker), day, material.transcripts[0], "skickat")
    planning.remove(material.leads, *days.ids(material, day))
    assert (db.session.query(Seminar).count(), db.session.query(Mark).count()) == (0, 0)


def test_whoever_has_marked_leaves_only_when_that_is_said(material: Material, day: Seminar) -> None:
    ids, text = days.ids(material, day), material.transcripts[0]
    days.give(material, day, [(material.worker, text)])
    days.a_mark(make.actor(material.worker), day, text, "skickat")
    alone = days.a_plan(material.leader)
    with pytest.raises(InvalidInput) as refused:
        planning.change(material.leads, *ids, plan=alone, version=day.version)
    assert (refused.value.field, refused.value.values["number"]) == ("is_sure", 1)
    planning.change(material.leads, *ids, plan=days.a_plan(material.worker), version=day.version)
    assert db.session.query(Mark).count() == 1
    planning.change(material.leads, *ids, plan=alone, version=day.version, is_sure=True)
    assert db.session.query(Mark).count() == 0


def test_nothing_is_opened_where_nothing_has_been_handed_over(material: Material) -> None:
    empty = making.another_cycle(material)
    day = days.a_day(empty, material.worker)
    with pytest.raises(WrongState):
        planning.open_seminar(empty.leads, *days.ids(empty, day))
    making.a_handed_over(empty.cycle, empty.unit)
    assert planning.open_seminar(empty.leads, *days.ids(empty, day)).is_open


def test_a_promise_of_no_names_is_kept_once_somebody_has_marked(material: Material) -> None:
    day = days.a_day(material, material.worker, names_shown=False)
    ids = days.ids(material, day)
    planning.change(material.leads, *ids, plan=days.a_plan(material.worker), version=day.version)
    planning.change(
        material.leads, *ids, plan=days.a_plan(material.worker, names_shown=False), version=day.version
    )  # fmt: skip
    days.give(material, day, [(material.worker, material.transcripts[0])])
    days.a_mark(make.actor(material.worker), day, material.transcripts[0], "skickat")
    with pytest.raises(InvalidInput) as refused:
        planning.change(material.leads, *ids, plan=days.a_plan(material.worker), version=day.version)
    assert refused.value.field == "names_shown"
