"""Two unit leaders who decide in the same moment, and two who report: one is heard first, nobody's words are lost."""

import threading
from collections.abc import Callable, Sequence

import pytest
from flask import Flask

from seminar.actions import listing
from seminar.proposals.models import Decision, Proposal
from tests import factories as make
from tests.seminar import making, promising
from tests.seminar.making import Seminar
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


def test_one_of_two_decisions_holds_and_the_other_person_is_told(
    app: Flask, seminar: Seminar, leaders: list[Actor]
) -> None:
    draft = promising.propose(seminar)
    db.session.commit()
    draft_id, seen = draft.id, draft.version

    def says(actor: Actor, decision: Decision, words: str) -> Callable[[], object]:
        def act() -> object:
            row = db.session.get_one(Proposal, draft_id)
            return promising.decide(seminar, row, decision, words=words, version=seen, actor=actor)

        return act

    refused = at_once(app, [says(leaders[0], Decision.YES, ""), says(leaders[1], Decision.NO, "Huset är inte vårt.")])
    assert len(refused) == 1
    actions = listing.list_actions(seminar.decides, proposals=[draft_id])
    assert len(actions) == (1 if draft.decision is Decision.YES else 0)
    assert draft.decided_by_id in {one.id for one in leaders}


def test_the_same_decision_by_two_is_one_promise(app: Flask, seminar: Seminar, leaders: list[Actor]) -> None:
    draft = promising.propose(seminar)
    db.session.commit()
    draft_id, seen = draft.id, draft.version

    def yes(actor: Actor) -> Callable[[], object]:
        return lambda: promising.decide(
            seminar, db.session.get_one(Proposal, draft_id), version=seen, actor=actor
        )  # fmt: skip

    assert at_once(app, [yes(one) for one in leaders]) == [], "both meant the same, and nobody is blamed"
    assert len(listing.list_actions(seminar.decides, proposals=[draft_id])) == 1
