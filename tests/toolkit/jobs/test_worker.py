"""The worker, in this process: it saves by unit, goes on from there, and dies of nothing that a job does."""

import logging
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.speakers import handle
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db, writing
from toolkit.jobs import leases, queue
from toolkit.jobs.context import JobContext, PermanentFailure, Postponed
from toolkit.jobs.models import Job, State, WorkerBeat
from toolkit.jobs.worker import Worker
from toolkit.people.models import Unit as HomeUnit

Handler = Callable[[JobContext], None]
REF = uuid.UUID(int=7)


@pytest.fixture
def work(app: Flask) -> Callable[..., Job]:
    """`work(handler)` enqueues a job, lets a worker empty the queue, and returns the job as it then is."""

    def run(handler: Handler, **options: object) -> Job:
        handle(app, "hear", handler, **options)  # type: ignore[arg-type]  # as given by the test
        queue.enqueue(None, "hear", ref=REF)
        db.session.commit()
        Worker(app).run(until_idle=True)
        return latest()

    return run


def latest() -> Job:
    db.session.rollback()
    job = queue.find_job("hear", ref=REF)
    assert job
    db.session.refresh(job)
    db.session.expunge(job)
    db.session.rollback()  # no transaction is left open that a worker would wait for
    return job


def stored() -> list[str]:
    found = sorted(db.session.scalars(sa.select(HomeUnit.name)))
    db.session.rollback()
    return found


def test_each_unit_is_saved_with_its_progress_and_its_line_on_the_trail(work: Callable[..., Job]) -> None:
    def handler(unit: JobContext) -> None:
        for number in range(1, 4):
            with unit.saving(heard=number) as session:
                session.add(HomeUnit(name=f"piece {number}"))
                trail.record(None, Event.TRANSCRIPTION_STARTED, unit.ref, number=number)

    job = work(handler)
    assert (job.state, job.progress, job.attempt, job.owner) == (State.DONE, {"heard": 3}, 1, None)
    assert stored() == ["piece 1", "piece 2", "piece 3"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == 3


def test_a_handler_that_stumbles_is_tried_again_from_where_it_was(work: Callable[..., Job], app: Flask) -> None:
    begun_at = []

    def handler(unit: JobContext) -> None:
        begun_at.append(unit.progress.get("heard", 0))
        for number in range(int(begun_at[-1]), 3):
            with unit.saving(heard=number + 1) as session:
                session.add(HomeUnit(name=f"piece {number}"))
                if len(begun_at) == 1 and number == 1:
                    raise OSError

    job = work(handler)
    assert (job.state, job.failures, job.reason, job.progress) == (State.QUEUED, 1, "unexpected", {"heard": 1})
    assert stored() == ["piece 0"]
    with ahead(timedelta(minutes=1)):
        Worker(app).run(until_idle=True)
        assert latest().state == State.DONE
    assert begun_at == [0, 1]
    assert stored() == ["piece 0", "piece 1", "piece 2"]


def test_a_job_that_always_stumbles_fails_with_a_code_and_tells_its_room(app: Flask, work: Callable[..., Job]) -> None:
    told = []

    def on_failed(ref: uuid.UUID, reason: str) -> None:
        told.append((ref, reason))
        db.session.add(HomeUnit(name="failed"))

    def handler(unit: JobContext) -> None:
        raise RuntimeError(make.CANARY)

    job = work(handler, on_failed=on_failed, tries=2)
    assert job.state == State.QUEUED
    with ahead(timedelta(hours=1)):
        Worker(app).run(until_idle=True)
        assert (latest().state, latest().reason) == (State.FAILED, "unexpected")
    assert told == [(REF, "unexpected")]
    assert stored() == ["failed"]


def test_a_job_whose_workers_die_each_time_fails_in_the_end(app: Flask, work: Callable[..., Job]) -> None:
    handle(app, "hear", lambda _: None, tries=2)
    queue.enqueue(None, "hear", ref=REF)
    db.session.commit()
    for hours in (0, 1):
        with ahead(timedelta(hours=hours)):
            assert leases.claim("killed", kinds=["hear"], lease=timedelta(seconds=1))
    with ahead(timedelta(hours=2)):
        Worker(app).run(until_idle=True)
        assert (latest().state, latest().reason) == (State.FAILED, "interrupted")


def test_giving_up_is_final_and_waiting_is_no_failure(app: Flask, work: Callable[..., Job]) -> None:
    def no_sound(unit: JobContext) -> None:
        raise PermanentFailure("no_sound")

    def no_model(unit: JobContext) -> None:
        raise Postponed("no_model", after=timedelta(minutes=5))

    job = work(no_model)
    assert (job.state, job.reason, job.failures) == (State.QUEUED, "no_model", 0)
    assert job.run_after > clock.now() + timedelta(minutes=4)
    job = work(no_sound)
    assert (job.state, job.reason) == (State.FAILED, "no_sound")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda _: db.session.add(HomeUnit(name="x")),
        lambda _: trail.record(None, Event.TRANSCRIPTION_STARTED),
        lambda _: db.session.execute(sa.insert(HomeUnit).values(name="x")),
    ],
    ids=["adds", "records", "executes"],
)
def test_writing_outside_saving_is_refused_not_lost_in_silence(work: Callable[..., Job], wrong: Handler) -> None:
    def handler(unit: JobContext) -> None:
        wrong(unit)
        with unit.saving(heard=1):
            pass

    assert work(handler).reason == "unexpected"
    assert stored() == []


def test_a_cancelled_job_saves_nothing_more(work: Callable[..., Job]) -> None:
    def handler(unit: JobContext) -> None:
        with unit.saving(heard=1) as session:
            session.add(HomeUnit(name="before"))
        with unit.saving():
            queue.cancel("hear", ref=unit.ref)

    def cancelled_by_another(unit: JobContext) -> None:
        with writing() as session:
            session.execute(sa.update(Job).values(state=State.CANCELLED.value))
        handler(unit)

    job = work(cancelled_by_another)
    assert (job.state, job.progress) == (State.CANCELLED, {})
    assert stored() == []


def test_a_lost_lease_is_noticed_between_units(app: Flask) -> None:
    noticed = threading.Event()

    def handler(unit: JobContext) -> None:
        with writing() as session:
            held_by_another = clock.now() + timedelta(hours=1)
            session.execute(sa.update(Job).values(attempt=Job.attempt + 1, lease_until=held_by_another))
        for _ in range(200):
            if unit.lost():
                noticed.set()
            unit.check()
            threading.Event().wait(0.02)

    handle(app, "hear", handler)
    queue.enqueue(None, "hear", ref=REF)
    db.session.commit()
    Worker(app, lease=timedelta(seconds=0.3)).run(until_idle=True)
    assert noticed.is_set()
    assert latest().state == State.RUNNING  # in the hands of whoever took it


def test_stopping_finishes_the_unit_and_gives_the_job_back(app: Flask) -> None:
    at_work: list[Worker] = []

    def handler(unit: JobContext) -> None:
        for number in range(1, 100):
            with unit.saving(heard=number) as session:
                session.add(HomeUnit(name=f"piece {number}"))
                at_work[0].stop()

    handle(app, "hear", handler)
    queue.enqueue(None, "hear", ref=REF)
    db.session.commit()
    at_work.append(Worker(app))
    at_work[0].run()
    job = latest()
    assert (job.state, job.progress, job.failures, job.owner) == (State.QUEUED, {"heard": 1}, 0, None)
    assert stored() == ["piece 1"]
    assert db.session.scalars(sa.select(WorkerBeat)).all() == []


def test_the_log_says_ids_and_codes_and_never_what_an_error_said(
    work: Callable[..., Job], caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("barnens_roster")
    logger.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, logger="barnens_roster")

    def handler(unit: JobContext) -> None:
        raise RuntimeError(make.CANARY)

    job = work(handler)
    logger.removeHandler(caplog.handler)
    said = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert str(job.id) in said
    assert "tried_again_later" in said
    assert make.CANARY not in said


def test_a_handler_reads_without_holding_the_write_lock(work: Callable[..., Job]) -> None:
    def names() -> list[str]:
        return list(db.session.scalars(sa.select(HomeUnit.name)))

    def handler(unit: JobContext) -> None:
        assert names() == []
        with writing() as session:  # somebody else, meanwhile
            session.add(HomeUnit(name="written meanwhile"))
        with unit.saving(heard=1):
            assert names() == ["written meanwhile"]

    assert work(handler).state == State.DONE
