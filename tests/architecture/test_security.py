"""What OWASP ASVS 5.0 asks of every page, asked of every page. The numbers are its chapters."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests import factories as make
from tests.architecture.source import expect_none
from tests.headers import problems_of_headers
from tests.sweep import NOBODY, WORDS, Town, list_addresses
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.config import Settings
from toolkit.db import Base, db
from toolkit.people.models import Person

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture
def strict(settings: Settings) -> Iterator[Flask]:
    """The program with its form tokens on and its errors told as to anybody."""
    app = create_app(settings)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def person(strict: Flask) -> Person:
    with strict.app_context():
        found = make.a_person(make.a_unit(), Role.ADMINISTRATOR)
        db.session.commit()
        _ = found.username, found.id
        db.session.expunge_all()
    return found


def sign_in(client: FlaskClient, person: Person, *, password: str = make.PASSWORD, address: str = "/sign-in") -> int:
    """Sign in as a browser does: open the page, send its form. Return the status."""
    token = TOKEN.search(client.get(address).get_data(as_text=True))
    assert token, "the page has no form token"
    sent = {"csrf_token": token[1], "username": person.username, "password": password}
    return client.post(address, data=sent).status_code


@pytest.mark.one_database
def test_a_form_without_its_token_changes_nothing(town: Town) -> None:
    """3.5.1: whoever the cookie belongs to, another site cannot act as them."""
    town.app.config["WTF_CSRF_ENABLED"] = True
    people = {who: town.browser(who) for who in (*town.world.people, NOBODY)}
    expect_none(
        f"{who}: {address} answers {status} without a token"
        for address in list_addresses(town.app, "POST", "PUT", "PATCH", "DELETE")
        for who, client in people.items()
        if (status := client.open(town.url(address, whose="here"), method=address.method, buffered=True).status_code)
        not in {400, 401, 404}
    )


def test_nothing_changes_by_a_get(town: Town) -> None:
    """3.5.3: a link or a picture cannot act. No view does two things by one method without looking which."""
    for address in list_addresses(town.app, "GET"):
        assert not set(address.endpoint.split(".")[-1].split("_")) & {"delete", "remove", "sign", "out"} - {"sign"}


def test_cookies_are_closed(strict: Flask, person: Person) -> None:
    """3.3.1–3.3.4: not for scripts, not from other sites, and behind HTTPS bound to this host."""
    client = strict.test_client()
    assert sign_in(client, person) == 303
    for name in ("who", "form"):
        cookie = client.get_cookie(name)
        assert cookie is None or (cookie.http_only and cookie.same_site == "Lax"), name
    assert client.get_cookie("who")


def test_behind_https_cookies_are_bound_to_the_host(settings: Settings) -> None:
    app = create_app(_secure(settings))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        unit = make.a_unit()
        person = make.a_person(unit, Role.ADMINISTRATOR)
        username = person.username
        db.session.commit()
    client = app.test_client()
    page = client.get("/sign-in", base_url="https://localhost")
    assert "max-age" in page.headers["Strict-Transport-Security"]
    token = TOKEN.search(page.get_data(as_text=True))
    assert token
    answer = client.post(
        "/sign-in",
        data={"csrf_token": token[1], "username": username, "password": make.PASSWORD},
        base_url="https://localhost",
        headers={"Referer": "https://localhost/sign-in"},
    )
    cookies = [cookie for cookie in answer.headers.getlist("Set-Cookie") if "Max-Age=0" not in cookie]
    assert any(cookie.startswith("__Host-who=") for cookie in cookies)
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}, cookie
        assert "Domain=" not in cookie
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(
    ("method", "address"),
    [("GET", "/no/such/page"), ("POST", "/health"), ("POST", "/sign-in"), ("GET", "/sign-in"), ("GET", "/health")],
)
def test_every_answer_carries_the_headers_also_an_error(
    strict: Flask, person: Person, method: str, address: str
) -> None:
    """3.4.1–3.4.6"""
    answer = strict.test_client().open(address, method=method)
    assert problems_of_headers(answer.headers) == []
    assert "Server" not in answer.headers or "Python" not in answer.headers["Server"]


def test_assets_carry_the_headers_and_are_not_listed(strict: Flask) -> None:
    """13.4.2"""
    client = strict.test_client()
    asset = client.get(f"/assets/x/{WORDS['filename']}", buffered=True)
    assert asset.status_code == 200
    assert [each for each in problems_of_headers(asset.headers) if not each.startswith("Cache-Control")] == []
    for address in ("/assets/", "/assets/x/css/", "/assets/x/../../app.py", "/assets/x/%2e%2e/app.py", "/.git/config"):
        assert client.get(address, buffered=True).status_code == 404, address


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PATCH", "DELETE"])
def test_other_methods_lead_nowhere(strict: Flask, method: str) -> None:
    assert strict.test_client().open("/sign-in", method=method).status_code == 405


def test_a_method_cannot_be_passed_off_as_another(town: Town) -> None:
    """A header or a field that says POST leaves a GET a GET."""
    client = town.browser("owner")
    for more in ({"headers": {"X-HTTP-Method-Override": "POST"}}, {"query_string": {"_method": "POST"}}):
        client.get("/sign-out", **more)
        assert client.get("/account").status_code == 200


def test_a_session_planted_before_signing_in_is_worth_nothing(strict: Flask, person: Person) -> None:
    """7.2.4: signing in gives a new token, and a new form token."""
    client = strict.test_client()
    client.set_cookie("who", "planted")
    before = TOKEN.search(client.get("/sign-in").get_data(as_text=True))
    assert sign_in(client, person) == 303
    cookie = client.get_cookie("who")
    assert cookie
    assert cookie.value != "planted"
    after = TOKEN.search(client.get("/account").get_data(as_text=True))
    assert before
    assert after
    assert before[1].split(".")[0] != after[1].split(".")[0]


def test_signing_in_again_ends_the_session_before(strict: Flask, person: Person) -> None:
    client = strict.test_client()
    sign_in(client, person)
    first = client.get_cookie("who")
    assert first
    other = strict.test_client()
    other.set_cookie("who", first.value)
    token = TOKEN.search(client.get("/account").get_data(as_text=True))
    assert token
    client.post("/sign-in", data={"csrf_token": token[1], "username": person.username, "password": make.PASSWORD})
    assert other.get("/account").status_code == 303


def test_a_session_ends_by_rest_and_by_age(strict: Flask, person: Person) -> None:
    """7.3.1, 7.3.2: two hours of rest, twelve hours in all."""
    client = strict.test_client()
    sign_in(client, person)
    for hours in range(1, 12):
        with ahead(timedelta(hours=hours)):
            assert client.get("/account").status_code == 200, hours
    with ahead(timedelta(hours=12, minutes=1)):
        assert client.get("/account").status_code == 303
    rested = strict.test_client()
    sign_in(rested, person)
    with ahead(timedelta(hours=2, minutes=1)):
        assert rested.get("/account").status_code == 303


def test_guessing_is_stopped_and_tells_nothing(strict: Flask, person: Person) -> None:
    """6.3.1: the sixth try is refused, also with the right password, and an unknown name looks the same."""
    client = strict.test_client()
    statuses = [sign_in(client, person, password="fel lösenord här") for _ in range(6)]
    assert statuses == [422] * 5 + [409]
    assert sign_in(client, person) == 409
    nobody = Person(username="finns-inte")
    assert [sign_in(client, nobody, password="fel lösenord här") for _ in range(6)] == statuses
    with ahead(timedelta(minutes=16)):
        assert sign_in(client, person) == 303


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"),
        *("//[::1", "http://[", "/\r\nX: y", "/\r\n"),
    ],
)
def test_nobody_is_sent_elsewhere(strict: Flask, person: Person, elsewhere: str) -> None:
    client = strict.test_client()
    token = TOKEN.search(client.get("/sign-in").get_data(as_text=True))
    assert token
    sent = {"csrf_token": token[1], "username": person.username, "password": make.PASSWORD}
    for answer in (
        client.post("/sign-in", query_string={"next": elsewhere}, data=sent),
        client.post("/language", data={"csrf_token": token[1], "locale": "en", "next": elsewhere}),
    ):
        assert answer.status_code in {303, 400}
        assert answer.headers.get("Location", "/") == "/"


def test_a_forged_host_is_not_repeated(strict: Flask) -> None:
    answer = strict.test_client().get("/sign-in", headers={"Host": "evil.example"})
    assert "evil.example" not in answer.get_data(as_text=True) + str(answer.headers)


def test_addresses_hold_ids_and_codes_only(strict: Flask) -> None:
    """14.2.1: nothing that tells of anybody stands in a URL, where logs and histories keep it."""
    for address in list_addresses(strict):
        for name in address.rule.arguments:
            assert name.endswith("_id") or name in WORDS, f"{address} has {name} in its address"


def _secure(settings: Settings) -> Settings:
    values = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    return Settings(**{**values, "secure_cookies": True})
