"""From planned to closed: each step once, on the trail, by the right person, and never back."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import select

from tests import factories as make
from tests.toolkit.cycles.scene import Scene
from toolkit import clock
from toolkit.audit.models import AuditEntry
from toolkit.cycles import child_list, children, drawing, planning, removing, states
from toolkit.cycles.models import Cycle, CycleState, EndReason
from toolkit.cycles.rotation import Spread
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.spreadsheets.table import Answers


def told(cycle: Cycle) -> list[str]:
    """What the trail says of a cycle's states, in order."""
    db.session.commit()
    written = select(AuditEntry.event).where(AuditEntry.object_id == cycle.id).order_by(AuditEntry.seq)
    passing = ("started", "reported", "closed")
    return [event.rpartition(":")[2] for event in db.session.scalars(written) if event.rpartition(":")[2] in passing]


def draw(scene: Scene) -> None:
    scene.children(5)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)


def put(cycle: Cycle, state: CycleState) -> None:
    cycle.state = state
    cycle.reported_at = None if cycle.is_open else clock.now()
    db.session.flush()


def test_a_year_walks_its_way_once_and_the_trail_tells_it(scene: Scene) -> None:
    walked = [scene.cycle.state]
    draw(scene)
    walked.append(scene.cycle.state)
    assert walked == [CycleState.PLANNED, CycleState.RUNNING]
    for step in (states.finish, states.finish):
        assert step(scene.actor, scene.cycle.id).state is CycleState.REPORTED
    assert scene.cycle.reported_at == clock.now()
    for _ in range(2):
        assert states.close(make.actor(scene.leader), scene.cycle.id).state is CycleState.CLOSED
    assert scene.cycle.closed_at == clock.now()
    assert states.finish(scene.actor, scene.cycle.id).state is CycleState.CLOSED  # and never back
    assert told(scene.cycle) == ["started", "reported", "closed"]


def test_a_choice_by_hand_begins_the_year_too(scene: Scene) -> None:
    child = scene.child(scene.gone)
    drawing.choose(
        scene.actor, scene.cycle.id, interviewer_id=scene.workers[0].id, child_id=child.id, reason="Kan språket"
    )
    assert scene.cycle.state is CycleState.RUNNING


def test_a_draw_that_gives_nobody_a_child_begins_nothing(scene: Scene) -> None:
    assert drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN) == 0
    assert scene.cycle.state is CycleState.PLANNED


def test_no_step_is_skipped(scene: Scene) -> None:
    with pytest.raises(WrongState):
        states.finish(scene.actor, scene.cycle.id)
    draw(scene)
    with pytest.raises(WrongState):
        states.close(scene.actor, scene.cycle.id)
    assert scene.cycle.state is CycleState.RUNNING


def test_only_those_who_lead_the_own_unit_finish(scene: Scene) -> None:
    draw(scene)
    for person in (scene.stranger, scene.workers[0]):
        with pytest.raises(NotFound):
            states.finish(make.actor(person), scene.cycle.id)
    put(scene.cycle, CycleState.REPORTED)
    for person in (scene.stranger, scene.workers[0]):
        with pytest.raises(NotFound):
            states.close(make.actor(person), scene.cycle.id)


def test_the_state_comes_back_as_what_it_is(scene: Scene) -> None:
    db.session.commit()
    db.session.expire_all()
    assert scene.cycle.state is CycleState.PLANNED
    assert db.session.scalar(select(Cycle.state)) is CycleState.PLANNED


def changes(scene: Scene) -> dict[str, Callable[[], object]]:
    """Everything by which a facilitator changes a year."""
    child, drawn = scene.child(scene.gone), scene.child(scene.gone)
    standing = make.an_assignment(drawn, scene.workers[0])
    cycle_id, worker = scene.cycle.id, scene.workers[1]
    plan = planning.plan_of(scene.cycle)
    facts = children.facts_of(child)
    return {
        "plan": partial(planning.change, scene.actor, cycle_id, plan=plan, version=scene.cycle.version),
        "add": partial(children.add, scene.actor, cycle_id, facts=facts),
        "change": partial(children.change, scene.actor, scene.cycle.id, child.id, facts=facts, version=child.version),
        "remove": partial(removing.remove_child, scene.actor, scene.cycle.id, child.id),
        "remove cycle": partial(removing.remove_cycle, scene.actor, cycle_id),
        "import": partial(child_list.keep, scene.actor, cycle_id, data=b"", answers=Answers()),
        "draw": partial(drawing.make, scene.actor, cycle_id, spread=Spread.EVEN),
        "choose": partial(
            drawing.choose, scene.actor, cycle_id, interviewer_id=worker.id, child_id=child.id, reason="Kan språket"
        ),
        "release": partial(drawing.release, scene.actor, standing),
    }


@pytest.mark.parametrize("state", [CycleState.REPORTED, CycleState.CLOSED])
def test_a_finished_year_refuses_changes_with_a_sentence(scene: Scene, state: CycleState) -> None:
    every = changes(scene)
    put(scene.cycle, state)
    for name, change in every.items():
        with pytest.raises(WrongState) as refused:
            change()
        assert refused.value.message == states.FINISHED, name


def test_a_no_is_an_answer_after_the_report_but_nobody_new_is_drawn(scene: Scene) -> None:
    first, _ = scene.children(2)
    standing = make.an_assignment(first, scene.workers[0])
    put(scene.cycle, CycleState.REPORTED)
    outcome = drawing.replace(make.actor(scene.workers[0]), standing, reason=EndReason.DECLINED)
    assert (outcome.assignment, outcome.shortage) == (None, None)
    assert standing.end_reason == "declined"


def test_a_cycle_that_has_just_been_taken_away_is_not_found(scene: Scene) -> None:
    gone = Cycle(id=scene.unit.id, state=CycleState.PLANNED)
    with pytest.raises(NotFound):
        states.lock(gone)
