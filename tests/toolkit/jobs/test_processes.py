"""A worker's name tells whether it lives: what a killed one held is free at once, what another machine holds is not."""

import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.speakers import handle
from toolkit.db import db, writing
from toolkit.jobs import leases, processes, queue
from toolkit.jobs.context import JobContext
from toolkit.jobs.models import Job, State, WorkerBeat
from toolkit.jobs.worker import LEASE, Worker

pytestmark = [
    pytest.mark.one_database,
    pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="processes are known by /proc"),
]


def a_dead_name() -> str:
    """The name of a process that has ended, as it gave it itself."""
    say = "from toolkit.jobs import processes; print(processes.name())"
    return subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, check=True).stdout.strip()


def changed(name: str, place: int, value: str) -> str:
    parts = name.split(":")
    parts[place] = value
    return ":".join(parts)


def test_who_lives_and_who_is_gone() -> None:
    mine, dead = processes.name(), a_dead_name()
    assert len(mine) <= 80
    assert not processes.is_gone(mine)
    assert processes.is_gone(dead)
    assert processes.is_gone(changed(mine, 4, "1")), "another process had this number before"
    assert processes.is_gone(changed(mine, 1, "00000000")), "the machine has been started again since"


def test_what_cannot_be_known_is_left_to_the_lease() -> None:
    dead = a_dead_name()
    assert not processes.is_gone(changed(dead, 0, "000000000000")), "another machine"
    assert not processes.is_gone(changed(dead, 2, "1")), "another container"
    assert not processes.is_gone(changed(dead, 4, processes.UNKNOWN))
    assert not processes.is_gone("old:1:style")
    assert not processes.is_gone("")


@pytest.mark.parametrize(("place", "value"), [(5, "0"), (1, "00000000")], ids=["killed", "power cut"])
def test_a_starting_worker_goes_on_at_once_where_a_dead_one_stopped(app: Flask, place: int, value: str) -> None:
    heard: list[dict[str, object]] = []
    handle(app, "hear", lambda unit: heard.append(dict(unit.progress)))
    owner = changed(a_dead_name(), place, value)
    held = _held_by(owner)
    leases.beat(owner)
    Worker(app).run(until_idle=True)
    db.session.rollback()
    assert heard == [{"transcribed_ms": 5000}]
    job = db.session.get_one(Job, held.job_id)
    assert (job.state, job.attempt) == (State.DONE, 2)
    assert db.session.scalars(sa.select(WorkerBeat)).all() == []


def test_a_backup_restored_on_another_machine_waits_for_the_lease(app: Flask) -> None:
    _held_by(changed(a_dead_name(), 0, "000000000000"))
    assert leases.free_gone() == 0
    Worker(app).run(until_idle=True)
    assert db.session.scalars(sa.select(Job.state)).all() == [State.RUNNING]


def test_a_worker_notices_within_seconds_that_its_job_was_cancelled(app: Flask) -> None:
    ref = uuid.uuid4()
    took: list[float] = []

    def handler(unit: JobContext) -> None:
        db.session.rollback()
        with writing() as session:
            session.execute(sa.update(Job).values(state=State.CANCELLED.value))
        begun = time.monotonic()
        while not unit.lost() and time.monotonic() < begun + 20:
            time.sleep(0.05)
        took.append(time.monotonic() - begun)

    handle(app, "hear", handler)
    queue.enqueue(None, "hear", ref=ref)
    db.session.commit()
    Worker(app).run(until_idle=True)
    assert took[0] < LEASE.total_seconds() / 3, "it looks more often than it renews the lease"


def _held_by(owner: str, *, ref: uuid.UUID | None = None) -> leases.Claim:
    queue.enqueue(None, "hear", ref=ref or uuid.uuid4())
    db.session.commit()
    held = leases.claim(owner, kinds=["hear"], lease=LEASE)
    assert held
    with writing() as session:
        leases.save(session, held, {"transcribed_ms": 5000})
    return held
