"""A role that needs a second factor needs it at once, also of whoever is signed in."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.toolkit.second_factor.conftest import first_step
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Role, policy_of
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.people import sessions
from toolkit.people.models import Person, SignInSession
from toolkit.second_factor import requiring

SignIn = Callable[[Person], FlaskClient]


def name_roles(office: FlaskClient, *roles: str, version: int = 0) -> None:
    assert office.post("/admin/sign-in", data={"roles": list(roles), "version": str(version)}).status_code == 303


def leads_to(client: FlaskClient) -> str:
    return str(client.get("/account", follow_redirects=True).request.path)


def test_whoever_has_none_sets_one_up_before_the_next_page_and_others_go_on(
    signed_in: SignIn, boss: Person, worker: Person
) -> None:
    leader = make.a_person(boss.unit, Role.UNIT_LEADER)
    office, client, other = signed_in(boss), signed_in(worker), signed_in(leader)
    name_roles(office, "social_worker")
    assert leads_to(client) == "/account/second-factor"
    assert client.get("/", follow_redirects=True).request.path == "/account/second-factor"
    assert leads_to(other) == leads_to(office) == "/account"
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.SECOND_FACTOR_REQUIRED)).one()
    assert line.facts == {"roles": 1, "people": 1}


def test_whoever_has_one_goes_on(signed_in: SignIn, boss: Person, careful: Person) -> None:
    office, client = signed_in(boss), signed_in(careful)
    name_roles(office, "social_worker")
    assert leads_to(client) == "/account"


def test_a_role_that_was_named_before_holds_nobody_back_once_more(
    signed_in: SignIn, boss: Person, worker: Person
) -> None:
    office = signed_in(boss)
    name_roles(office, "social_worker")
    client = signed_in(worker)  # as after the second factor was reset
    name_roles(office, "social_worker", "facilitator", version=1)
    assert leads_to(client) == "/account"


def test_the_administrator_s_own_session_is_no_exception(signed_in: SignIn, boss: Person) -> None:
    office = signed_in(boss)
    name_roles(office, "administrator")
    assert leads_to(office) == "/account/second-factor"


def test_who_came_by_the_municipality_s_sign_in_signs_in_anew(signed_in: SignIn, boss: Person, worker: Person) -> None:
    sessions.begin(worker, provider_session="")
    office = signed_in(boss)
    name_roles(office, "social_worker")
    row = db.session.scalars(sa.select(SignInSession).where(SignInSession.person_id == worker.id)).one()
    assert (row.waits_for, row.ended_at is None) == (None, False)


def test_what_waits_does_not_wait_for_longer_than_a_sign_in(signed_in: SignIn, boss: Person, worker: Person) -> None:
    client, office = signed_in(worker), signed_in(boss)
    name_roles(office, "social_worker")
    row = db.session.scalars(sa.select(SignInSession).where(SignInSession.person_id == worker.id)).one()
    assert row.expires_at <= clock.now() + sessions.WAITING
    db.session.rollback()
    with ahead(timedelta(minutes=31)):
        assert leads_to(client) == "/sign-in"


FIRST = {
    "municipality": "Norrvik", "unit": "Barn och unga", "name": "Ada Ek", "username": "ada", "password": make.PASSWORD,
}  # fmt: skip


def test_an_installation_begins_with_two_steps_unless_somebody_says_no(client: FlaskClient) -> None:
    page = client.get("/set-up").text
    assert re.search(r'<input[^>]*checked[^>]*name="two_steps"|<input[^>]*name="two_steps"[^>]*checked', page)
    began = client.post("/set-up", data={**FIRST, "two_steps": "y"})
    assert began.headers["Location"] == "/account/second-factor"
    assert requiring.required_roles() == {Role.ADMINISTRATOR, Role.UNIT_LEADER, Role.FACILITATOR}
    db.session.rollback()
    assert client.get("/admin/people").status_code == 200, "nobody who sits there is held back"
    ada = db.session.scalars(sa.select(Person)).one()
    db.session.rollback()
    again = client.application.test_client()
    assert first_step(again, ada).startswith("/sign-in/confirm") or leads_to(again) == "/account/second-factor"
    assert leads_to(again) == "/account/second-factor", "a page on which it is set up, with the password alone"
    assert again.get("/account/second-factor").status_code == 200
    assert again.get("/admin/people").status_code == 303, "and nothing else before"


def test_whoever_says_no_to_it_begins_without(client: FlaskClient) -> None:
    assert client.post("/set-up", data=FIRST).headers["Location"] == "/admin/people"
    assert requiring.required_roles() == frozenset()


@pytest.mark.parametrize(
    "door", ["seminar_exchange.export", "editions.ready", "editions.confirm", "subject_access.copy", "archiving.copy"]
)
def test_whoever_can_release_or_take_out_a_year_is_among_them(app: Flask, door: str) -> None:
    policy = policy_of(app, door)
    assert policy is not None
    assert policy.roles <= requiring.FROM_THE_START
