"""A provider that lies, is late or is away; an answer that is another's, old or used: nobody gets in."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.toolkit.oidc.conftest import BACK, Browser, returns
from tests.toolkit.oidc.hostile import KEY, OTHER, Hostile
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.people.models import Person, SignInSession


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
    assert "gick inte att lita på" in browser_of.said.text
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
