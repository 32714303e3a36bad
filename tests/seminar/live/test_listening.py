"""What another process commits is told on a connection of its own, which is opened anew when it is lost."""

import threading
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine

from seminar.changes.notices import CHANNEL
from seminar.live import listening
from seminar.live.listening import Listener
from tests.servers import postgres_database

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
PATIENCE_S = 20


class Bell:
    """How often it has been rung, and patience for it."""

    def __init__(self) -> None:
        self.rung, self._heard = 0, threading.Condition()

    def __call__(self) -> None:
        with self._heard:
            self.rung += 1
            self._heard.notify_all()

    def wait(self, times: int) -> bool:
        with self._heard:
            return self._heard.wait_for(lambda: self.rung >= times, PATIENCE_S)


@pytest.fixture(scope="module")
def address() -> Iterator[dict[str, Any]]:
    with postgres_database() as url:
        engine = create_engine(url)
        yield dict(engine.dialect.create_connect_args(engine.url)[1])
        engine.dispose()


@pytest.fixture
def heard(address: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Bell, str]]:
    """A listener that listens, and the name of its connection."""
    monkeypatch.setattr(listening, "RECONNECT_S", 0.01)
    name, bell = uuid.uuid4().hex, Bell()
    listener = Listener(lambda: psycopg.connect(**address, application_name=name), bell)
    listener.start()
    assert bell.wait(1)
    yield bell, name
    listener.stop()
    listener.join(PATIENCE_S)
    assert not listener.is_alive()


def test_a_commit_rings_and_a_rollback_does_not(heard: tuple[Bell, str], address: dict[str, Any]) -> None:
    bell, _name = heard
    with psycopg.connect(**address) as other:
        other.execute(f"NOTIFY {CHANNEL}")
        other.rollback()
        assert bell.rung == 1
        other.execute(f"NOTIFY {CHANNEL}")
        other.commit()
        assert bell.wait(2)
    assert bell.rung == 2


def test_a_lost_connection_is_opened_anew(heard: tuple[Bell, str], address: dict[str, Any]) -> None:
    bell, name = heard
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
    with psycopg.connect(**address, autocommit=True) as other:
        other.execute(ended, (name,))
        assert bell.wait(2)  # it rings when it listens again, for what it has missed
        other.execute(f"NOTIFY {CHANNEL}")
        assert bell.wait(3)


def test_a_database_that_is_away_is_tried_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "RECONNECT_S", 0.01)
    tried = Bell()

    def connect() -> psycopg.Connection:
        tried()
        raise psycopg.OperationalError

    listener = Listener(connect, Bell())
    listener.start()
    assert tried.wait(3)
    listener.stop()
    listener.join(PATIENCE_S)
    assert not listener.is_alive()
