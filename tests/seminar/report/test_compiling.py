"""Who compiles the report is one named person of the own unit, and the report says their name."""

import uuid

import pytest
from flask import Flask

from seminar.report import compiling, drafting
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, Overtaken, WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    db.session.flush()
    return found


def choose(seminar: Seminar, person_id: uuid.UUID, *, version: int = 0) -> None:
    compiling.choose(seminar.decides, seminar.cycle.id, person_id=person_id, version=version)


def test_the_report_says_who_compiles_it(seminar: Seminar) -> None:
    assert compiling.find(seminar.cycle) is None
    assert drafting.collect(seminar.leads, seminar.cycle.id).compiler == ""
    choose(seminar, seminar.facilitator.id)
    choose(seminar, seminar.facilitator.id)
    assert compiling.find(seminar.cycle) == seminar.facilitator
    assert drafting.collect(seminar.leads, seminar.cycle.id).compiler == seminar.facilitator.name
    assert making.events_of(seminar.cycle.id).count("seminar:report:compiler_chosen") == 1


def test_another_may_take_over_and_two_who_choose_at_once_do_not_overwrite_each_other(seminar: Seminar) -> None:
    others = [make.a_person(seminar.unit, Role.FACILITATOR) for _ in range(2)]
    choose(seminar, seminar.facilitator.id)
    choose(seminar, others[0].id, version=1)
    with pytest.raises(Overtaken):
        choose(seminar, others[1].id, version=1)
    assert compiling.find(seminar.cycle) == others[0]


def test_only_somebody_who_may_write_in_it_is_chosen(seminar: Seminar) -> None:
    for somebody in (seminar.worker, making.a_seminar().facilitator):
        with pytest.raises(InvalidInput):
            choose(seminar, somebody.id)
    with pytest.raises(NotFound):
        compiling.choose(make.actor(seminar.worker), seminar.cycle.id, person_id=seminar.facilitator.id, version=0)
    with pytest.raises(NotFound):
        compiling.choose(making.a_seminar().decides, seminar.cycle.id, person_id=seminar.facilitator.id, version=0)


def test_a_unit_leader_may_be_the_one_and_is_named(seminar: Seminar) -> None:
    choose(seminar, seminar.leader.id)
    assert compiling.find(seminar.cycle) == seminar.leader
    assert drafting.collect(seminar.leads, seminar.cycle.id).compiler == seminar.leader.name


def test_who_has_left_compiles_no_more_but_their_name_stands(seminar: Seminar) -> None:
    choose(seminar, seminar.facilitator.id)
    seminar.facilitator.is_active = False
    db.session.flush()
    assert compiling.find(seminar.cycle) is None
    assert compiling.name(seminar.cycle) == seminar.facilitator.name


def test_nobody_is_chosen_once_the_report_stands(seminar: Seminar) -> None:
    seminar.cycle.state = CycleState.REPORTED
    with pytest.raises(WrongState):
        choose(seminar, seminar.facilitator.id)
