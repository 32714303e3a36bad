"""The broker killed again and again while jobs come and go: nothing is lost, nothing is done twice, nobody waits."""

import time
import uuid
from collections.abc import Iterator
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


def test_a_broker_that_is_killed_costs_time_and_nothing_else(url: str, broker_server: KeptEngine) -> None:
    deadline, slowest, jobs = time.monotonic() + PATIENCE_S, 0.0, 0
    scheme = urlsplit(broker_server.url).scheme
    with crew.at_work(2, url, broker_server.url):
        with being_killed(broker_server, KILLS[scheme]) as over:
            while jobs < JOBS or not over.is_set():
                before = time.monotonic()
                queue.enqueue(None, "hear", ref=uuid.uuid4())
                db.session.commit()
                slowest, jobs = max(slowest, time.monotonic() - before), jobs + 1
                over.wait(PACE_S[scheme])
        crew.wait_until_done(deadline)
    assert len(crew.check_each_unit_once()) == jobs
    assert slowest < 2, "somebody who saved waited for the broker"
    assert wakeups.ask(broker_server.url) is wakeups.BrokerState.WELL, "whoever comes next finds it whole"
