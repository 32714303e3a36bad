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
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.toolkit.jobs.lab import UNITS
from toolkit.db import db, reading
from toolkit.jobs import queue
from toolkit.jobs.models import Job, State, WorkerBeat

JOBS, KILLS, PATIENCE_S = 5, 5, 90
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


def load(url: str) -> Process:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.toolkit.jobs.lab", url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )


def begin(worker: Process) -> Process:
    assert worker.stdout
    assert worker.stdin
    assert worker.stdout.readline() == b"ready\n"
    worker.stdin.write(b"\n")
    return worker


def end(worker: Process, number: signal.Signals) -> int:
    worker.send_signal(number)
    worker.communicate(timeout=20)
    return worker.returncode


def find_busy(workers: list[Process], deadline: float) -> int | None:
    """Which worker has a job in hand now: 0 or 1; None when all jobs are done."""
    while time.monotonic() < deadline and not are_done():
        owners = {owner.split(":")[3] for owner in look(sa.select(Job.owner)) if owner}
        for number, worker in enumerate(workers):
            if str(worker.pid) in owners:
                return number
        time.sleep(0.01)
    return None


def are_done() -> bool:
    return set(look(sa.select(Job.state))) == {State.DONE}


def look(query: sa.Select[Any]) -> list[Any]:
    """Read without taking the write lock that the workers need."""
    with reading():
        found = list(db.session.scalars(query))
        db.session.rollback()
    return found


@pytest.mark.slow
def test_every_unit_is_saved_exactly_once_whoever_is_killed(url: str) -> None:
    chance, deadline = random.Random(4711), time.monotonic() + PATIENCE_S
    crew = [load(url) for _ in range(KILLS + 2)]
    try:
        workers, spare = [begin(crew[0]), begin(crew[1])], crew[2:]
        while spare and (victim := find_busy(workers, deadline)) is not None:
            time.sleep(chance.uniform(0, 0.15))
            end(workers[victim], signal.SIGKILL)
            workers[victim] = begin(spare.pop())
        while not are_done():
            assert time.monotonic() < deadline, "the jobs did not come to their end"
            time.sleep(0.1)
        assert [end(worker, signal.SIGTERM) for worker in workers] == [0, 0]
    finally:
        for worker in crew:
            if worker.poll() is None:
                end(worker, signal.SIGKILL)
    saved = Counter(tuple(row) for row in db.session.execute(sa.text("SELECT job, number FROM heard")))
    jobs = db.session.scalars(sa.select(Job)).all()
    assert saved == {(str(job.id), number): 1 for job in jobs for number in range(UNITS)}
    assert sum(job.attempt for job in jobs) > JOBS, "nobody was killed at work: the test showed nothing"
    heard_of = {owner.split(":")[3] for owner in db.session.scalars(sa.select(WorkerBeat.owner))}
    assert not heard_of & {str(worker.pid) for worker in workers}, "who stops cleanly says so"
