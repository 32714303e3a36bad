"""The first year's list: what the program sees ticks itself and nothing else; the rest says who ticked it, and when."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from interview_guides.help_pages import Sign
from tests import factories as make
from toolkit import content
from toolkit.access import Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.help import first_year, signs
from toolkit.help.models import FirstYearTick
from toolkit.people.models import Person, Unit


def a_leader(unit: Unit | None = None) -> Person:
    return make.a_person(unit or make.a_unit(), Role.FACILITATOR)


def done(person: Person) -> dict[str, bool]:
    parts = first_year.show(make.actor(person))
    return {each.step.id: each.is_done for part in parts for each in part.steps}


def test_a_new_unit_has_done_nothing(app: Flask) -> None:
    assert not any(done(a_leader()).values())


def test_settings_tick_themselves_when_they_are_whole(app: Flask) -> None:
    unit = make.a_unit(controller="Socialnämnden", recording_months=12, complaints_contact="Receptionen")
    leader = a_leader(unit)
    half = done(leader)
    assert not half["data_protection"]
    assert not half["disposal"]
    assert not half["complaints"]
    unit.data_protection_officer, unit.disposal_decision, unit.lex_sarah_contact = "dso@x.example", "SN 1", "Kvalitet"
    unit.worry_routine = "Ring."
    whole = done(leader)
    assert whole["data_protection"]
    assert whole["disposal"]
    assert whole["complaints"]
    assert whole["worry_routine"]


def test_every_role_has_to_be_held_by_somebody_who_is_here(app: Flask) -> None:
    unit = make.a_unit()
    leader = a_leader(unit)
    make.a_person(unit, Role.SOCIAL_WORKER, Role.UNIT_LEADER)
    gone = make.a_person(unit, Role.ADMINISTRATOR, is_active=False)
    assert not done(leader)["roles"]
    gone.is_active = True
    assert done(leader)["roles"]


def test_a_year_ticks_its_steps_and_another_units_year_none(app: Flask) -> None:
    leader = a_leader()
    elsewhere = a_leader()
    cycle = make.a_cycle(leader.unit, leader)
    assert done(leader)["cycle"]
    assert not done(leader)["draw"]
    cycle.state = CycleState.REPORTED
    assert done(leader)["draw"]
    assert done(leader)["report"]
    assert not any(done(elsewhere).values())


def test_each_sign_has_its_step(app: Flask) -> None:
    assert {step.sign for step in content.in_language("sv").first_year.steps if step.sign} == set(Sign)
    assert signs.list_seen(make.a_unit()) == frozenset()


def test_a_tick_says_who_and_when_and_can_be_taken_back(signed_in: Callable[[Person], FlaskClient]) -> None:
    leader = make.a_person(make.a_unit(), Role.UNIT_LEADER, name="Karin Öberg")
    browser = signed_in(leader)
    for _ in range(2):
        answer = browser.post("/help/first-year/purpose", data={"done": "yes"})
        assert answer.headers["Location"] == "/help/first-year#step-purpose"
    assert db.session.query(FirstYearTick).count() == 1
    assert "Avbockat av Karin Öberg" in browser.get("/help/first-year").text
    for _ in range(2):
        browser.post("/help/first-year/purpose", data={"done": "no"})
    assert db.session.query(FirstYearTick).count() == 0


@pytest.mark.parametrize("change", [first_year.tick, first_year.untick])
def test_nobody_ticks_what_the_program_sees(app: Flask, change: Callable[..., None]) -> None:
    actor = make.actor(a_leader())
    with pytest.raises(WrongState):
        change(actor, "report")
    with pytest.raises(NotFound):
        change(actor, "no_such_step")
    with pytest.raises(NotFound):
        change(make.actor(make.a_person(make.a_unit(), Role.ADMINISTRATOR)), "purpose")


def test_an_administrator_reads_and_a_worker_does_not(signed_in: Callable[[Person], FlaskClient]) -> None:
    unit = make.a_unit()
    page = signed_in(make.a_person(unit, Role.ADMINISTRATOR)).get("/help/first-year").text
    assert "Det här är utveckling, inte utvärdering. Det är en del av arbetet med delaktighet, inte allt." in page
    assert 'action="/help/first-year/' not in page
    worker = signed_in(make.a_person(unit, Role.SOCIAL_WORKER))
    assert worker.get("/help/first-year").status_code == 404
    assert "/help/first-year" not in worker.get("/help").text


def test_a_tick_goes_with_the_unit(app: Flask) -> None:
    unit, leader = make.a_unit(), a_leader()
    db.session.add(FirstYearTick(unit_id=unit.id, step="purpose", ticked_by_id=leader.id))
    db.session.flush()
    db.session.delete(unit)
    db.session.flush()
    db.session.expire_all()
    assert db.session.query(FirstYearTick).count() == 0
