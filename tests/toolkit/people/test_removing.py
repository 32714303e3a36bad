"""A team or a unit that was a mistake goes; one that people or a cycle rest on stays, and says so."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_page
from toolkit.access import Actor, Role
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.help.models import FirstYearTick
from toolkit.people import removing
from toolkit.people.models import Person, Team, Unit

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def administrator(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR)


def asks(person: Person) -> Actor:
    return make.actor(person)


def test_an_empty_team_and_an_empty_unit_go_with_a_line_each(administrator: Person) -> None:
    unit = make.a_unit()
    team = make.a_team(unit)
    gone = (team.id, unit.id)
    with pytest.raises(WrongState, match="has teams"):
        removing.remove_unit(asks(administrator), unit.id)
    assert removing.remove_team(asks(administrator), team.id) is unit
    removing.remove_unit(asks(administrator), unit.id)
    db.session.commit()
    lines = db.session.execute(select(AuditEntry.event, AuditEntry.object_id).order_by(AuditEntry.seq)).all()
    assert [tuple(line) for line in lines] == [("people:team:removed", gone[0]), ("people:unit:removed", gone[1])]
    assert db.session.get(Unit, gone[1]) is None


def test_people_hold_a_team_and_a_unit_also_when_they_have_left(administrator: Person) -> None:
    unit = make.a_unit()
    team = make.a_team(unit)
    make.a_person(unit, team=team, is_active=False)
    with pytest.raises(WrongState, match="belong to this team"):
        removing.remove_team(asks(administrator), team.id)
    with pytest.raises(WrongState, match="belong to this unit"):
        removing.remove_unit(asks(administrator), unit.id)


def test_a_cycle_holds_its_teams_and_its_unit(administrator: Person) -> None:
    unit = make.a_unit()
    team = make.a_team(unit)
    make.a_cycle(unit, administrator, teams=(team,))
    with pytest.raises(WrongState, match="takes part in a cycle"):
        removing.remove_team(asks(administrator), team.id)
    with pytest.raises(WrongState, match="has had a cycle"):
        removing.remove_unit(asks(administrator), unit.id)


def test_a_unit_that_only_has_a_template_is_not_said_to_have_had_a_cycle(administrator: Person) -> None:
    unit = make.a_unit()
    make.add(FirstYearTick(unit_id=unit.id, step="plan", ticked_by_id=administrator.id))
    with pytest.raises(WrongState, match="things of its own"):
        removing.remove_unit(asks(administrator), unit.id)


def test_only_an_administrator_takes_away(administrator: Person) -> None:
    unit = make.a_unit()
    team = make.a_team(unit)
    for role in (Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER):
        other = asks(make.a_person(unit, role))
        with pytest.raises(NotFound):
            removing.remove_team(other, team.id)
        with pytest.raises(NotFound):
            removing.remove_unit(other, unit.id)
    with pytest.raises(NotFound):
        removing.remove_team(asks(administrator), unit.id)
    assert db.session.get(Team, team.id) is team


def test_the_page_offers_what_can_go_and_says_why_the_rest_stays(administrator: Person, signed_in: SignIn) -> None:
    unit = make.a_unit()
    empty, full = make.a_team(unit), make.a_team(unit)
    make.a_person(unit, team=full)
    browser, address = signed_in(administrator), f"/admin/units/{unit.id}"
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert f"/admin/teams/{empty.id}/remove" in page.text
    assert f"/admin/teams/{full.id}/remove" not in page.text
    assert "1 person hör dit" in page.text
    assert "Det finns personer i enheten" in page.text
    assert browser.post(f"/admin/teams/{empty.id}/remove").headers["Location"] == address
    assert browser.post(f"/admin/teams/{full.id}/remove").status_code == 409
    bare = make.a_unit()
    db.session.commit()
    assert f"/admin/units/{bare.id}/remove" in browser.get(f"/admin/units/{bare.id}").text
    assert browser.post(f"/admin/units/{bare.id}/remove").headers["Location"] == "/admin/units"
