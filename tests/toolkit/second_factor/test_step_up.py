"""Before grave acts a person shows anew who they are; what was on its way arrives, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.toolkit.second_factor.conftest import shown
from tests.wall_clock import ahead
from toolkit import config
from toolkit.access import Role, needs_step_up
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.people.models import Person
from toolkit.people.signin import PRESENT_PASSWORD
from toolkit.second_factor import requiring

SignIn = Callable[[Person], FlaskClient]
BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
LATER = timedelta(minutes=15, seconds=1)
ROLES = {"roles": ["unit_leader", "facilitator"], "version": "0"}

pytestmark = pytest.mark.clock(BEGAN)


def required() -> set[str]:
    db.session.rollback()
    return set(requiring.required_roles())


def test_whoever_has_just_signed_in_is_not_asked(signed_in: SignIn, boss: Person) -> None:
    client = signed_in(boss)
    with ahead(timedelta(minutes=15)):
        assert client.post("/admin/sign-in", data=ROLES).status_code == 303


def test_a_form_that_comes_later_is_held_and_goes_on_with_the_password(signed_in: SignIn, boss: Person) -> None:
    client = signed_in(boss)
    with ahead(LATER):
        answer = client.post("/admin/sign-in", data=ROLES)
        assert answer.status_code == 403
        for held in (
            'name="roles" value="unit_leader"',
            'name="roles" value="facilitator"',
            'name="version" value="0"',
        ):
            assert held in answer.text
        assert required() == set()
        answer = client.post("/admin/sign-in", data=ROLES | {"proof_password": "fel lösenord som ingen har"})
        assert answer.status_code == 422
        assert 'name="roles" value="facilitator"' in answer.text
        assert "fel lösenord som ingen har" not in answer.text
        assert required() == set()
        assert client.post("/admin/sign-in", data=ROLES | {"proof_password": make.PASSWORD}).status_code == 303
        assert required() == {Role.UNIT_LEADER, Role.FACILITATOR}
        assert client.post("/admin/sign-in", data=ROLES | {"version": "1"}).status_code == 303, "not asked once more"
    events = list(db.session.scalars(sa.select(AuditEntry.event).order_by(AuditEntry.seq)))
    assert events.count(Event.PROVED_ANEW) == 1
    assert events.count(Event.SIGN_IN_FAILED) == 1


def test_the_code_of_the_app_does_too_and_once(signed_in: SignIn, careful: Person) -> None:
    client, other = signed_in(careful), signed_in(careful)
    with ahead(LATER):
        code = shown()
        assert client.post("/account/second-factor/codes", data={"proof_password": code}).status_code == 200
        assert other.post("/account/second-factor/codes", data={"proof_password": code}).status_code == 422


def test_a_file_leads_there_and_back(signed_in: SignIn, boss: Person) -> None:
    client, file = signed_in(boss), "/admin/log/log.csv?kind=people"
    with ahead(LATER):
        to = client.get(file).headers["Location"]
        assert to.startswith("/confirm?next=/admin/log/log.csv")
        assert client.get(to).status_code == 200
        assert client.post(to, data={"proof_password": ""}).status_code == 422
        done = client.post(to, data={"proof_password": make.PASSWORD}).headers["Location"]
        assert f'href="{file}"' in client.get(done).text
        assert client.get(file).mimetype == "text/csv"


def test_a_form_is_shown_without_a_question(signed_in: SignIn, boss: Person, worker: Person) -> None:
    client = signed_in(boss)
    with ahead(LATER):
        assert client.get(f"/admin/people/{worker.id}/second-factor").status_code == 200
        assert client.post(f"/admin/people/{worker.id}/second-factor").status_code == 403


@pytest.mark.parametrize("to", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_it_leads_nowhere_else(signed_in: SignIn, boss: Person, to: str) -> None:
    client = signed_in(boss)
    answer = client.get("/confirmed", query_string={"next": to})
    assert 'class="button" href="/"' in answer.text


def test_guessing_there_is_slowed(signed_in: SignIn, boss: Person) -> None:
    client, free = signed_in(boss), PRESENT_PASSWORD.free
    with ahead(LATER):
        wrong = ROLES | {"proof_password": "fel lösenord som ingen har"}
        statuses = [client.post("/admin/sign-in", data=wrong).status_code for _ in range(free + 1)]
        assert statuses[:free] == [422] * free
        assert "Vänta" in client.post("/admin/sign-in", data=ROLES | {"proof_password": make.PASSWORD}).text
        assert required() == set()


def test_a_script_is_told_in_words(signed_in: SignIn, boss: Person) -> None:
    client = signed_in(boss)
    with ahead(LATER):
        answer = client.post("/admin/sign-in", data=ROLES, headers={"Accept": "application/json"})
        assert answer.status_code == 409
        assert "bekräfta" in answer.get_json()["error"]


def test_the_role_is_asked_for_first(signed_in: SignIn, worker: Person) -> None:
    client = signed_in(worker)
    with ahead(LATER):
        assert client.post("/admin/sign-in", data=ROLES).status_code == 404


def test_a_practice_year_asks_nobody(app: Flask, signed_in: SignIn, boss: Person) -> None:
    config.SETTINGS.put(replace(config.current(), demo=True))
    client = signed_in(boss)
    with ahead(LATER):
        assert client.post("/admin/sign-in", data=ROLES).status_code == 303


def test_no_large_body_is_held_in_a_page(app: Flask) -> None:
    views = app.view_functions
    stepping_up = [name for name in views if needs_step_up(app, name)]
    assert stepping_up
    assert not [name for name in stepping_up if getattr(views[name], "large_body", False)]
