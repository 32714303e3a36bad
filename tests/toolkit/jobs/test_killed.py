"""Two worker processes, killed with kill -9 again and again: every unit of every job once, also beside others."""

import random
import signal
import time
import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.engines import kills
from tests.toolkit.jobs import crew
from tests.toolkit.jobs.crew import Process
from toolkit.db import db
from toolkit.jobs import queue
from toolkit.jobs.models import Job, WorkerBeat

KILLS = kills(5)
JOBS, QUICK, PATIENCE_S = max(5, 2 * KILLS - 5), 4, 90 + 10 * KILLS


@pytest.fixture
def url(app: Flask) -> Iterator[str]:
    crew.make_paper()
    for _ in range(JOBS):
        queue.enqueue(None, "hear", ref=uuid.uuid4())
    for _ in range(QUICK):
        queue.enqueue(None, "note", ref=uuid.uuid4())
    db.session.commit()
    yield db.engine.url.render_as_string(hide_password=False)
    crew.remove_paper()


def find_busy(workers: list[Process], deadline: float) -> int | None:
    """Which worker has a job in hand now: 0 or 1; None when all jobs are done."""
    while time.monotonic() < deadline and not crew.are_done():
        owners = {owner.split(":")[3] for owner in crew.look(sa.select(Job.owner)) if owner}
        for number, worker in enumerate(workers):
            if str(worker.pid) in owners:
                return number
        time.sleep(0.01)
    return None


@pytest.mark.slow
def test_every_unit_is_saved_exactly_once_whoever_is_killed(url: str) -> None:
    chance, deadline = random.Random(4711), time.monotonic() + PATIENCE_S
    loaded = [crew.load(url) for _ in range(KILLS + 2)]
    try:
        workers, spare = [crew.begin(loaded[0]), crew.begin(loaded[1])], loaded[2:]
        while spare and (victim := find_busy(workers, deadline)) is not None:
            time.sleep(chance.uniform(0, 0.15))
            crew.end(workers[victim], signal.SIGKILL)
            workers[victim] = crew.begin(spare.pop())
        crew.wait_until_done(deadline)
        assert [crew.end(worker, signal.SIGTERM) for worker in workers] == [0, 0]
    finally:
        for worker in loaded:
            if worker.poll() is None:
                crew.end(worker, signal.SIGKILL)
    jobs = crew.check_each_unit_once()
    assert sum(job.attempt for job in jobs) > JOBS + QUICK, "nobody was killed at work: the test showed nothing"
    heard_of = {owner.split(":")[3] for owner in db.session.scalars(sa.select(WorkerBeat.owner))}
    assert not heard_of & {str(worker.pid) for worker in workers}, "who stops cleanly says so"
