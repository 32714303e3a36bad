"""The queue as the rooms see it: put a job in, look how it is doing, take it out.

A job holds no content and has no owner of its own: whoever may hold the thing behind `ref` may ask about it.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.jobs import fairness, wakeups
from toolkit.jobs.models import OPEN, Job, State, WorkerBeat

ALIVE = timedelta(seconds=45)  # three beats of a worker, and a little


def enqueue(
    actor: Actor | None, kind: str, *, ref: uuid.UUID, run_after: datetime | None = None, is_brief: bool = False
) -> Job:
    """Put a job in the queue; the open job of the same kind and ref if there is one, which then runs at once.

    Upstream names the kind, downstream registers its handler. Commits with the caller's transaction.
    """
    when = run_after or clock.now()
    waiting = _find_open(kind, ref)
    if waiting is None:
        actor_id = actor.id if actor else None
        turn = fairness.get_turn(db.session(), kind, actor_id=actor_id)
        job = Job(kind=kind, ref=ref, actor_id=actor_id, run_after=when, is_brief=is_brief, turn=turn)
        try:
            with db.session.begin_nested():
                db.session.add(job)
            _let_know(job)
            return job
        except IntegrityError:  # somebody else was quicker (PostgreSQL): theirs is the one
            waiting = _find_open(kind, ref)
            if waiting is None:
                raise
    waiting.run_after = min(waiting.run_after, when)
    db.session.flush()
    _let_know(waiting)
    return waiting


def cancel(kind: str, *, ref: uuid.UUID) -> bool:
    """Take an open job out of the queue. A worker that has begun notices before it can save anything more."""
    taken = db.session.scalar(
        sa.update(Job)
        .where(Job.kind == kind, Job.ref == ref, Job.state.in_(OPEN))
        .values(state=State.CANCELLED.value, finished_at=clock.now(), owner=None, lease_until=None)
        .returning(Job.id)
    )
    return taken is not None


def find_job(kind: str, *, ref: uuid.UUID) -> Job | None:
    """The latest job of the kind for this ref."""
    newest = sa.select(Job).where(Job.kind == kind, Job.ref == ref).order_by(Job.created_at.desc(), Job.id).limit(1)
    return db.session.scalar(newest)


def list_open(*kinds: str) -> Sequence[Job]:
    """The open jobs of these kinds as they will be done: the running ones, then the others in their order."""
    return db.session.scalars(
        sa.select(Job)
        .where(Job.kind.in_(kinds), Job.state.in_(OPEN))
        .order_by(sa.case((Job.state == State.RUNNING, 0), else_=1), *fairness.ORDER)
    ).all()


def has_worker() -> bool:
    """Whether a worker has been heard of lately."""
    return count_workers() > 0


def count_workers() -> int:
    """How many workers have been heard of lately."""
    alive = sa.select(sa.func.count()).select_from(WorkerBeat).where(WorkerBeat.seen_at > clock.now() - ALIVE)
    return db.session.scalar(alive) or 0


def count_waiting() -> tuple[int, datetime | None]:
    """How many jobs could begin now, and since when the first of them has waited."""
    waiting = sa.select(sa.func.count(), sa.func.min(Job.run_after))
    number, first = db.session.execute(waiting.where(Job.state == State.QUEUED, Job.run_after <= clock.now())).one()
    return number, first


def wake(kind: str, *, reason: str) -> None:
    """Let the jobs that wait for this reason run at once: what they waited for is there."""
    woken = db.session.scalars(
        sa.update(Job)
        .where(Job.kind == kind, Job.state == State.QUEUED.value, Job.reason == reason)
        .values(run_after=clock.now())
        .returning(Job.id)
    )
    wakeups.send_at_commit(db.session(), *woken)


def _let_know(job: Job) -> None:
    if job.state == State.QUEUED and job.run_after <= clock.now():
        wakeups.send_at_commit(db.session(), job.id)


def _find_open(kind: str, ref: uuid.UUID) -> Job | None:
    return db.session.scalar(sa.select(Job).where(Job.kind == kind, Job.ref == ref, Job.state.in_(OPEN)))
