"""Two unit leaders who decide in the same moment, and two who report: one is heard first, nobody's words are lost."""

import threading
from collections.abc import Callable, Sequence

import pytest
from flask import Flask

from seminar.actions import deciding
from seminar.actions.plans import Plan
from seminar.proposals.models import Decision, Proposal
from tests import factories as make
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.errors import Overtaken


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def leaders(seminar: Seminar) -> list[Actor]:
    both = [seminar.decides, make.actor(make.a_person(seminar.unit, Role.UNIT_LEADER))]
    db.session.commit()
    return both


def at_once(app: Flask, acts: Sequence[Callable[[], object]]) -> list[BaseException]:
    """Each commits on a thread and a connection of its own; gives what was refused."""
    refused: list[BaseException] = []
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        with app.app_context():
            together.wait()
            try:
                act()
                db.session.commit()
            except Overtaken as error:
                db.session.rollback()
                refused.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    return refused


def decides(actor: Actor, proposal: Proposal, decision: Decision, words: str = "") -> Callable[[], object]:
    """What one of them does: ids alone go to the other thread, whose rows are its own."""
    cycle_id, proposal_id, version, due = proposal.theme.cycle_id, proposal.id, proposal.version, clock.today()
    plan = Plan(responsible="Team Barn", due=due)
    return lambda: deciding.decide(
        actor, cycle_id, proposal_id, decision=decision, words=words, version=version, plan=plan
    )  # fmt: skip


def test_one_of_two_decisions_holds_and_the_other_person_is_told(
    app: Flask, seminar: Seminar, leaders: list[Actor]
) -> None:
    draft = promising.propose(seminar)
    acts = [
        decides(leaders[0], draft, Decision.YES), decides(leaders[1], draft, Decision.NO, "Huset är inte vårt."),
    ]  # fmt: skip
    db.session.commit()
    assert len(at_once(app, acts)) == 1
    assert len(promising.actions_of(seminar, draft)) == (1 if draft.decision is Decision.YES else 0)
    assert draft.decided_by_id in {one.id for one in leaders}


def test_the_same_decision_by_two_is_one_promise(app: Flask, seminar: Seminar, leaders: list[Actor]) -> None:
    draft = promising.propose(seminar)
    acts = [decides(one, draft, Decision.YES) for one in leaders]
    db.session.commit()
    assert at_once(app, acts) == [], "both meant the same, and nobody is blamed"
    assert len(promising.actions_of(seminar, draft)) == 1
