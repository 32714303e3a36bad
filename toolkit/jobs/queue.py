"""The queue as the rooms see it: put a job in, look how it is doing, take it out.

A job holds no content and has no owner of its own: whoever may hold the thing behind `ref` may ask about it.
"""

import statistics
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.jobs.models import OPEN, Job, State, WorkerBeat

ALIVE = timedelta(seconds=45)  # three beats of a worker, and a little
REMEMBERED = 10


@dataclass(frozen=True)
class Waiting:
    """What can be said honestly about a job that waits: how many come first, and what one usually takes."""

    ahead: int
    typical: timedelta | None  # median of the last finished jobs of the kind; None before there is one
    has_worker: bool

    @property
    def expected(self) -> timedelta | None:
        """A guess at the time until it is finished, with one worker and jobs like the last ones."""
        return self.typical * (self.ahead + 1) if self.typical and self.has_worker else None


def enqueue(actor: Actor | None, kind: str, *, ref: uuid.UUID, run_after: datetime | None = None) -> Job:
    """Put a job in the queue; the open job of the same kind and ref if there is one, which then runs at once.

    Upstream names the kind, downstream registers its handler. Commits with the caller's transaction.
    """
    when = run_after or clock.now()
    waiting = _find_open(kind, ref)
    if waiting is None:
        job = Job(kind=kind, ref=ref, actor_id=actor.id if actor else None, run_after=when)
        try:
            with db.session.begin_nested():
                db.session.add(job)
            return job
        except IntegrityError:  # somebody else was quicker (PostgreSQL): theirs is the one
            waiting = _find_open(kind, ref)
            if waiting is None:
                raise
    waiting.run_after = min(waiting.run_after, when)
    db.session.flush()
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


def find_waiting(kind: str, *, ref: uuid.UUID) -> Waiting | None:
    """How long the open job has to wait; None when there is none."""
    job = _find_open(kind, ref)
    if job is None:
        return None
    before = sa.or_(
        Job.state == State.RUNNING.value,
        sa.and_(
            Job.state == State.QUEUED.value,
            sa.or_(
                Job.run_after < job.run_after,
                sa.and_(Job.run_after == job.run_after, Job.created_at < job.created_at),
            ),
        ),
    )
    others = sa.select(sa.func.count()).select_from(Job).where(Job.id != job.id, before)
    ahead = 0 if job.state == State.RUNNING else db.session.scalar(others) or 0
    return Waiting(ahead, _typical(kind), has_worker())


def has_worker() -> bool:
    """Whether a worker has been heard of lately."""
    fresh = sa.select(WorkerBeat.owner).where(WorkerBeat.seen_at > clock.now() - ALIVE).limit(1)
    return db.session.scalar(fresh) is not None


def _find_open(kind: str, ref: uuid.UUID) -> Job | None:
    return db.session.scalar(sa.select(Job).where(Job.kind == kind, Job.ref == ref, Job.state.in_(OPEN)))


def _typical(kind: str) -> timedelta | None:
    finished = (
        sa.select(Job.started_at, Job.finished_at)
        .where(Job.kind == kind, Job.state == State.DONE.value)
        .order_by(Job.finished_at.desc())
        .limit(REMEMBERED)
    )
    seconds = [(end - start).total_seconds() for start, end in db.session.execute(finished) if start and end]
    return timedelta(seconds=statistics.median(seconds)) if seconds else None
