"""Whatever people do with an action, in any order: nobody confirms their own work, and no line of it is lost."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seminar.actions import carrying_over, plans, progressing
from seminar.actions.models import REPORTED, Action, ActionState
from seminar.actions.plans import Plan
from tests import factories as make
from tests.examples import examples
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import HouseError

PEOPLE = 4
STEP = st.one_of(
    st.tuples(st.just("tell"), st.integers(0, PEOPLE - 1), st.sampled_from(REPORTED), st.integers(0, 3)),
    st.tuples(st.just("confirm"), st.integers(0, PEOPLE - 1), st.booleans()),
    st.tuples(st.just("give up"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("reopen"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("carry over"), st.integers(0, PEOPLE - 1)),
    st.tuples(st.just("name"), st.integers(0, PEOPLE - 1)),
)
Step = tuple[object, ...]


def acts(seminar: Seminar, later: uuid.UUID, action: Action, people: list[Actor], step: Step) -> Callable[[], object]:
    """What one step does, as somebody."""
    kind, who, *more = step
    actor, seen = people[int(str(who))], len(action.progress)
    on = clock.today() - timedelta(days=int(str(more[1]))) if len(more) > 1 else clock.today()
    plan = Plan(what=action.what, responsible=actor.name, due=action.due)
    doing: dict[object, Callable[[], object]] = {
        "tell": lambda: promising.tell(seminar, action, ActionState(str(more[0])), on=on, actor=actor),
        "confirm": lambda: promising.confirm(seminar, action, is_in_use=bool(more[0]), note="Sett.", actor=actor),
        "give up": lambda: progressing.give_up(actor, action.id, reason="Huset rivs.", seen=seen),
        "reopen": lambda: progressing.reopen(actor, action.id, reason="Jo.", seen=seen),
        "carry over": lambda: carrying_over.carry(actor, later, action.id, reason="Stämmer.", version=action.version),
        "name": lambda: plans.change(seminar.decides, action.id, plan=plan, version=action.version),
    }
    return doing[kind]


def history(action: Action) -> set[tuple[object, ...]]:
    """Every row of it, with what it says."""
    told = {(each.id, each.number, each.on, each.state, each.note, each.reported_by_id) for each in action.progress}
    seen = {
        (each.id, each.progress_id, each.is_in_use, each.note, each.verified_by_id) for each in action.verifications
    }
    return {*told, *seen, *((each.id, each.cycle_id, each.reason) for each in action.carried)}


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=14))
def test_no_sequence_ends_verified_by_the_one_who_did_it_or_loses_a_line(app: Flask, steps: list[Step]) -> None:
    seminar = making.a_seminar()
    another = make.actor(make.a_person(seminar.unit, Role.SOCIAL_WORKER))
    people = [seminar.decides, seminar.leads, make.actor(seminar.worker), another]
    with ahead(timedelta(days=-30)):
        action = promising.an_action(seminar, due=clock.today() + timedelta(days=60))
    later = making.another_cycle(seminar).cycle
    later.year, later.state = seminar.cycle.year + 1, CycleState.RUNNING
    db.session.flush()
    before = history(action)
    for step in steps:
        was_open, responsible = action.is_open, action.responsible_id
        try:
            acts(seminar, later.id, action, people, step)()
        except HouseError:
            db.session.flush()
        db.session.expire_all()
        after = history(action)
        assert before <= after, "a line was changed or lost"
        before = after
        check(action, was_open=was_open, responsible=responsible)


def check(action: Action, *, was_open: bool, responsible: uuid.UUID | None) -> None:
    """What is true of an action whatever has been done."""
    assert action.is_open is (action.closed_by_id is None)
    assert action.is_open is (action.state not in {ActionState.VERIFIED, ActionState.GIVEN_UP})
    if action.state is ActionState.VERIFIED:
        assert action.seen is not None
        done = {each.reported_by_id for each in action.progress if each.state is ActionState.DONE}
        assert action.seen.verified_by_id not in done
        assert not was_open or action.seen.verified_by_id != responsible
    assert len({each.number for each in action.progress}) == len(action.progress)
