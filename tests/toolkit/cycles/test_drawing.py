"""Drawing, choosing by hand and drawing again: once each, by the right person, with the rule in the database."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import factories as make
from tests.speakers import besides
from tests.toolkit.cycles.scene import Scene
from toolkit import clock
from toolkit.cycles import drawing, outlook, progress
from toolkit.cycles.models import Assignment, ChildHandler, Draw, EndReason, HandlerKind, Interpreter
from toolkit.cycles.rotation import Spread
from toolkit.cycles.rules import Bar
from toolkit.cycles.shortage import Help, Reason
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState


def draw(scene: Scene) -> int:
    return drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)


def rows() -> list[int]:
    """How many draws and assignments there are."""
    return [db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Draw, Assignment)]


def going(scene: Scene) -> dict[str, str]:
    return {one.interviewer.name: one.child.code for one in outlook.list_going(scene.actor, scene.cycle.id)}


def test_everybody_gets_a_child_and_a_second_click_changes_nothing(scene: Scene) -> None:
    scene.children(6)
    assert draw(scene) == 4
    assert rows() == [1, 4]
    first = going(scene)
    assert draw(scene) == 0
    assert (rows(), going(scene)) == ([1, 4], first)
    (stored,) = outlook.list_draws(scene.actor, scene.cycle.id)
    assert 0 <= int(stored.seed) < 2**53


def test_the_stored_seed_gives_the_same_draw_again(scene: Scene) -> None:
    scene.children(9)
    before = outlook.scene_of(scene.cycle)
    draw(scene)
    (stored,) = outlook.list_draws(scene.actor, scene.cycle.id)
    again = outlook.draw_lots(before, seed=int(stored.seed), spread=Spread.EVEN)
    assert set(again.pairs) == set(outlook.scene_of(scene.cycle).keep)


def test_the_draw_keeps_the_rule_and_those_who_have_a_child(scene: Scene) -> None:
    own = [scene.child(worker) for worker in scene.workers]
    kept = drawing.choose(
        scene.actor, scene.cycle.id, interviewer_id=scene.workers[0].id, child_id=own[1].id, reason="Kan språket"
    )
    assert draw(scene) == 3
    for one in outlook.going_in(scene.cycle):
        assert one.interviewer_id not in {row.person_id for row in one.child.handlers}
    assert kept.ended_at is None
    assert kept.origin == "by_hand"


def test_the_outlook_tells_who_would_be_without_and_what_would_help(scene: Scene) -> None:
    scene.child(*scene.workers[:2])
    scene.child(*scene.workers[:2])
    now = outlook.foresee(scene.actor, scene.cycle.id)
    assert (now.interviewers, now.waiting, now.candidates, now.possible) == (4, 4, 2, 2)
    (short,) = now.shortages
    assert short.code is Reason.HANDLES_ALL
    assert set(short.workers) == set(scene.workers[:2])
    assert (short.missing, short.what_would_help) == (2, (Help.ADD_CHILDREN,))


def test_by_hand_needs_a_reason_a_free_pair_and_the_rule(scene: Scene) -> None:
    mine, free = scene.child(scene.workers[0]), scene.child(scene.gone)
    sara = scene.workers[0].id
    choose = partial(drawing.choose, scene.actor, scene.cycle.id)
    for interviewer_id, child_id, reason, field in (
        (sara, mine.id, "Kan språket", "child_id"),
        (sara, free.id, " a ", "reason"),
        (scene.stranger.id, free.id, "Kan språket", "interviewer_id"),
        (sara, scene.cycle.id, "Kan språket", "child_id"),
    ):
        with pytest.raises(InvalidInput) as refused:
            choose(interviewer_id=interviewer_id, child_id=child_id, reason=reason)
        assert refused.value.field == field
    made = choose(interviewer_id=sara, child_id=free.id, reason=" Kan språket ")
    assert made.reason == "Kan språket"
    assert choose(interviewer_id=sara, child_id=free.id, reason="Kan språket") is made, "a second click"
    for interviewer_id, child_id in ((sara, mine.id), (scene.workers[1].id, free.id)):
        with pytest.raises(InvalidInput):
            choose(interviewer_id=interviewer_id, child_id=child_id, reason="Kan språket")


def test_a_no_draws_a_new_child_at_once(scene: Scene) -> None:
    scene.children(5)
    draw(scene)
    before = going(scene)
    assignment = outlook.going_in(scene.cycle)[0]
    name, gone = assignment.interviewer.name, assignment.child
    outcome = drawing.replace(make.actor(assignment.interviewer), assignment, reason=EndReason.DECLINED)
    assert outcome.assignment
    assert outcome.assignment.origin == "replacement"
    assert gone.excluded_at is not None
    after = going(scene)
    assert after[name] != before[name]
    assert {key: code for key, code in after.items() if key != name} == {
        key: code for key, code in before.items() if key != name
    }
    again = drawing.replace(make.actor(assignment.interviewer), assignment, reason=EndReason.DECLINED)
    assert again.assignment is outcome.assignment, "a second click"
    assert going(scene) == after


def test_a_no_is_a_no_also_while_another_pair_has_become_forbidden(scene: Scene) -> None:
    scene.children(5)
    draw(scene)
    assignment, other, *_ = outlook.going_in(scene.cycle)
    other.child.handlers.append(ChildHandler(person_id=other.interviewer_id, kind=HandlerKind.CO))
    db.session.flush()
    outcome = drawing.replace(make.actor(assignment.interviewer), assignment, reason=EndReason.DECLINED)
    assert assignment.ended_at is not None
    assert outcome.assignment
    assert outcome.assignment.child_id not in {assignment.child_id, other.child_id}
    assert other.ended_at is None, "the facilitator exchanges it"


def test_without_another_child_the_reason_is_told(scene: Scene) -> None:
    scene.children(4)
    draw(scene)
    assignment = outlook.going_in(scene.cycle)[0]
    outcome = drawing.replace(scene.actor, assignment, reason=EndReason.UNREACHABLE)
    assert outcome.assignment is None
    assert outcome.shortage
    assert assignment.interviewer in outcome.shortage.workers
    assert outcome.shortage.missing == 1
    assert len(going(scene)) == 3
    scene.children(1)
    assert draw(scene) == 1


def test_what_was_undone_by_hand_can_be_drawn_again(scene: Scene) -> None:
    (child,) = scene.children(1)
    draw(scene)
    (assignment,) = outlook.going_in(scene.cycle)
    drawing.exchange(scene.actor, assignment, ending=drawing.RELEASE)
    assert child.excluded_at is None
    assert going(scene) == {}
    assert draw(scene) == 1


def test_after_the_interview_the_child_stays(app: Flask, scene: Scene) -> None:
    scene.children(5)
    draw(scene)
    assignment = outlook.going_in(scene.cycle)[0]
    besides(app, progress.COUNTERS, interviewed=lambda _cycle: Assignment.id == assignment.id)
    for ending in ("changed_by_hand", "release"):
        with pytest.raises(WrongState):
            drawing.exchange(scene.actor, assignment, ending=ending)
    assert assignment.ended_at is None


def test_a_worker_who_has_left_waits_for_nobody(scene: Scene) -> None:
    scene.workers[0].is_active = False
    scene.children(6)
    assert draw(scene) == 3


def test_a_child_who_is_out_of_the_draw_is_not_drawn(scene: Scene) -> None:
    for child in scene.children(3):
        child.excluded_at = clock.now()
    assert outlook.list_free(scene.actor, scene.cycle.id) == []
    assert draw(scene) == 0


def test_only_the_units_own_facilitator_draws(scene: Scene) -> None:
    scene.children(4)
    draw(scene)
    assignment = outlook.going_in(scene.cycle)[0]
    for person in (scene.stranger, scene.leader, scene.workers[0]):
        actor = make.actor(person)
        for act in (
            partial(drawing.make, actor, scene.cycle.id, spread=Spread.EVEN),
            partial(drawing.get_assignment, actor, scene.cycle.id, assignment.id),
            partial(outlook.foresee, actor, scene.cycle.id),
            partial(outlook.list_going, actor, scene.cycle.id),
            partial(outlook.list_draws, actor, scene.cycle.id),
            partial(outlook.list_free, actor, scene.cycle.id),
            partial(outlook.list_waiting, actor, scene.cycle.id),
        ):
            with pytest.raises(NotFound):
                act()


def test_somebody_with_room_for_two_meets_two_who_are_no_siblings(scene: Scene) -> None:
    sara = scene.workers[0]
    sara.capacity = 3
    for person in scene.workers[1:]:
        person.is_active = False
    first, second = scene.child(scene.gone, siblings="s1"), scene.child(scene.gone, siblings="S1")
    third = scene.child(scene.gone)
    assert draw(scene) == 2
    drawn = outlook.going_in(scene.cycle)
    assert {one.place for one in drawn} == {1, 2}
    assert third.id in {one.child_id for one in drawn}
    assert draw(scene) == 0, "the sibling is left, and Sara has room for it and may not have it"
    (sibling,) = {first, second} - {one.child for one in drawn}
    with pytest.raises(InvalidInput, match="sibling"):
        drawing.choose(scene.actor, scene.cycle.id, interviewer_id=sara.id, child_id=sibling.id, reason="Kan språket")
    gone = next(one for one in drawn if one.child_id == third.id)
    fourth = scene.child(scene.gone)
    outcome = drawing.replace(scene.actor, gone, reason=EndReason.DECLINED)
    assert outcome.assignment
    assert (outcome.assignment.child_id, outcome.assignment.place) == (fourth.id, gone.place)
    assert drawing.replace(scene.actor, gone, reason=EndReason.DECLINED).assignment is outcome.assignment


def test_languages_and_ages_are_obeyed_by_the_draw_and_by_hand(scene: Scene) -> None:
    sara, olle, *rest = scene.workers
    for person in rest:
        person.is_active = False
    sara.languages, olle.oldest = "arabiska, somaliska", 12
    speaks = scene.child(scene.gone, language="somaliska", interpreter=Interpreter.DECLINED, age=9)
    older = scene.child(scene.gone, age=16)
    scene.cycle.oldest = 15
    assert draw(scene) == 1
    assert [(one.interviewer, one.child) for one in outlook.going_in(scene.cycle)] == [(sara, speaks)]
    for said, ages in (("cycle draws children of other ages", 15), ("meets children of other ages", None)):
        scene.cycle.oldest = ages
        with pytest.raises(InvalidInput, match=said):
            drawing.choose(scene.actor, scene.cycle.id, interviewer_id=olle.id, child_id=older.id, reason="Kan språket")
    now = outlook.foresee(scene.actor, scene.cycle.id)
    assert [(person, dict(bars)) for person, bars in now.workers_alone] == [(olle, {Bar.AGE: 1, Bar.LANGUAGE: 1})]
    assert now.children_alone == (), "Sara could meet either of them"


def test_the_database_itself_refuses_a_second_child(scene: Scene) -> None:
    one, other = scene.children(2)
    make.an_assignment(one, scene.workers[0])
    db.session.add(Assignment(cycle_id=scene.cycle.id, child_id=other.id, interviewer_id=scene.workers[0].id))
    with pytest.raises(WrongState):
        drawing._flush()
