"""The time of each point: counted from the server's clock, and kept when the agenda changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.leading import timing
from seminar.leading.naming import left_words
from seminar.leading.timing import Course
from seminar.seminars import planning
from seminar.seminars.agenda import Point
from seminar.seminars.models import Seminar
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
POINTS = [Point("Välkomna", 10), Point("Läsa", 60), Point("Förslag", 45)]


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar()


@pytest.fixture
def day(material: Material) -> Seminar:
    day = days.a_day(material, material.facilitator)
    planning.set_agenda(material.leads, material.cycle.id, day.id, points=POINTS, version=day.version)
    return planning.open_seminar(material.leads, material.cycle.id, day.id)


def begin(material: Material, position: int) -> Course:
    return timing.begin_point(material.leads, material.cycle.id, position=position)


def test_a_point_begins_and_the_next_follows(material: Material, day: Seminar) -> None:
    course = timing.get_course(day)
    assert course.now is None
    assert course.following is not None
    assert course.following.name == "Välkomna"
    begin(material, 0)
    with ahead(timedelta(minutes=8)):
        now = timing.get_course(day).now
        assert now is not None
        assert now.left_s in {119, 120}
    with ahead(timedelta(minutes=13)):
        now = timing.get_course(day).now
        assert now is not None
        assert left_words(now) == "3 min över tiden"
        course = begin(material, 1)
        assert course.now is not None
        assert course.now.name == "Läsa"
        assert left_words(course.now) == "60 min kvar"
        assert course.following == course.points[2]
    with ahead(timedelta(minutes=73)):
        assert begin(material, 2).following is None


def test_twice_is_once_and_a_mistake_is_taken_back_with_the_time_before(material: Material, day: Seminar) -> None:
    begin(material, 0)
    with ahead(timedelta(minutes=2)):
        assert begin(material, 0).now == timing.get_course(day).points[0]
        now = timing.get_course(day).now
        assert now is not None
        assert now.left_s in {479, 480}, "pressed twice, it goes on"
        begin(material, 1)
        timing.take_back(material.leads, material.cycle.id, position=1)
        timing.take_back(material.leads, material.cycle.id, position=1)
        now = timing.get_course(day).now
        assert now is not None
        assert (now.position, now.left_s in {479, 480}) == (0, True)
    db.session.commit()
    told = select(SeminarChange).where(SeminarChange.kind == ChangeKind.AGENDA_MOVED)
    assert len(db.session.scalars(told).all()) == 3


def test_an_agenda_that_changes_keeps_when_its_points_began(material: Material, day: Seminar) -> None:
    begin(material, 0)
    began = timing.get_course(day).points[0].started_at
    points = [Point("Kaffe", 5), *POINTS]
    planning.set_agenda(material.leads, material.cycle.id, day.id, points=points, version=day.version)
    course = timing.get_course(day)
    assert [point.started_at for point in course.points] == [None, began, None, None]
    assert course.following is not None
    assert course.following.name == "Läsa"
    with pytest.raises(WrongState):
        begin(material, 9)


def test_only_the_facilitator_of_an_open_seminar_goes_on(material: Material, day: Seminar) -> None:
    for actor in (make.actor(material.worker), material.decides, making.a_seminar().leads):
        with pytest.raises(NotFound):
            timing.begin_point(actor, material.cycle.id, position=0)
    planning.end(material.leads, material.cycle.id, day.id)
    with pytest.raises(WrongState):
        begin(material, 0)


def test_everybody_sees_what_goes_on(material: Material, day: Seminar, signed_in: SignIn) -> None:
    browser, root = signed_in(material.facilitator), f"/cycles/{material.cycle.id}/seminar"
    assert "Gå vidare till: Välkomna" in browser.get(root).text
    assert browser.post(f"{root}/agenda", data={"position": 1}).status_code == 303
    page = browser.get(root).text
    assert '<span role="timer" data-time>60 min kvar</span>' in page
    assert "Gå vidare till: Förslag" in page
    told = browser.get(f"{root}/spotlight").json
    assert told is not None
    assert told["course"]["now"]["name"] == "Läsa"
    assert told["course"]["next"] == {"position": 2, "name": "Förslag"}
    browser.post(f"{root}/spotlight")
    wall = browser.get(f"{root}/projector").text
    assert '<b class="here">Läsa</b>' in wall
    assert browser.post(f"{root}/agenda/back", data={"position": 1}).status_code == 303
    assert "60 min kvar</span>" not in browser.get(root).text
    assert browser.post(f"{root}/agenda", data={"position": "x"}).status_code == 422
    assert browser.post(f"{root}/agenda", data={"position": 9}).status_code == 409
