"""Signing out: here, at the provider too, and when the provider says that somebody has signed out there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.toolkit.oidc.conftest import Browser
from tests.toolkit.oidc.hostile import LOGOUT, OTHER, Hostile
from tests.toolkit.oidc.test_signing_in import come_in
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.oidc import answers
from toolkit.oidc import provider as providers
from toolkit.oidc.models import UsedAnswer
from toolkit.people import sessions
from toolkit.people.models import Person

PATH = "/sign-in/municipality/logout"


def tell(app: Flask, token: str) -> int:
    answer = app.test_client().post(PATH, data={"logout_token": token})
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code


def test_the_session_that_the_provider_ends_ends_here_and_no_other(app: Flask, hostile: Hostile, sara: Person) -> None:
    there, elsewhere, here = (Browser(app.test_client()) for _ in range(3))
    come_in(there, hostile)
    come_in(elsewhere, hostile, sid="session-2")
    token = sessions.begin(sara)
    db.session.commit()
    here.client.set_cookie("who", token)
    assert tell(app, hostile.logout_token()) == 200
    assert [one.is_in() for one in (there, elsewhere, here)] == [False, True, True]
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.PROVIDER_SIGNED_OUT)).one()
    assert (line.object_id, line.facts) == (sara.id, {"number": 1})
    assert tell(app, hostile.logout_token(jti="number-2", sid=None)) == 200, "the whole account"
    assert [one.is_in() for one in (there, elsewhere, here)] == [False, False, True]


def test_a_session_without_a_name_ends_with_its_account(app: Flask, hostile: Hostile, sara: Person) -> None:
    come_in(browser := Browser(app.test_client()), hostile, sid=None)
    assert tell(app, hostile.logout_token(sub=None)) == 200
    assert browser.is_in(), "another session of the provider's"
    assert tell(app, hostile.logout_token(jti="number-2", sub=None, sid="")) == 400
    assert tell(app, hostile.logout_token(jti="number-3", sid=None)) == 200
    assert not browser.is_in()


def test_what_nobody_here_has_is_no_error(app: Flask, hostile: Hostile, sara: Person) -> None:
    come_in(browser := Browser(app.test_client()), hostile)
    assert tell(app, hostile.logout_token(sub="subject-9", sid=None)) == 200
    assert tell(app, hostile.logout_token(jti="number-2", sub="subject-9")) == 200, "of another account"
    assert browser.is_in()


def test_it_counts_once(app: Flask, hostile: Hostile, sara: Person) -> None:
    come_in(Browser(app.test_client()), hostile)
    token = hostile.logout_token()
    assert tell(app, token) == 200
    come_in(browser := Browser(app.test_client()), hostile)
    assert tell(app, token) == 400
    assert browser.is_in()
    with ahead(timedelta(hours=2)):
        answers.sweep()
        assert not db.session.scalars(sa.select(UsedAnswer)).all()
        db.session.rollback()


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://login.evil.example"},
    "another program": {"aud": "another-program"},
    "no number": {"jti": None},
    "an empty number": {"jti": ""},
    "no time": {"iat": None},
    "no event": {"events": None},
    "another event": {"events": {"http://schemas.openid.net/event/other": {}}},
    "an event that is a list": {"events": [LOGOUT]},
    "an event without an object": {"events": {LOGOUT: True}},
    "an ID token": {"nonce": "n"},
    "about nobody": {"sub": None, "sid": None},
    "a number for a name": {"sid": 7},
}


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.one_database
def test_a_word_that_does_not_hold_ends_nothing(app: Flask, hostile: Hostile, sara: Person, lie: str) -> None:
    come_in(browser := Browser(app.test_client()), hostile)
    assert tell(app, hostile.logout_token(**LIES[lie])) == 400
    assert browser.is_in()


@pytest.mark.parametrize(("name", "seconds"), [("iat", -600), ("iat", 600), ("exp", -600)])
@pytest.mark.one_database
def test_an_old_word_ends_nothing(app: Flask, hostile: Hostile, sara: Person, name: str, seconds: int) -> None:
    come_in(browser := Browser(app.test_client()), hostile)
    claims: dict[str, Any] = {name: int(clock.now().timestamp()) + seconds}
    assert tell(app, hostile.logout_token(**claims)) == 400
    assert browser.is_in()


@pytest.mark.parametrize("typ", ["JWT", None, "at+jwt", "logout+jwt;x"])
@pytest.mark.one_database
def test_a_word_that_does_not_say_that_it_is_one_ends_nothing(
    app: Flask, hostile: Hostile, sara: Person, typ: str | None
) -> None:
    come_in(browser := Browser(app.test_client()), hostile)
    assert tell(app, hostile.logout_token(typ=typ)) == 400
    assert browser.is_in()


@pytest.mark.parametrize(
    ("typ", "status"), [("JWT", 200), (None, 200), ("application/logout+jwt", 200), ("at+jwt", 400)]
)
@pytest.mark.one_database
def test_where_the_setting_says_so_it_is_believed_without_a_type(
    app: Flask, hostile: Hostile, sara: Person, monkeypatch: pytest.MonkeyPatch, *, typ: str | None, status: int
) -> None:
    provider = providers.find()
    assert provider is not None
    monkeypatch.setattr(provider, "settings", replace(provider.settings, logout_untyped=True))
    come_in(browser := Browser(app.test_client()), hostile)
    assert tell(app, hostile.logout_token(typ=typ)) == status
    assert browser.is_in() == (status == 400)


@pytest.mark.one_database
def test_a_word_signed_by_somebody_else_ends_nothing(app: Flask, hostile: Hostile, sara: Person) -> None:
    come_in(browser := Browser(app.test_client()), hostile)
    hostile.signing = OTHER
    assert tell(app, hostile.logout_token()) == 400
    hostile.reset()
    hostile.alg = "HS256"
    assert tell(app, hostile.logout_token()) == 400
    hostile.reset()
    assert tell(app, hostile.id_token()) == 400, "an ID token is no such word"
    assert tell(app, "") == 400
    assert app.test_client().get(PATH).status_code == 405
    assert browser.is_in()


def test_whoever_signs_out_here_is_offered_the_way_out_there(app: Flask, hostile: Hostile, sara: Person) -> None:
    come_in(browser := Browser(app.test_client()), hostile)
    door = browser.client.post("/sign-out").headers["Location"]
    page = browser.client.get(door).text
    assert "/sign-out/municipality" in page
    leads = browser.client.get("/sign-out/municipality").headers["Location"]
    assert leads.startswith(f"{hostile.issuer}/leave?client_id=roster&post_logout_redirect_uri=http")
    token = sessions.begin(sara)
    db.session.commit()
    browser.client.set_cookie("who", token)
    assert browser.client.post("/sign-out").headers["Location"] == "/sign-in", "a local account"


def test_a_provider_that_offers_no_way_out_leads_back_to_the_door(app: Flask, hostile: Hostile, sara: Person) -> None:
    hostile.discovery = {"end_session_endpoint": None}
    come_in(browser := Browser(app.test_client()), hostile)
    page = browser.client.get(browser.client.post("/sign-out").headers["Location"]).text
    assert "/sign-out/municipality" not in page
    assert browser.client.get("/sign-out/municipality").headers["Location"] == "/sign-in"
