"""The program with a provider beside it: one that can be told to lie, or a real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import factories as make
from tests.provider import HOME
from tests.toolkit.oidc.hostile import Hostile
from toolkit.access import Role
from toolkit.db import db
from toolkit.oidc.provider import PROVIDER, Provider
from toolkit.oidc_settings import OidcSettings
from toolkit.people.models import Person

START = "/sign-in/municipality"
BACK = "/sign-in/municipality/return"
WORKERS, LEADERS, CHIEFS, NORTH = "br-workers", "br-leaders", "br-administrators", "br-unit-north"
ROLES = {WORKERS: ("social_worker",), LEADERS: ("unit_leader", "facilitator"), CHIEFS: ("administrator",)}


def oidc_settings(issuer: str, **more: Any) -> OidcSettings:
    return OidcSettings(issuer=issuer, client_id="roster", secret="hush-of-the-tests", **more)


@dataclass
class Browser:
    """Somebody's browser at our door. `address` is where it was sent, `said` what it got last."""

    client: FlaskClient
    address: str = ""
    answer: TestResponse | None = None

    def start(self, *, to: str = "", path: str = START) -> dict[str, str]:
        """On the way to the provider: what was asked there."""
        answer = self.client.get(path, query_string={"next": to} if to else {})
        assert answer.status_code == 303, answer.text
        self.address = str(answer.headers["Location"])
        return {name: values[0] for name, values in parse_qs(urlsplit(self.address).query).items()}

    def back(self, returned: str = "", **said: str) -> TestResponse:
        """Back again, with what the provider says; the page is shown, and then sent."""
        said = said or {name: values[0] for name, values in parse_qs(urlsplit(returned).query).items()}
        page = self.client.get(BACK, query_string=said)
        assert page.status_code == 200, page.text
        self.answer = self.client.post(BACK, data=said)
        return self.answer

    @property
    def said(self) -> TestResponse:
        """What it got last."""
        assert self.answer, "it has not been back"
        return self.answer

    def is_in(self) -> bool:
        """Whether somebody has signed in here."""
        return self.client.get("/account").status_code == 200


def returns(browser: Browser, hostile: Hostile, **said: str) -> int:
    """The status for whoever comes back; what is said differs from what should be, where it is given."""
    asked = browser.start()
    hostile.nonce = asked["nonce"]
    return browser.back(**{"code": "a-code", "state": asked["state"], **said}).status_code


def use_provider(issuer: str, **more: Any) -> None:
    """From now on this is the provider of the app at work."""
    PROVIDER.put(Provider(oidc_settings(issuer, **more)))


@pytest.fixture(scope="session")
def liar() -> Iterator[Hostile]:
    made = Hostile()
    yield made
    made.stop()


@pytest.fixture
def hostile(liar: Hostile) -> Hostile:
    liar.reset()
    return liar


@pytest.fixture
def app(app: Flask, hostile: Hostile) -> Flask:
    """The program beside a provider that says what it is told to; groups count."""
    app.config["ADDRESSES"] = (HOME,)
    use_provider(hostile.issuer, roles=ROLES, units={NORTH: "Norr"})
    return app


@pytest.fixture
def boss(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR, name="Agnes Administratör")


@pytest.fixture
def worker(boss: Person) -> Person:
    return make.a_person(boss.unit, Role.SOCIAL_WORKER, name="Sara Lind")


@pytest.fixture
def sara(worker: Person) -> Person:
    """Somebody who was added here with the user name that they have at the municipality."""
    worker.username = "sara.lind"
    db.session.commit()
    return worker


@pytest.fixture
def browser_of(app: Flask) -> Browser:
    return Browser(app.test_client())
