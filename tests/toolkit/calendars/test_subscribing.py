"""A calendar by an address: shown once, its owner's to take back, days and no names."""

import re
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from tests import factories as make
from tests.factories import CANARY
from tests.inspection import inspect_page
from toolkit.access import Role
from toolkit.calendars import subscribing
from toolkit.calendars.models import CalendarAddress, Scope
from toolkit.cycles.models import CyclePhase, CycleState
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person

SignedIn = Callable[[Person], FlaskClient]


@pytest.fixture
def leader(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.UNIT_LEADER, name=CANARY)


def a_year(leader: Person, state: CycleState = CycleState.RUNNING) -> None:
    cycle = make.a_cycle(leader.unit, leader)
    cycle.state, cycle.name = state, f"Året {state}"
    cycle.phases.append(CyclePhase(key="interviews", starts_on=date(2027, 9, 1), ends_on=date(2027, 10, 31)))
    db.session.flush()


def summaries(file: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(file).walk("VEVENT")]


def make_one(client: FlaskClient, scope: Scope = Scope.UNIT) -> str:
    page = client.post("/account/calendar", data={"scope": scope.value}).text
    found = re.search(r"http://localhost(/calendar/[\w-]+)", page)
    assert found, page
    return found[1]


def test_the_address_is_shown_once_and_kept_as_a_hash(leader: Person, signed_in: SignedIn) -> None:
    client = signed_in(leader)
    page = client.get("/account/calendar")
    inspect_page(page.text, page.headers)
    address = make_one(client)
    secret = address.rpartition("/")[2]
    again = client.get("/account/calendar")
    inspect_page(again.text, again.headers)
    assert secret not in again.text
    assert "Det finns en adress sedan" in again.text
    kept = [row.token_hash for row in db.session.scalars(sa.select(CalendarAddress))]
    assert [len(each) for each in kept] == [64]
    assert secret not in kept[0]


def test_whoever_has_the_address_gets_the_days_and_no_names(
    leader: Person, signed_in: SignedIn, client: FlaskClient
) -> None:
    a_year(leader)
    a_year(leader, CycleState.CLOSED)
    answer = client.get(make_one(signed_in(leader)))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert summaries(answer.data) == [
        "Intervjuer börjar (Året running)", "Intervjuer slutar (Året running)",
    ]  # fmt: skip
    assert CANARY not in answer.text


def test_a_new_address_ends_the_old_one_and_taking_back_ends_both(
    leader: Person, signed_in: SignedIn, client: FlaskClient
) -> None:
    owner = signed_in(leader)
    first, second = make_one(owner), make_one(owner)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert owner.post("/account/calendar/revoke", data={"scope": "unit"}).status_code == 303
    assert client.get(second).status_code == 404
    assert owner.post("/account/calendar/revoke", data={"scope": "unit"}).status_code == 303, "twice is once"


def test_an_address_ends_with_the_account_and_with_the_role(app: Flask, leader: Person) -> None:
    token = subscribing.make(make.actor(leader), scope=Scope.UNIT)
    own = subscribing.make(make.actor(leader), scope=Scope.OWN)
    leader.role_rows.clear()
    db.session.flush()
    with pytest.raises(NotFound):
        subscribing.read(token)
    assert subscribing.read(own) == []
    leader.is_active = False
    db.session.flush()
    with pytest.raises(NotFound):
        subscribing.read(own)


def test_a_worker_has_their_own_days_and_not_the_units(app: Flask, leader: Person, signed_in: SignedIn) -> None:
    worker = make.a_person(leader.unit, Role.SOCIAL_WORKER)
    client = signed_in(worker)
    assert "Enhetens dagar" not in client.get("/account/calendar").text
    for scope, answer in (("unit", 404), ("everybody", 422), ("", 422)):
        assert client.post("/account/calendar", data={"scope": scope}).status_code == answer
    assert client.get(make_one(client, Scope.OWN)).status_code == 200


@pytest.mark.parametrize("token", ["x", "x" * 43, "å", "%00"])
def test_a_guess_opens_nothing(client: FlaskClient, token: str) -> None:
    assert client.get(f"/calendar/{token}").status_code == 404
