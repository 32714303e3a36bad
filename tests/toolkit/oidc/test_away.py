"""A provider that is away, broken, slow or somebody else: said in words, and local accounts go on."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest

from tests import factories as make
from tests.toolkit.oidc.conftest import ROLES, START, Browser, returns, use_provider
from tests.toolkit.oidc.hostile import Hostile
from toolkit.oidc import transport
from toolkit.oidc.provider import PROVIDER
from toolkit.people.models import Person

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
