"""What is quick is done beside a job that takes hours, by the one worker that there is."""

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.speakers import handle
from toolkit.db import db, writing
from toolkit.jobs import queue
from toolkit.jobs.context import JobContext
from toolkit.jobs.models import Job, State
from toolkit.jobs.worker import Worker

PATIENCE_S = 20
POLL = timedelta(seconds=0.01)


@pytest.fixture
def long_job(app: Flask) -> threading.Event:
    """A job that goes on until the event is set."""
    may_end = threading.Event()
    handle(app, "long", lambda _unit: _wait(may_end))
    enqueue("long")
    return may_end


def _wait(event: threading.Event) -> None:
    assert event.wait(PATIENCE_S)


def enqueue(*kinds: str) -> None:
    for kind in kinds:
        queue.enqueue(None, kind, ref=uuid.uuid4())
    db.session.commit()


def states() -> dict[str, State]:
    found = {job.kind: job.state for job in db.session.execute(sa.select(Job.kind, Job.state))}
    db.session.rollback()
    return found


@contextmanager
def at_work(app: Flask, may_end: threading.Event) -> Iterator[Worker]:
    worker = Worker(app, poll=POLL)
    loop = threading.Thread(target=worker.run, kwargs={"until_idle": True})
    loop.start()
    try:
        yield worker
    finally:
        may_end.set()
        loop.join(PATIENCE_S)
    assert not loop.is_alive()


def telling(done: threading.Event) -> Callable[[JobContext], None]:
    """A quick handler that writes and tells that it has."""

    def act(unit: JobContext) -> None:
        with unit.saving(made=1):
            pass
        done.set()

    return act


def test_what_is_quick_does_not_wait_for_what_is_long(app: Flask, long_job: threading.Event) -> None:
    done = threading.Event()
    handle(app, "quick", telling(done), quick=True)
    enqueue("quick")
    with at_work(app, long_job):
        _wait(done)
        assert states()["long"] is State.RUNNING
    assert states() == {"long": State.DONE, "quick": State.DONE}


def test_what_is_long_waits_for_what_is_long(app: Flask, long_job: threading.Event) -> None:
    done, begun = threading.Event(), threading.Event()
    handle(app, "quick", telling(done), quick=True)
    handle(app, "another", telling(begun))
    enqueue("another", "quick")
    with at_work(app, long_job):
        _wait(done)
        assert states()["another"] is State.QUEUED
        assert not begun.is_set()
    assert begun.is_set()


def test_what_is_quick_is_done_one_after_the_other(app: Flask, long_job: threading.Event) -> None:
    first, may_go_on, second = threading.Event(), threading.Event(), threading.Event()

    def act(_unit: JobContext) -> None:
        first.set()
        _wait(may_go_on)

    handle(app, "quick", act, quick=True)
    handle(app, "quick_too", telling(second), quick=True)
    enqueue("quick", "quick_too")
    with at_work(app, long_job):
        _wait(first)
        assert states() == {"long": State.RUNNING, "quick": State.RUNNING, "quick_too": State.QUEUED}
        may_go_on.set()
        _wait(second)


def test_what_is_quick_and_cancelled_saves_nothing_more(app: Flask, long_job: threading.Event) -> None:
    begun, cancelled = threading.Event(), threading.Event()
    saved: list[bool] = []

    def act(unit: JobContext) -> None:
        begun.set()
        _wait(cancelled)
        with unit.saving(made=1):
            saved.append(False)
        saved.append(True)

    handle(app, "quick", act, quick=True)
    enqueue("quick")
    with at_work(app, long_job):
        _wait(begun)
        with writing() as session:
            session.execute(sa.update(Job).where(Job.kind == "quick").values(state=State.CANCELLED.value))
        cancelled.set()
    assert True not in saved
    assert states() == {"long": State.DONE, "quick": State.CANCELLED}


def test_a_worker_that_is_told_to_stop_hands_both_back(app: Flask) -> None:
    begun = {kind: threading.Event() for kind in ("long", "quick")}
    stopped = threading.Event()

    def act(unit: JobContext) -> None:
        begun[kind_of[unit.job_id]].set()
        _wait(stopped)
        unit.check()

    for kind in begun:
        handle(app, kind, act, quick=kind == "quick")
    enqueue("long", "quick")
    kind_of = {one.id: one.kind for one in db.session.scalars(sa.select(Job))}
    db.session.rollback()
    with at_work(app, stopped) as worker:
        for event in begun.values():
            _wait(event)
        worker.stop()
        stopped.set()
    assert states() == {"long": State.QUEUED, "quick": State.QUEUED}
