"""Against a certified provider, as it is: in, out, roles that go, a code twice, a new proof, and when it is gone."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from flask import Flask

from tests import factories as make
from tests.engines import ENGINES
from tests.packages import NoMeansError, in_ci
from tests.provider import AtTheProvider, RealProvider
from tests.toolkit.oidc.conftest import LEADERS, ROLES, START, WORKERS, Browser, use_provider
from toolkit.access import Role
from toolkit.db import db
from toolkit.oidc import checking
from toolkit.people.models import Person

pytestmark = [ENGINES, pytest.mark.one_database, pytest.mark.slow]


class BackChannel:
    """Where the provider tells that somebody has signed out: it holds the words until a test hands them on."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                outer.heard.append(sent["logout_token"][0])
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/logout"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(scope="module")
def back_channel() -> Iterator[BackChannel]:
    made = BackChannel()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def real(back_channel: BackChannel) -> Iterator[RealProvider]:
    try:
        made = RealProvider(tells=back_channel.url)
    except NoMeansError as problem:
        pytest.fail(str(problem)) if in_ci() else pytest.skip(str(problem))
    yield made
    made.stop()


@pytest.fixture
def sara(app: Flask, real: RealProvider, worker: Person) -> Person:
    """Somebody who was added here, and has an account there; the program asks the real provider."""
    use_provider(real.issuer, roles=ROLES)
    worker.username = "sara.lind"
    db.session.commit()
    real.know("sara", "sara.lind", WORKERS)
    return worker


def come_in(browser: Browser, person: AtTheProvider) -> int:
    browser.start(to="/account")
    return browser.back(person.go(browser.address)).status_code


def test_in_by_the_account_out_by_its_word(
    app: Flask, sara: Person, real: RealProvider, back_channel: BackChannel
) -> None:
    browser, at_home = Browser(app.test_client()), AtTheProvider("sara")
    assert come_in(browser, at_home) == 303
    assert browser.is_in()
    real.know("sara", "sara.ek", LEADERS)
    assert come_in(second := Browser(app.test_client()), at_home) == 303, "a session there, and another name"
    assert at_home.forms == 1
    assert set(db.session.get_one(Person, sara.id, populate_existing=True).roles) == {
        Role.UNIT_LEADER, Role.FACILITATOR,
    }  # fmt: skip
    db.session.rollback()
    browser.client.post("/sign-out")
    leads = browser.client.get("/sign-out/municipality").headers["Location"]
    assert at_home.go(leads).endswith("/sign-in")
    assert len(back_channel.heard) == 1
    for status in (200, 400):
        said = {"logout_token": back_channel.heard[0]}
        assert app.test_client().post("/sign-in/municipality/logout", data=said).status_code == status
    assert not second.is_in()
    real.know("sara", "sara.ek", "something-else")
    assert come_in(Browser(app.test_client()), AtTheProvider("sara")) == 403


def test_a_code_twice_and_the_code_of_another_browser(app: Flask, sara: Person) -> None:
    browser, other = Browser(app.test_client()), Browser(app.test_client())
    browser.start()
    returned = AtTheProvider("sara").go(browser.address)
    other.start()
    assert other.back(returned).status_code == 422
    cookie = browser.client.get_cookie("provider")
    assert cookie
    assert browser.back(returned).status_code == 303
    browser.client.delete_cookie("who")
    browser.client.set_cookie("provider", cookie.value)
    assert browser.back(returned).status_code == 422


def test_a_new_proof_is_a_new_sign_in_there(app: Flask, sara: Person) -> None:
    browser, at_home = Browser(app.test_client()), AtTheProvider("sara")
    come_in(browser, at_home)
    browser.start(path="/confirm/municipality")
    assert browser.back(at_home.go(browser.address)).headers["Location"].startswith("/confirmed")
    assert at_home.forms == 2


def test_doctor_says_what_it_offers(sara: Person) -> None:
    said = [(one.level, one.message) for one in checking.check()]
    assert said == [
        ("ok", "It answers, and tells when somebody has signed out."),
        ("ok", "Groups that give a role here: %(number)s"),
    ]


def test_when_it_is_gone_accounts_here_go_on(app: Flask, worker: Person) -> None:
    gone = RealProvider(tells="http://127.0.0.1:9/nobody")
    use_provider(gone.issuer)
    worker.username = "sara.lind"
    db.session.commit()
    gone.know("sara", "sara.lind")
    browser = Browser(app.test_client())
    browser.start()
    returned = AtTheProvider("sara").go(browser.address)
    gone.stop()
    assert browser.back(returned).status_code == 409
    use_provider(gone.issuer)
    assert "svarar inte just nu" in browser.client.get(START).text
    assert [one.level for one in checking.check()] == ["wrong"]
    sent = {"username": worker.username, "password": make.PASSWORD}
    assert browser.client.post("/sign-in", data=sent).status_code == 303
