"""The broker killed again and again while jobs come and go: nothing is lost, nothing is done twice, nobody waits."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.engines import ENGINES, KILLED_BROKERS, KeptEngine, being_killed, kills
from tests.toolkit.jobs import crew
from toolkit.config import Settings
from toolkit.db import db
from toolkit.jobs import queue

pytestmark = [ENGINES, pytest.mark.slow]

JOBS, PATIENCE_S = 12, 400
KILLS = {"redis": kills(10), "amqp": kills(1)}  # RabbitMQ takes 20 s to come back


@pytest.fixture
def settings(settings: Settings, broker_server: KeptEngine) -> Settings:
    return replace(settings, broker_url=broker_server.url)


@pytest.fixture
def url(app: Flask) -> Iterator[str]:
    crew.make_paper()
    yield db.engine.url.render_as_string(hide_password=False)
    crew.remove_paper()


@pytest.mark.parametrize("broker_server", KILLED_BROKERS, indirect=True)
def test_a_broker_that_is_killed_costs_time_and_nothing_else(url: str, broker_server: KeptEngine) -> None:
    deadline, slowest = time.monotonic() + PATIENCE_S, 0.0
    with crew.at_work(2, url, broker_server.url):
        with being_killed(broker_server, KILLS[urlsplit(broker_server.url).scheme]):
            for _ in range(JOBS):
                before = time.monotonic()
                queue.enqueue(None, "hear", ref=uuid.uuid4())
                db.session.commit()
                slowest = max(slowest, time.monotonic() - before)
                time.sleep(0.1)
        crew.wait_until_done(deadline)
    assert len(crew.check_each_unit_once()) == JOBS
    assert slowest < 2, "somebody who saved waited for the broker"
