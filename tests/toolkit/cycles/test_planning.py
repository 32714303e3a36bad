"""The year's plan: proposed by the wheel, checked in words, and never overwritten by somebody who did not see it."""

from dataclasses import replace

import pytest

from tests import factories as make
from tests.toolkit.cycles.scene import Scene
from toolkit.cycles import drawing, naming, planning
from toolkit.cycles.planning import Plan
from toolkit.cycles.rotation import Spread
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState


def plan(scene: Scene) -> Plan:
    return planning.plan_of(scene.cycle)


def test_the_proposal_takes_everybody_along(scene: Scene) -> None:
    assert {row.person_id for row in scene.cycle.interviewers} == {worker.id for worker in scene.workers}
    assert [row.key for row in scene.cycle.phases][:3] == ["kick_off", "draw", "interviews"]
    assert plan(scene) == planning.proposal(scene.actor, year=2026)
    assert planning.likely_year(scene.actor) == 2027  # 2026 is planned already


def test_only_the_own_unit_and_the_right_roles(scene: Scene) -> None:
    for person in (scene.stranger, scene.workers[0]):
        with pytest.raises(NotFound):
            planning.get_cycle(make.actor(person), scene.cycle.id)
    assert planning.get_cycle(make.actor(scene.leader), scene.cycle.id) is scene.cycle
    with pytest.raises(NotFound):
        planning.get_led_cycle(make.actor(scene.leader), scene.cycle.id)
    with pytest.raises(NotFound):
        planning.create(make.actor(scene.leader), plan(scene))
    assert planning.list_cycles(make.actor(scene.stranger)) == []


def test_what_cannot_be_planned(scene: Scene) -> None:
    same_name = plan(scene)
    other = replace(same_name, name="Ny")
    for refused_plan, field in (
        (same_name, "name"),
        (replace(other, year=2031), "year"),
        (replace(other, guide_set="other"), "guide_set"),
        (replace(other, team_ids=[]), "teams"),
        (replace(other, interviewer_ids=[]), "interviewers"),
        (replace(other, interviewer_ids=[scene.stranger.id]), "interviewers"),
    ):
        with pytest.raises(InvalidInput) as refused:
            planning.create(scene.actor, refused_plan)
        assert refused.value.field == field


def test_a_change_moves_the_version_on(scene: Scene) -> None:
    before = scene.cycle.version
    fewer = replace(plan(scene), interviewer_ids=[worker.id for worker in scene.workers[:2]])
    planning.change(scene.actor, scene.cycle.id, plan=fewer, version=before)
    assert scene.cycle.version == before + 1
    assert len(scene.cycle.interviewers) == 2


def test_of_two_who_change_the_second_is_told(scene: Scene) -> None:
    seen = scene.cycle.version
    planning.change(scene.actor, scene.cycle.id, plan=replace(plan(scene), name="Först"), version=seen)
    with pytest.raises(WrongState):
        planning.change(scene.actor, scene.cycle.id, plan=replace(plan(scene), name="Sedan"), version=seen)
    assert scene.cycle.name == "Först"


def test_a_worker_with_a_child_cannot_be_taken_out(scene: Scene) -> None:
    scene.children(4)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    fewer = replace(plan(scene), interviewer_ids=[worker.id for worker in scene.workers[:1]])
    with pytest.raises(InvalidInput) as refused:
        planning.change(scene.actor, scene.cycle.id, plan=fewer, version=scene.cycle.version)
    assert (refused.value.field, refused.value.values["many"]) == ("interviewers", 3)


def test_a_worker_who_has_left_stays_in_the_plan_until_taken_out(scene: Scene) -> None:
    scene.workers[0].is_active = False
    assert scene.workers[0] in planning.list_workers(scene.actor, scene.cycle)
    assert scene.workers[0] not in planning.list_workers(scene.actor)


def test_the_next_year_can_always_be_planned(scene: Scene) -> None:
    assert planning.list_years(scene.actor) == (2025, 2026, 2027)
    assert planning.likely_year(scene.actor) == 2027
    for year in (2027, 2028):
        planning.create(scene.actor, planning.proposal(scene.actor, year=year))
    assert planning.list_years(scene.actor) == (2025, 2026, 2027, 2029)
    assert planning.likely_year(scene.actor) == 2029
    with pytest.raises(InvalidInput, match="one of the years"):
        planning.create(scene.actor, planning.proposal(scene.actor, year=2030))


@pytest.mark.parametrize("name", ["2026–2027 ", "2026-2027", "2026 – 2027", "2026\u00a0—\u00a02027"])
def test_two_cycles_never_look_alike(scene: Scene, name: str) -> None:
    scene.cycle.name = "2026–2027"
    db.session.flush()
    with pytest.raises(InvalidInput, match="that name already"):
        planning.create(scene.actor, replace(planning.proposal(scene.actor, year=2027), name=name))


def test_the_same_name_stays_ones_own(scene: Scene) -> None:
    planning.change(scene.actor, scene.cycle.id, plan=plan(scene), version=scene.cycle.version)
    assert naming.looks_like("Våren", "VÅREN")
    assert not naming.looks_like("2026–2027", "2026–2028")
