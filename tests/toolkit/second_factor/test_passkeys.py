"""A passkey is made, named and used by its owner alone, at the program's own name, and each answer counts once."""

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.authenticator import Authenticator
from tests.toolkit.second_factor.conftest import first_step, give_app
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.people.models import Person
from toolkit.second_factor import requiring
from toolkit.second_factor.models import Passkey

SignIn = Callable[[Person], FlaskClient]
BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
NEW = "/account/passkeys/new"
HOME = "/account/second-factor"
STEP = "/sign-in/second-step"

pytestmark = pytest.mark.clock(BEGAN)


def options_on(page: str) -> str:
    found = re.search(r'data-options="([^"]*)"', page)
    assert found, "the page asks for no passkey"
    return html.unescape(found[1])


def add(client: FlaskClient, key: Authenticator, *, name: str = "Min telefon", to: str = NEW) -> int:
    answer = key.create(options_on(client.get(to).text))
    return client.post(to, data={"name": name, "passkey_token": answer}).status_code


@pytest.fixture
def key() -> Authenticator:
    return Authenticator()


@pytest.fixture
def owner(signed_in: SignIn, worker: Person, key: Authenticator) -> Person:
    assert add(signed_in(worker), key) == 200
    return worker


def use(client: FlaskClient, key: Authenticator, *, page: str = STEP, to: str = f"{STEP}/passkey") -> int:
    answer = key.get(options_on(client.get(page).text))
    return client.post(to, data={"passkey_token": answer}).status_code


def test_the_first_one_brings_recovery_codes_and_several_can_be_had(signed_in: SignIn, worker: Person) -> None:
    client, first = signed_in(worker), Authenticator()
    answer = client.post(
        NEW, data={"name": "Min telefon", "passkey_token": first.create(options_on(client.get(NEW).text))}
    )
    assert len(re.findall(r"<kbd>\d{4}-\d{4}-\d{4}-\d{4}</kbd>", answer.text)) == 10
    assert add(client, Authenticator(), name="Nyckelknippan") == 303
    page = client.get(HOME).text
    assert "Min telefon" in page
    assert "Nyckelknippan" in page


def test_it_is_the_second_step(app: Flask, owner: Person, key: Authenticator) -> None:
    client = app.test_client()
    assert first_step(client, owner).startswith(STEP)
    key.verified = False
    assert use(client, key) == 303
    assert client.get("/account").status_code == 200


def test_it_takes_the_place_of_name_and_password_when_its_owner_was_verified(
    app: Flask, owner: Person, key: Authenticator
) -> None:
    client = app.test_client()
    assert use(client, key, page="/sign-in", to="/sign-in/passkey") == 303
    assert client.get("/account").status_code == 200
    key.verified = False
    other = app.test_client()
    assert use(other, key, page="/sign-in", to="/sign-in/passkey") == 422
    assert other.get("/account").status_code == 303
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.SIGN_IN_FAILED)).one()
    assert line.facts["kind"] == "passkey"


def test_the_sign_in_offers_it_only_where_somebody_has_one(client: FlaskClient, worker: Person) -> None:
    db.session.commit()
    assert "data-options" not in client.get("/sign-in").text


def test_an_answer_counts_once_and_on_one_browser(app: Flask, owner: Person, key: Authenticator) -> None:
    client, other = app.test_client(), app.test_client()
    first_step(client, owner)
    first_step(other, owner)
    answer = key.get(options_on(client.get(STEP).text))
    assert other.post(f"{STEP}/passkey", data={"passkey_token": answer}).status_code == 422, "made on another browser"
    assert client.post(f"{STEP}/passkey", data={"passkey_token": answer}).status_code == 303
    client.post("/sign-out")
    page = app.test_client()
    answer = key.get(options_on(page.get("/sign-in").text))
    for status in (303, 422):
        page.delete_cookie("who")
        assert page.post("/sign-in/passkey", data={"passkey_token": answer}).status_code == status


def test_the_passkey_of_another_person_is_no_second_step(
    app: Flask, signed_in: SignIn, owner: Person, key: Authenticator, boss: Person
) -> None:
    assert add(signed_in(boss), Authenticator()) == 200
    client = app.test_client()
    first_step(client, boss)
    assert use(client, key) == 422
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize(
    "origin", ["http://localhost:9999.evil.example", "https://localhost.example", "http://127.0.0.1"]
)
def test_an_answer_from_another_page_does_not_open(app: Flask, owner: Person, key: Authenticator, origin: str) -> None:
    client = app.test_client()
    first_step(client, owner)
    key.origin = origin
    assert use(client, key) == 422


def test_a_forged_signature_and_a_copied_key_do_not_open(app: Flask, owner: Person, key: Authenticator) -> None:
    forged = Authenticator()
    forged.credential_id = key.credential_id
    client = app.test_client()
    first_step(client, owner)
    assert use(client, forged) == 422
    key.count = 7
    assert use(client, key) == 303
    key.count = 3  # a copy, which has counted less than the key itself
    other = app.test_client()
    first_step(other, owner)
    assert use(other, key) == 422


@pytest.mark.parametrize("token", ["", "{}", "[]", "null", '{"id": 1}', "x" * 20_000, '{"id": "AA", "response": {}}'])
def test_what_is_no_answer_is_said_in_words(app: Flask, owner: Person, token: str) -> None:
    client = app.test_client()
    first_step(client, owner)
    for address in (f"{STEP}/passkey", "/sign-in/passkey"):
        answer = client.post(address, data={"passkey_token": token})
        assert answer.status_code == 422
        assert "error-summary" in answer.text


def test_a_page_that_was_open_for_long_asks_for_one_more_press(app: Flask, owner: Person, key: Authenticator) -> None:
    client = app.test_client()
    first_step(client, owner)
    answer = key.get(options_on(client.get(STEP).text))
    with ahead(timedelta(minutes=11)):
        refused = client.post(f"{STEP}/passkey", data={"passkey_token": answer})
        assert refused.status_code == 422
        assert "en gång till" in refused.text
        assert use(client, key) == 303


def test_a_role_that_needs_something_is_let_in_by_a_passkey_and_keeps_the_last(
    app: Flask, client: FlaskClient, boss: Person, worker: Person, key: Authenticator
) -> None:
    requiring.require(make.actor(boss), [Role.SOCIAL_WORKER], version=0)
    db.session.commit()
    first_step(client, worker)
    assert add(client, key) == 200
    assert client.get("/account").status_code == 200
    row = db.session.scalars(sa.select(Passkey)).one()
    assert client.post(f"/account/passkeys/{row.id}/remove").status_code == 409
    assert add(client, Authenticator()) == 303
    assert client.post(f"/account/passkeys/{row.id}/remove").status_code == 303


def test_its_owner_names_it_and_takes_it_away_and_nobody_else_does(
    app: Flask, signed_in: SignIn, owner: Person, boss: Person
) -> None:
    row = db.session.scalars(sa.select(Passkey)).one()
    page, mine, theirs = f"/account/passkeys/{row.id}", signed_in(owner), signed_in(boss)
    for client, status in ((theirs, 404), (mine, 303)):
        assert client.post(page, data={"name": "Jobbtelefonen"}).status_code == status
    assert "Jobbtelefonen" in mine.get(HOME).text
    for client, status in ((theirs, 404), (mine, 303)):
        assert client.post(f"{page}/remove").status_code == status
    assert first_step(app.test_client(), owner) == "/"


def test_whoever_takes_the_app_away_is_told_what_is_left(signed_in: SignIn, owner: Person, boss: Person) -> None:
    for person, told in ((owner, "Dina passnycklar finns kvar."), (boss, "Du loggar in med bara lösenordet.")):
        give_app(person)
        client = signed_in(person)
        client.post(f"{HOME}/app/remove")
        assert told in client.get(HOME).text


def test_a_known_one_is_not_added_twice(signed_in: SignIn, owner: Person, key: Authenticator, boss: Person) -> None:
    assert add(signed_in(boss), key) == 422
    page = signed_in(owner).get(NEW).text
    assert len(json.loads(options_on(page))["excludeCredentials"]) == 1


def test_a_closed_account_is_not_opened(app: Flask, owner: Person, key: Authenticator) -> None:
    db.session.get_one(Person, owner.id).is_active = False
    db.session.commit()
    assert use(app.test_client(), key, page="/sign-in", to="/sign-in/passkey") == 422


def test_where_it_cannot_be_the_page_says_so(signed_in: SignIn, worker: Person) -> None:
    client = signed_in(worker)
    token = client.get_cookie("who")
    assert token
    client.set_cookie("who", token.value, domain="127.0.0.1")
    page = client.get(NEW, base_url="http://127.0.0.1:8400")
    assert "data-options" not in page.text
    assert "HTTPS" in page.text


def asks_anew(client: FlaskClient) -> bool:
    return client.post("/account/second-factor/app/begin").status_code == 403


def test_its_owner_confirms_with_it_and_nobody_with_another_s(
    signed_in: SignIn, owner: Person, boss: Person, key: Authenticator
) -> None:
    client, office, other = signed_in(owner), signed_in(boss), Authenticator()
    assert add(office, other) == 200
    with ahead(timedelta(minutes=20)):
        assert asks_anew(client)
        held = client.post("/account/second-factor/app/begin").text
        assert "i en ny flik" in held
        assert "data-options" not in held, "the passkey would lead away from the form"
        assert use(client, other, page="/confirm", to="/confirm/passkey") == 422
        key.verified = False
        assert use(client, key, page="/confirm", to="/confirm/passkey") == 422, "without PIN or finger"
        key.verified = True
        answer = key.get(options_on(client.get("/confirm").text))
        assert office.post("/confirm/passkey", data={"passkey_token": answer}).status_code == 422
        assert asks_anew(client)
        assert client.post("/confirm/passkey", data={"passkey_token": answer}).status_code == 303
        assert not asks_anew(client)
        assert client.post("/confirm/passkey", data={"passkey_token": answer}).status_code == 422, "it counts once"
    assert db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.PROVED_ANEW)).one()


def test_whoever_has_no_passkey_is_offered_none(signed_in: SignIn, boss: Person) -> None:
    assert "data-options" not in signed_in(boss).get("/confirm").text
