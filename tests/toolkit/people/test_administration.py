"""The administrator's pages: people, units, teams, codes."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from toolkit.access import Role
from toolkit.db import db
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


def test_a_new_code_is_asked_about_and_ones_own_most_of_all(signed_in: SignIn) -> None:
    unit = make.a_unit()
    person, other = make.a_person(unit, Role.ADMINISTRATOR), make.a_person(unit, Role.SOCIAL_WORKER)
    browser = signed_in(person)
    own, others = (browser.get(f"/admin/people/{one.id}").text for one in (person, other))
    for page in (own, others):
        before, _, sheet = page.partition('<details class="confirm"')
        assert "/code" not in before, "no button makes one at once"
        assert "/code" in sheet
    assert "Det är ditt eget konto: du loggas ut direkt" in own
    assert "Det är ditt eget konto" not in others


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
        "version": "1",
    }
    answer = signed_in(person).post(f"/admin/people/{person.id}", data=form)
    assert answer.status_code == 422


def test_an_old_tab_gives_nobody_an_account_or_a_role_back(signed_in: SignIn) -> None:
    unit = make.a_unit()
    administrator = make.a_person(unit, Role.ADMINISTRATOR)
    person = make.a_person(unit, Role.SOCIAL_WORKER, Role.FACILITATOR)
    browser = signed_in(administrator)
    address = f"/admin/people/{person.id}"
    form = {
        "name": person.name,
        "username": person.username,
        "unit_id": str(unit.id),
        "team_id": "",
        "roles": ["social_worker", "facilitator"],
        "is_active": "y",
        "version": str(person.version),
    }
    closed = {key: value for key, value in form.items() if key != "is_active"} | {"roles": ["social_worker"]}
    assert browser.post(address, data=closed).status_code == 303
    for stale in (form | {"phone": "060-1"}, {key: value for key, value in form.items() if key != "version"}):
        late = browser.post(address, data=stale)
        assert late.status_code == 409
        inspect_page(late.text, dict(late.headers))
        assert '<dt>Roller</dt><dd class="written">Socialsekreterare</dd>' in late.text
        assert '<dt>Får logga in</dt><dd class="written">Nej</dd>' in late.text
        db.session.expire_all()
        assert (person.is_active, person.roles, person.phone) == (False, frozenset({Role.SOCIAL_WORKER}), "")
    assert 'value="2"' in late.text, "whoever saves again has seen both"
    assert browser.post(address, data=form | {"version": "2"}).status_code == 303


def test_an_old_tab_gives_no_unit_its_former_decisions_back(signed_in: SignIn) -> None:
    unit = make.a_unit()
    browser = signed_in(make.a_person(unit, Role.ADMINISTRATOR))
    address = f"/admin/units/{unit.id}"
    old = {name: str(getattr(unit, name)) for name in ("name", "youngest", "oldest", "consent_alone_from_age")}
    old |= {"guardians_required": "1", "small_group": "5", "version": str(unit.version)}
    assert browser.post(address, data=old | {"guardians_required": "2", "second_reader": "y"}).status_code == 303
    late = browser.post(address, data=old | {"phone": "060-1"})
    assert late.status_code == 409
    inspect_page(late.text, dict(late.headers))
    assert late.text.count('<dd class="written">Ja</dd>') == 1
    assert 'value="060-1"' in late.text
    db.session.expire_all()
    assert (unit.guardians_required, unit.second_reader, unit.phone) == (2, True, "")
