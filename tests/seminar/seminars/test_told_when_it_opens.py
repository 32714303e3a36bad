"""Pages that were open before the seminar are told when it opens: only those of whoever waits for it ask."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.seminars import planning
from seminar.seminars.models import Seminar
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.access import Role
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
ASKS = 'data-module="of-the-day"'


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar()


@pytest.fixture
def day(material: Material) -> Seminar:
    planned = days.a_day(material, material.worker)
    db.session.commit()
    return planned


def test_whoever_is_invited_is_told_when_it_opens(material: Material, day: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(material.worker)
    assert ASKS in browser.get("/account").text
    assert browser.get("/navigation").json == []
    planning.open_seminar(material.leads, *days.ids(material, day))
    db.session.commit()
    assert browser.get("/navigation").json == [
        {"label": "Seminarium", "says": "Seminariet är öppet nu.", "url": "/seminar"}
    ]
    assert ASKS not in browser.get("/account").text, "it stands there now"


def test_nobody_else_asks(material: Material, day: Seminar, signed_in: SignIn) -> None:
    for person in (material.facilitator, make.a_person(material.unit, Role.SOCIAL_WORKER), material.leader):
        assert ASKS not in signed_in(person).get("/account").text
