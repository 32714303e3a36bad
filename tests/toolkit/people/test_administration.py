"""The administrator's pages: people, units, teams, codes."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests import factories as make
from toolkit.access import Role
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


def test_an_administrator_adds_a_person_who_chooses_a_password(signed_in: SignIn, client: FlaskClient) -> None:
    unit = make.a_unit()
    team = make.a_team(unit)
    boss = signed_in(make.a_person(unit, Role.ADMINISTRATOR))
    form = {
        "name": "Ny Kollega",
        "username": "ny",
        "unit_id": str(unit.id),
        "team_id": str(team.id),
        "roles": ["social_worker"],
    }
    shown = boss.post("/admin/people/new", data=form)
    assert shown.status_code == 200, shown.text
    code = shown.text.split("<kbd>")[1].split("</kbd>")[0]
    sent = {"username": "ny", "code": code, "new": make.PASSWORD}
    assert client.post("/first-password", data=sent).status_code == 303
    assert client.post("/first-password", data=sent).status_code == 422  # a code works once


def test_every_page_opens(signed_in: SignIn) -> None:
    unit = make.a_unit()
    person = make.a_person(unit, Role.ADMINISTRATOR)
    browser = signed_in(person)
    for address in (
        "/admin/people",
        "/admin/people/new",
        f"/admin/people/{person.id}",
        "/admin/units",
        f"/admin/units/{unit.id}",
        "/account",
    ):
        assert browser.get(address).status_code == 200, address


def test_the_only_administrator_stays_one(signed_in: SignIn) -> None:
    unit = make.a_unit()
    person = make.a_person(unit, Role.ADMINISTRATOR)
    form = {
        "name": person.name,
        "username": person.username,
        "unit_id": str(unit.id),
        "team_id": "",
        "roles": ["social_worker"],
        "is_active": "y",
    }
    answer = signed_in(person).post(f"/admin/people/{person.id}", data=form)
    assert answer.status_code == 422
