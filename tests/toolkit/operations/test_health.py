"""The health check knows each part, tells words alone, and costs nothing however often it is asked."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.jobs import leases, wakeups
from toolkit.jobs.queue import ALIVE
from toolkit.jobs.wakeups import BrokerState
from toolkit.operations import health, machine
from toolkit.vault.columns import vault
from toolkit.vault.store import FileStore

WELL = {"status": "ok", "disk": "ok", "database": "ok", "store": "ok", "worker": "ok"}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question is answered anew."""
    monkeypatch.setattr(health, "HOLDS_S", 0.0)


@pytest.fixture
def _working(app: Flask) -> None:
    leases.beat("somebody")


@pytest.mark.usefixtures("_working")
def test_all_parts_work(client: FlaskClient) -> None:
    for address in ("/health", "/health/web"):
        answer = client.get(address)
        assert (answer.status_code, answer.json) == (200, WELL)


def test_without_a_worker_the_web_server_still_serves(client: FlaskClient) -> None:
    whole, web = client.get("/health"), client.get("/health/web")
    assert (whole.status_code, whole.json) == (503, WELL | {"status": "wrong", "worker": "wrong"})
    assert (web.status_code, web.json) == (200, WELL | {"worker": "wrong"})


@pytest.mark.usefixtures("_working")
def test_a_worker_that_has_been_silent_for_a_while_is_missed(client: FlaskClient) -> None:
    with ahead(ALIVE * 2):
        assert client.get("/health").status_code == 503


@pytest.mark.usefixtures("_working")
def test_a_full_disk_is_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_bytes", lambda _folder: machine.LEAST_FREE - 1)
    for address in ("/health", "/health/web"):
        answer = client.get(address)
        assert (answer.status_code, answer.json) == (503, WELL | {"status": "wrong", "disk": "wrong"})


@pytest.mark.usefixtures("_working")
def test_a_disk_that_may_only_be_read_is_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_writable", lambda _folder: False)
    assert client.get("/health/web").json == WELL | {"status": "wrong", "disk": "wrong"}


@pytest.mark.usefixtures("_working")
def test_a_store_that_fails_is_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: FileStore, _name: str) -> bool:
        raise OSError

    monkeypatch.setattr(type(vault().store), "exists", fail)
    answer = client.get("/health")
    assert (answer.status_code, answer.json) == (503, WELL | {"status": "wrong", "store": "wrong"})


@pytest.mark.usefixtures("_working")
@pytest.mark.parametrize("state", [BrokerState.WELL, BrokerState.AWAY, BrokerState.STUCK])
def test_a_broker_is_told_of_where_there_is_one_and_pages_need_it_not(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, state: BrokerState
) -> None:
    broker = wakeups.Wakeups("redis://127.0.0.1:1/0")
    monkeypatch.setattr(wakeups.Wakeups, "state", lambda _self: state)
    answers = state is BrokerState.WELL
    wakeups.WAKEUPS.put(broker)
    whole, web = client.get("/health"), client.get("/health/web")
    word = "ok" if answers else "wrong"
    assert (whole.status_code, whole.json) == (200 if answers else 503, WELL | {"status": word, "broker": word})
    assert web.status_code == 200


def test_a_broker_that_is_away_does_not_answer() -> None:
    pytest.importorskip("celery")
    assert wakeups.Wakeups("redis://127.0.0.1:1/0").state() is BrokerState.AWAY


@pytest.fixture
def _away(app: Flask) -> Iterator[None]:
    """A database that takes no question any more."""

    def refuse(*_arguments: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception("the database is away"))

    event.listen(db.engine, "begin", refuse)
    yield
    event.remove(db.engine, "begin", refuse)


@pytest.mark.usefixtures("_away")
def test_a_database_that_is_away_is_told_without_a_page(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.mimetype) == (503, "application/json")
    assert answer.json == WELL | {"status": "wrong", "database": "wrong", "worker": "wrong"}


@pytest.mark.one_database
def test_whoever_asks_often_gets_the_same_answer(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[health.Health] = []
    look_now = health.look_now

    def count() -> health.Health:
        looked.append(look_now())
        return looked[-1]

    monkeypatch.setattr(health, "HOLDS_S", 60.0)
    monkeypatch.setattr(health, "look_now", count)
    answers = {client.get("/health").get_data() for _ in range(20)}
    assert (len(answers), len(looked)) == (1, 1)
