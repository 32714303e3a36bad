"""The broker killed again and again while jobs come and go: nothing is lost, nothing is done twice, nobody waits."""

import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.engines import ENGINES, KeptEngine, being_killed, kills
from tests.toolkit.jobs import crew
from toolkit.config import Settings
from toolkit.db import db
from toolkit.jobs import queue, wakeups

JOBS = 12
KILLS = {"redis": kills(10), "amqp": kills(1)}  # RabbitMQ takes many seconds to come back
PACE_S = {"redis": 0.1, "amqp": 1.0}
PATIENCE_S = 100 + 60 * KILLS["amqp"]
"""A minute for each time that RabbitMQ starts, where all tests want the processor."""

pytestmark = [ENGINES, pytest.mark.slow, pytest.mark.timeout(2 * PATIENCE_S)]


@pytest.fixture
def settings(settings: Settings, broker_server: KeptEngine) -> Settings:
    return replace(settings, broker_url=broker_server.url)


@pytest.fixture
def url(app: Flask) -> Iterator[str]:
    crew.make_paper()
    yield db.engine.url.render_as_string(hide_password=False)
    crew.remove_paper()


@pytest.fixture
def sending(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each who saved was kept by the broker, in seconds; what the database takes is not in it."""
    took, send = list[float](), wakeups.Wakeups.send

    def timed(broker: wakeups.Wakeups, job_ids: Iterable[uuid.UUID]) -> None:
        before = time.monotonic()
        send(broker, job_ids)
        took.append(time.monotonic() - before)

    monkeypatch.setattr(wakeups.Wakeups, "send", timed)
    return took


def test_a_broker_that_is_killed_costs_time_and_nothing_else(
    url: str, broker_server: KeptEngine, sending: list[float]
) -> None:
    deadline, jobs, scheme = time.monotonic() + PATIENCE_S, 0, urlsplit(broker_server.url).scheme
    with crew.at_work(2, url, broker_server.url):
        with being_killed(broker_server, KILLS[scheme]) as over:
            while jobs < JOBS or not over.is_set():
                queue.enqueue(None, "hear", ref=uuid.uuid4())
                db.session.commit()
                jobs += 1
                over.wait(PACE_S[scheme])
        crew.wait_until_done(deadline)
    assert len(crew.check_each_unit_once()) == len(sending) == jobs
    assert max(sending) < wakeups.CONNECT_S, "somebody who saved waited for the broker"
    assert wakeups.ask(broker_server.url) is wakeups.BrokerState.WELL, "whoever comes next finds it whole"
