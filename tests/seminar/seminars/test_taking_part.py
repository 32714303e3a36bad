"""Who follows a seminar: its facilitator always, whoever is on its list from the opening until the end, nobody else."""

import pytest
from flask import Flask

from seminar.changes import following
from seminar.seminars import planning
from seminar.seminars.models import Seminar
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.access import Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar()


@pytest.fixture
def day(material: Material) -> Seminar:
    return days.a_day(material, material.worker, material.leader)


def follows(person: Person, material: Material) -> bool:
    try:
        return following.get_followed(make.actor(person), material.cycle.id) is material.cycle
    except NotFound:
        return False


def test_from_the_opening_until_the_end(material: Material, day: Seminar) -> None:
    assert not follows(material.worker, material)
    planning.open_seminar(material.leads, *days.ids(material, day))
    assert follows(material.worker, material)
    planning.end(material.leads, *days.ids(material, day))
    assert not follows(material.worker, material)
    assert follows(material.facilitator, material)


def test_only_whoever_is_on_the_list_and_reads_interviews(material: Material, day: Seminar) -> None:
    planning.open_seminar(material.leads, *days.ids(material, day))
    strange = making.a_seminar()
    for person in (
        material.leader,  # invited, and reads no interviews
        make.a_person(material.unit, Role.SOCIAL_WORKER),
        make.a_person(material.unit, Role.ADMINISTRATOR),
        strange.facilitator,
        strange.worker,
    ):
        assert not follows(person, material)
    assert not follows(material.worker, making.another_cycle(material)), "of another year"


def test_taken_off_the_list_or_out_of_the_role(material: Material, day: Seminar) -> None:
    planning.open_seminar(material.leads, *days.ids(material, day))
    plan = days.a_plan(material.leader)
    planning.change(material.leads, *days.ids(material, day), plan=plan, version=day.version)
    assert not follows(material.worker, material)


def test_of_several_seminars_one_that_is_open_is_enough(material: Material, day: Seminar) -> None:
    other = days.a_day(material, material.worker)
    planning.open_seminar(material.leads, *days.ids(material, day))
    planning.open_seminar(material.leads, *days.ids(material, other))
    planning.end(material.leads, *days.ids(material, day))
    assert follows(material.worker, material)


def test_not_once_the_report_is_finished(material: Material, day: Seminar) -> None:
    planning.open_seminar(material.leads, *days.ids(material, day))
    material.cycle.state = CycleState.REPORTED
    db.session.flush()
    assert not follows(material.worker, material)
    assert follows(material.facilitator, material)
