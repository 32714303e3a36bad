"""Worker processes for the fault tests (`lab`), and what they leave in the database."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.toolkit.jobs.lab import UNITS
from toolkit.db import db, reading
from toolkit.jobs.models import Job, State

ROOT = Path(__file__).parents[3]

Process = subprocess.Popen[bytes]


def load(url: str, *more: str) -> Process:
    """A worker process that is about to be ready. `more`: see `lab`."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.toolkit.jobs.lab", url, *more],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )


def begin(worker: Process) -> Process:
    """Let it work, once it is ready."""
    assert worker.stdout
    assert worker.stdin
    assert worker.stdout.readline() == b"ready\n"
    worker.stdin.write(b"\n")
    return worker


def end(worker: Process, number: signal.Signals) -> int:
    """Send it a signal, and wait; its exit status."""
    worker.send_signal(number)
    worker.communicate(timeout=20)
    return worker.returncode


@contextmanager
def at_work(count: int, url: str, *more: str) -> Iterator[None]:
    """So many workers, who end cleanly afterwards."""
    workers = [load(url, *more) for _ in range(count)]
    try:
        for worker in workers:
            begin(worker)
        yield
        assert [end(worker, signal.SIGTERM) for worker in workers] == [0] * count
    finally:
        for worker in workers:
            if worker.poll() is None:
                end(worker, signal.SIGKILL)


def make_paper() -> None:
    """The table in which each unit of work is written down."""
    db.session.execute(sa.text("CREATE TABLE heard (job VARCHAR(36), number INTEGER)"))
    db.session.commit()


def remove_paper() -> None:
    """Take it away."""
    db.session.rollback()
    db.session.execute(sa.text("DROP TABLE heard"))
    db.session.commit()


def look(query: sa.Select[Any]) -> list[Any]:
    """Read without taking the write lock that the workers need."""
    with reading():
        found = list(db.session.scalars(query))
        db.session.rollback()
    return found


def are_done() -> bool:
    """Whether every job has come to its end."""
    return set(look(sa.select(Job.state))) == {State.DONE}


def wait_until_done(deadline: float) -> None:
    """Until every job has come to its end, whatever state the database is in meanwhile."""
    while True:
        assert time.monotonic() < deadline, "the jobs did not come to their end"
        try:
            if are_done():
                return
        except sa.exc.OperationalError:
            db.session.rollback()
        time.sleep(0.1)


def check_each_unit_once() -> list[Job]:
    """Every unit of every job stands on the paper, and stands there once; the jobs."""
    saved = Counter(tuple(row) for row in db.session.execute(sa.text("SELECT job, number FROM heard")))
    jobs = list(db.session.scalars(sa.select(Job)).all())
    assert saved == {(str(job.id), number): 1 for job in jobs for number in range(UNITS)}
    return jobs
