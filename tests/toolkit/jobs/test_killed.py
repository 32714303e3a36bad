"""Two worker processes, killed with kill -9 again and again: every unit of every job exactly once."""

import random
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.toolkit.jobs.lab import UNITS
from toolkit.db import db
from toolkit.jobs import queue
from toolkit.jobs.models import Job, State, WorkerBeat

JOBS, KILLS, PATIENCE_S = 6, 6, 60
ROOT = Path(__file__).parents[3]

Process = subprocess.Popen[bytes]


@pytest.fixture
def url(app: Flask) -> Iterator[str]:
    db.session.execute(sa.text("CREATE TABLE heard (job VARCHAR(36), number INTEGER)"))
    for _ in range(JOBS):
        queue.enqueue(None, "hear", ref=uuid.uuid4())
    db.session.commit()
    yield db.engine.url.render_as_string(hide_password=False)
    db.session.rollback()
    db.session.execute(sa.text("DROP TABLE heard"))
    db.session.commit()


def start(url: str) -> Process:
    worker = subprocess.Popen([sys.executable, "-m", "tests.toolkit.jobs.lab", url], cwd=ROOT, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"ready\n"
    return worker


def end(worker: Process, number: signal.Signals) -> int:
    worker.send_signal(number)
    if worker.stdout:
        worker.stdout.close()
    return worker.wait(timeout=20)


def are_done() -> bool:
    states = set(db.session.scalars(sa.select(Job.state)))
    db.session.rollback()
    return states == {State.DONE}


@pytest.mark.slow
def test_every_unit_is_saved_exactly_once_whoever_is_killed(url: str) -> None:
    chance, deadline = random.Random(4711), time.monotonic() + PATIENCE_S
    workers = [start(url), start(url)]
    try:
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.05, 0.4))
            victim = chance.randrange(2)
            end(workers[victim], signal.SIGKILL)
            workers[victim] = start(url)
        while not are_done():
            assert time.monotonic() < deadline, "the jobs did not come to their end"
            time.sleep(0.1)
        assert [end(worker, signal.SIGTERM) for worker in workers] == [0, 0]
    finally:
        for worker in workers:
            if worker.poll() is None:
                end(worker, signal.SIGKILL)
    saved = Counter(tuple(row) for row in db.session.execute(sa.text("SELECT job, number FROM heard")))
    jobs = db.session.scalars(sa.select(Job)).all()
    assert saved == {(str(job.id), number): 1 for job in jobs for number in range(UNITS)}
    assert sum(job.attempt for job in jobs) > JOBS, "nobody was killed at work: the test showed nothing"
    heard_of = {owner.split(":")[1] for owner in db.session.scalars(sa.select(WorkerBeat.owner))}
    assert not heard_of & {str(worker.pid) for worker in workers}, "who stops cleanly says so"
