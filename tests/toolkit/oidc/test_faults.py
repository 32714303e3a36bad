"""A provider that lies, is late or is away; an answer that is another's, old or used: nobody gets in."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.toolkit.oidc.conftest import BACK, ROLES, START, Browser, use_provider
from tests.toolkit.oidc.hostile import KEY, OTHER, Hostile
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.oidc import transport
from toolkit.oidc.provider import PROVIDER
from toolkit.people.models import Person, SignInSession

NOW = "now"


@pytest.fixture
def sara(worker: Person) -> Person:
    worker.username = "sara.lind"
    db.session.commit()
    return worker


def returns(browser: Browser, hostile: Hostile, **said: str) -> int:
    """The status for whoever comes back; what is said differs from what should be, where it is given."""
    asked = browser.start()
    hostile.nonce = asked["nonce"]
    return browser.back(**{"code": "a-code", "state": asked["state"], **said}).status_code


def at(seconds: int) -> int:
    return int(clock.now().timestamp()) + seconds


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "n" * 43},
    "no nonce": {"nonce": None},
    "for somebody else": {"aud": "another-program"},
    "for several, and not by us": {"aud": ["roster", "another-program"], "azp": "another-program"},
    "for several, by nobody": {"aud": ["roster", "another-program"]},
    "for nobody": {"aud": None},
    "by another issuer": {"iss": "https://login.evil.example"},
    "by no issuer": {"iss": None},
    "about nobody": {"sub": None},
    "about an empty name": {"sub": ""},
    "about a long name": {"sub": "s" * 256},
    "about a number": {"sub": 7},
    "without an end": {"exp": None},
    "ends in words": {"exp": "soon"},
    "of another token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "a hash that is a list": {"at_hash": ["x"]},
    "an amr that is a word": {"amr": "mfa"},
    "a session that is a list": {"sid": ["x"]},
}


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.one_database
def test_a_claim_that_does_not_hold_lets_nobody_in(
    browser_of: Browser, hostile: Hostile, sara: Person, lie: str
) -> None:
    hostile.claims = LIES[lie]
    assert returns(browser_of, hostile) == 422
    assert "gick inte att lita på" in browser_of.said.text if browser_of.said else False
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(SignInSession))
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.SIGN_IN_FAILED)).one()
    assert line.facts["kind"] == "provider"


@pytest.mark.parametrize(("time", "status"), [
    (("exp", -600), 422), (("exp", -30), 303), (("iat", 600), 422), (("iat", 30), 303), (("nbf", 600), 422),
])  # fmt: skip
@pytest.mark.one_database
def test_times_hold_within_two_minutes(
    browser_of: Browser, hostile: Hostile, sara: Person, time: tuple[str, int], status: int
) -> None:
    hostile.claims = {time[0]: at(time[1])}
    assert returns(browser_of, hostile) == status


@pytest.mark.parametrize("alg", ["HS256", "none"])
def test_a_token_that_anybody_can_sign_is_none(browser_of: Browser, hostile: Hostile, sara: Person, alg: str) -> None:
    hostile.alg = alg
    if alg == "none":
        head, claims, _signature = honest(hostile, browser_of).split(".")
        hostile.token = f"eyJhbGciOiJub25lIn0.{claims}."
        assert head
    assert returns(browser_of, hostile) == 422


def honest(hostile: Hostile, browser: Browser) -> str:
    hostile.alg, hostile.nonce = "RS256", browser.start()["nonce"]
    return hostile.id_token()


@pytest.mark.parametrize("token", ["x", "a.b.c", "å.å.å", "a.b.c.d.e", "x" * 40_000])
@pytest.mark.one_database
def test_what_is_no_token_is_refused(browser_of: Browser, hostile: Hostile, sara: Person, token: str) -> None:
    hostile.token = token
    assert returns(browser_of, hostile) == 422


def test_a_key_that_is_not_the_provider_s_signs_for_nobody_and_a_new_one_of_its_own_is_fetched(
    browser_of: Browser, hostile: Hostile, sara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert returns(browser_of, hostile) == 303
    browser_of.client.post("/sign-out")
    hostile.signing = OTHER
    assert returns(browser_of, hostile) == 422
    hostile.keys = [KEY, OTHER]
    assert returns(browser_of, hostile) == 422, "it is not asked at every forged token"
    monkeypatch.setattr("toolkit.oidc.provider.KEYS_REST_S", 0.0)
    assert returns(browser_of, hostile) == 303


def test_an_answer_counts_once_and_on_the_browser_that_asked(
    browser_of: Browser, hostile: Hostile, sara: Person, app: Flask
) -> None:
    asked = browser_of.start()
    hostile.nonce = asked["nonce"]
    cookie = browser_of.client.get_cookie("provider")
    other = Browser(app.test_client())
    assert other.back(code="c", state=asked["state"]).status_code == 422, "another browser"
    other.start()
    assert other.back(code="c", state=asked["state"]).status_code == 422, "another browser, on its own way"
    assert browser_of.back(code="c", state="x" + asked["state"][1:]).status_code == 422
    assert browser_of.back(code="c", state=asked["state"]).status_code == 422, "the question is forgotten"
    assert cookie
    thief = app.test_client()
    for status in (303, 422):
        thief.delete_cookie("who")
        thief.set_cookie("provider", cookie.value)
        assert thief.post(BACK, data={"code": "c", "state": asked["state"]}).status_code == status


def test_ten_minutes_are_enough(browser_of: Browser, hostile: Hostile, sara: Person) -> None:
    asked = browser_of.start()
    hostile.nonce = asked["nonce"]
    with ahead(timedelta(minutes=11)):
        assert browser_of.back(code="c", state=asked["state"]).status_code == 422


@pytest.mark.parametrize("cookie", ["", "x", "W10.x", "eyJ9.AAAA"])
def test_a_cookie_that_we_did_not_write_is_none(
    browser_of: Browser, hostile: Hostile, sara: Person, cookie: str
) -> None:
    asked = browser_of.start()
    browser_of.client.set_cookie("provider", cookie)
    assert browser_of.back(code="c", state=asked["state"]).status_code == 422


@pytest.mark.parametrize(
    "said", [{"iss": "https://login.other.example"}, {"code": ""}, {"code": "å"}, {"code": "c" * 5000}]
)
def test_an_answer_of_another_provider_or_of_none(
    browser_of: Browser, hostile: Hostile, sara: Person, said: dict[str, str]
) -> None:
    assert returns(browser_of, hostile, **said) == 422


def test_a_provider_that_names_itself_does_so_in_every_answer(
    browser_of: Browser, hostile: Hostile, sara: Person
) -> None:
    hostile.discovery = {"authorization_response_iss_parameter_supported": True}
    assert returns(browser_of, hostile) == 422
    assert returns(browser_of, hostile, iss=hostile.issuer) == 303


def test_whoever_stops_at_the_provider_is_told_that_nobody_is_in(browser_of: Browser, sara: Person) -> None:
    answer = browser_of.client.get(BACK, query_string={"error": "access_denied", "state": "x"})
    assert answer.status_code == 403
    assert "avbröts" in answer.text


AWAY: dict[str, tuple[int, bytes]] = {
    "an error": (500, b""), "no JSON": (200, b"<html>"), "a list": (200, b"[]"), "nothing": (200, b""),
    "elsewhere": (302, b""), "large": (200, b"[" + b" " * (transport.LARGEST + 1)),
}  # fmt: skip


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token"])
@pytest.mark.parametrize("how", AWAY)
@pytest.mark.one_database
def test_a_provider_that_is_broken_is_said_to_be_away(
    browser_of: Browser, hostile: Hostile, sara: Person, path: str, how: str
) -> None:
    if path.startswith("/."):
        hostile.answers = {path: AWAY[how]}
        answer = browser_of.client.get(START)
        assert (answer.status_code, "svarar inte just nu" in answer.text) == (409, True)
    else:
        hostile.answers = {path: AWAY[how]}
        assert returns(browser_of, hostile) in {409, 422}
    assert sign_in_here(browser_of, sara) == 303


def sign_in_here(browser: Browser, person: Person) -> int:
    sent = {"username": person.username, "password": make.PASSWORD}
    return browser.client.post("/sign-in", data=sent).status_code


@pytest.mark.parametrize("said", [
    {"issuer": "https://login.other.example"}, {"token_endpoint": "http://login.example/x"}, {"jwks_uri": None},
    {"authorization_endpoint": "javascript:alert(1)"},
])  # fmt: skip
def test_who_publishes_something_else_is_not_the_provider(
    browser_of: Browser, hostile: Hostile, sara: Person, said: dict[str, Any]
) -> None:
    hostile.discovery = said
    assert browser_of.client.get(START).status_code == 409


def test_a_provider_that_hangs_costs_seconds_and_is_not_asked_by_everybody(
    browser_of: Browser, hostile: Hostile, sara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "WHOLE_S", 0.2)
    hostile.drip_s = 0.02
    begun = time.monotonic()
    assert browser_of.client.get(START).status_code == 409
    assert time.monotonic() - begun < 5
    hostile.asked = []
    assert browser_of.client.get(START).status_code == 409
    assert not hostile.asked
    assert sign_in_here(browser_of, sara) == 303


def test_a_code_that_the_provider_refuses_and_a_secret_that_it_does_not_know(
    browser_of: Browser, hostile: Hostile, sara: Person
) -> None:
    hostile.answers = {"/token": (400, json.dumps({"error": "invalid_grant"}).encode())}
    assert returns(browser_of, hostile) == 422
    hostile.answers = {"/token": (401, json.dumps({"error": "invalid_client"}).encode())}
    assert returns(browser_of, hostile) == 409
    assert browser_of.said
    assert "godtar inte" in browser_of.said.text


@pytest.mark.parametrize("way", ["client_secret_post", "client_secret_basic"])
def test_the_verifier_and_the_secret_go_to_the_provider_and_nowhere_else(
    browser_of: Browser, hostile: Hostile, sara: Person, way: str
) -> None:
    hostile.discovery = {"token_endpoint_auth_methods_supported": [way]}
    assert returns(browser_of, hostile) == 303
    sent = dict(hostile.asked)["/token"]
    assert (sent["code"], len(sent["code_verifier"])) == ("a-code", 43)
    assert ("client_secret" in sent) is (way == "client_secret_post")
    assert sent["code_verifier"] not in browser_of.address


def test_many_wrong_answers_from_one_place_have_to_wait(
    browser_of: Browser, hostile: Hostile, sara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.people import signin
    from toolkit.people.throttle import Limit

    monkeypatch.setattr(signin, "PER_PLACE", Limit(free=2, first=timedelta(minutes=1), longest=timedelta(minutes=1)))
    hostile.claims = {"nonce": "wrong"}
    assert [returns(browser_of, hostile) for _ in range(2)] == [422, 422]
    hostile.claims = {}
    assert returns(browser_of, hostile) == 409


def test_roles_that_there_are_not_stop_the_start() -> None:
    from toolkit.errors import Misconfigured

    with pytest.raises(Misconfigured, match="The roles are"):
        use_provider("https://login.norrvik.example", roles={**ROLES, "x": ("boss",)})
    assert PROVIDER.what
