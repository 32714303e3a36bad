"""PostgreSQL killed with kill -9 again and again while jobs come and go: every unit of every job exactly once."""

import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import psycopg
import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.engines import ENGINES, KeptEngine, being_killed, kills
from tests.toolkit.jobs import crew
from toolkit.config import Settings
from toolkit.db import db
from toolkit.jobs import queue

JOBS, KILLS, PACE_S, PATIENCE_S = 12, kills(10), 0.1, 200

pytestmark = [ENGINES, pytest.mark.slow, pytest.mark.one_database, pytest.mark.timeout(2 * PATIENCE_S)]


@pytest.fixture
def settings(settings: Settings, own_postgres: KeptEngine, make_tables: Callable[[str], None]) -> Settings:
    make_tables(own_postgres.url)
    return replace(settings, database_url=own_postgres.url)


def ask(ref: uuid.UUID, deadline: float) -> None:
    """As a person does whose page said that the database does not answer: look whether it is there, or try again."""
    while time.monotonic() < deadline:
        try:
            if queue.find_job("hear", ref=ref) is None:
                queue.enqueue(None, "hear", ref=ref)
            db.session.commit()
        except OperationalError:
            db.session.rollback()
            time.sleep(0.05)
        else:
            return


def is_hearing(address: str) -> bool:
    """Whether a worker has a job in hand, asked on a line of its own."""
    with suppress(psycopg.Error), psycopg.connect(address.replace("+psycopg", "")) as line:
        return bool(line.execute("SELECT EXISTS (SELECT FROM job WHERE state = 'running')").fetchone() == (True,))
    return False


def test_a_database_that_is_killed_loses_nothing_and_does_nothing_twice(app: Flask, own_postgres: KeptEngine) -> None:
    deadline, asked = time.monotonic() + PATIENCE_S, 0
    crew.make_paper()
    with crew.at_work(2, own_postgres.url):
        with being_killed(own_postgres, KILLS, at_work=partial(is_hearing, own_postgres.url)) as over:
            while asked < JOBS or not over.is_set():
                ask(uuid.uuid4(), deadline)
                asked += 1
                over.wait(PACE_S)
        crew.wait_until_done(deadline)
    jobs = crew.check_each_unit_once()
    assert len(jobs) == asked
    assert sum(job.attempt for job in jobs) >= asked + KILLS // 2, (
        "it was seldom killed at work: the test showed little"
    )
