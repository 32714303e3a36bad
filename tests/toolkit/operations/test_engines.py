"""The administrator's page says which engines there are, how each is and since when; it names no address."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.wall_clock import ahead
from toolkit import clock, config, migrating
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.findings import Level
from toolkit.jobs import leases, queue, wakeups
from toolkit.jobs.wakeups import BrokerState
from toolkit.operations import engines, health
from toolkit.people.models import Person

SECRET = "amqps://roster:hush@rabbit.example//"
PAGE = "/admin/operation"
Browser = Callable[[Person], FlaskClient]


@pytest.fixture
def admin(app: Flask) -> Person:
    leases.beat("somebody")
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question is answered anew, and the tables of the tests count as this version's."""
    monkeypatch.setattr(migrating, "is_current", lambda _engine: True)
    monkeypatch.setattr(health, "HOLDS_S", 0.0)


@pytest.fixture
def say(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[BrokerState], None]:
    """A broker that answers so."""

    def at(state: BrokerState) -> None:
        monkeypatch.setattr(wakeups, "ask", lambda _url: state)
        config.SETTINGS.put(replace(config.current(), broker_url=SECRET))
        wakeups.WAKEUPS.put(wakeups.Wakeups(SECRET))

    return at


def look(person: Person) -> dict[str, engines.Engine]:
    return {one.found.about: one for one in engines.get_overview(make.actor(person)).engines}


def text_of(signed_in: Browser, person: Person) -> str:
    answer = signed_in(person).get(PAGE)
    assert answer.status_code == 200
    inspect_page(answer.text, answer.headers)
    return answer.text


def test_without_more_machines_everything_works(admin: Person, signed_in: Browser) -> None:
    said = text_of(signed_in, admin)
    for words in ("Allt fungerar", "En mapp på den här datorn", "Inget jobb väntar", "Ingen är angiven"):
        assert words in said
    assert {one.found.level for one in look(admin).values()} == {Level.OK}


def test_it_is_the_administrators_alone(app: Flask) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(NotFound):
            engines.get_overview(make.actor(make.a_person(make.a_unit(), role)))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (BrokerState.WELL, "RabbitMQ svarar"),
        (BrokerState.AWAY, "Den svarar inte"),
        (BrokerState.STUCK, "har ingen ledare"),
        (BrokerState.CLOSED, "släpper inte in"),
    ],
)
def test_a_broker_is_said_with_the_way_out_and_no_address(
    admin: Person, signed_in: Browser, say: Callable[[BrokerState], None], state: BrokerState, words: str
) -> None:
    say(state)
    said = text_of(signed_in, admin)
    assert words in said
    assert "RabbitMQ" in said
    assert ("Allt fungerar.</" in said) is (state is BrokerState.WELL)
    for secret in ("hush", "rabbit.example", "roster:"):
        assert secret not in said


def test_since_when_it_has_been_so(admin: Person, say: Callable[[BrokerState], None]) -> None:
    say(BrokerState.WELL)
    begun = look(admin)["The broker"].since
    with ahead(timedelta(seconds=20)):
        assert look(admin)["The broker"].since == begun
        say(BrokerState.AWAY)
        gone = look(admin)["The broker"].since
        assert begun is not None
        assert gone is not None
        assert gone - begun >= timedelta(seconds=20)
        assert look(admin)["Database"].since == look(admin)["Recordings"].since == begun


def test_how_many_jobs_wait_and_since_when(admin: Person, signed_in: Browser) -> None:
    for minutes in (-5, -2, 5):
        queue.enqueue(None, "hear", ref=uuid.uuid4(), run_after=clock.now() + timedelta(minutes=minutes))
    db.session.commit()
    found = engines.get_overview(make.actor(admin))
    assert found.waiting == 2
    assert found.waiting_since is not None
    assert timedelta(minutes=4) < clock.now() - found.waiting_since < timedelta(minutes=7)
    assert "2 jobb väntar" in text_of(signed_in, admin)
