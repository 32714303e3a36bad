"""The queue as a worker sees it: claim a job for a while, renew, save, give it back, end it.

Every write names the attempt it was claimed under. Whoever was replaced writes nothing more (fencing): the
row that would be written does not match, and the whole unit of work is rolled back.
"""

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from toolkit import clock
from toolkit.db import db, reading, writing
from toolkit.jobs import fairness, processes
from toolkit.jobs.models import Job, State, WorkerBeat

Number = int | float
CODE = re.compile(r"[a-z0-9_]{1,40}")
INTERRUPTED = "interrupted"
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
FORGOTTEN = timedelta(days=1)


class Lost(Exception):
    """The job is somebody else's now, or was cancelled. Nothing more may be written for it."""


@dataclass(frozen=True)
class Claim:
    """A job in a worker's hands, as it was when it was claimed."""

    job_id: uuid.UUID
    kind: str
    ref: uuid.UUID
    actor_id: uuid.UUID | None
    attempt: int
    failures: int
    owner: str
    progress: Mapping[str, Number]


def claim(owner: str, *, kinds: Collection[str], lease: timedelta) -> Claim | None:
    """Take the next job that waits, or whose worker has gone silent. None when there is nothing to do."""
    with reading(), Session(db.engine) as session:
        if session.scalar(_next(kinds)) is None:  # looking costs no write lock
            return None
    with writing() as session:
        job = session.scalar(_next(kinds).with_for_update(skip_locked=True))
        if job is None:
            return None
        if job.state == State.RUNNING:  # its worker was killed, or sleeps
            job.failures += 1
            job.reason = INTERRUPTED
        job.state, job.owner, job.attempt = State.RUNNING.value, owner, job.attempt + 1
        job.lease_until = clock.now() + lease
        job.started_at = job.started_at or clock.now()
        session.flush()
        return Claim(job.id, job.kind, job.ref, job.actor_id, job.attempt, job.failures, owner, dict(job.progress))


def renew(held: Claim, *, lease: timedelta) -> bool:
    """Hold the job for a while longer; False when it is lost."""
    try:
        with writing() as session:
            _write(session, held, lease_until=clock.now() + lease)
    except Lost:
        return False
    return True


def is_held(held: Claim) -> bool:
    """Whether the job is still this worker's: it has been neither cancelled nor taken over. Only looks."""
    mine = sa.select(Job.id).where(Job.id == held.job_id, Job.attempt == held.attempt, Job.state == State.RUNNING)
    with reading(), Session(db.engine) as session:
        return session.scalar(mine) is not None


def free_gone() -> int:
    """Put back the jobs of workers of this machine that live no more, without waiting for their leases to run out.

    For the start of a worker: after a kill, a power cut or a restart the work goes on at once. Returns how many.
    """
    running = sa.select(Job).where(Job.state == State.RUNNING.value).with_for_update(skip_locked=True)
    with writing() as session:
        lost = [job for job in session.scalars(running) if job.owner and processes.is_gone(job.owner)]
        for job in lost:
            job.failures, job.reason = job.failures + 1, INTERRUPTED
            job.state, job.owner, job.lease_until = State.QUEUED, None, None
        for one in session.scalars(sa.select(WorkerBeat)):
            if processes.is_gone(one.owner):
                session.delete(one)
        return len(lost)


def save(session: Session, held: Claim, progress: Mapping[str, Number]) -> None:
    """Write the progress in the transaction of the unit that was finished. Raises Lost; the unit then goes too."""
    for name, value in progress.items():
        if not CODE.fullmatch(name) or not isinstance(value, int | float):
            msg = f"progress is numbers only: {name!r} is a {type(value).__name__}"
            raise ValueError(msg)
    _write(session, held, progress=dict(progress), failures=0, reason=None)


def finish(session: Session, held: Claim) -> None:
    """The job is done. Raises Lost."""
    _write(session, held, state=State.DONE.value, **_ended(), reason=None)


def fail(session: Session, held: Claim, reason: str) -> None:
    """The job cannot be done; the reason is a code that a page has words for. Raises Lost."""
    _write(session, held, state=State.FAILED.value, **_ended(), reason=checked_code(reason))


def hand_back(
    session: Session, held: Claim, *, after: timedelta = timedelta(0), reason: str | None = None, failed: bool = False
) -> None:
    """Put the job back in the queue for later; `failed` counts it as a failed try. Raises Lost."""
    _write(
        session,
        held,
        state=State.QUEUED.value,
        owner=None,
        lease_until=None,
        run_after=clock.now() + after,
        reason=checked_code(reason) if reason else None,
        failures=held_failures(session, held) + failed,
    )


def held_failures(session: Session, held: Claim) -> int:
    """Failed tries since the last unit that was finished."""
    return session.scalar(sa.select(Job.failures).where(Job.id == held.job_id)) or 0


def pause_after(failures: int) -> timedelta:
    """How long to wait before trying again: 5 s, doubled with each failure, at most 10 minutes."""
    doublings: int = 2 ** min(failures, 16)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def beat(owner: str) -> None:
    """Say that this worker is alive, and forget workers that have been silent for a day."""
    with writing() as session:
        session.merge(WorkerBeat(owner=owner, seen_at=clock.now()))
        session.execute(sa.delete(WorkerBeat).where(WorkerBeat.seen_at < clock.now() - FORGOTTEN))


def silence(owner: str) -> None:
    """This worker has stopped."""
    with writing() as session:
        session.execute(sa.delete(WorkerBeat).where(WorkerBeat.owner == owner))


def _next(kinds: Collection[str]) -> sa.Select[Any]:
    now = clock.now()
    waits = sa.and_(Job.state == State.QUEUED.value, Job.run_after <= now)
    silent = sa.and_(Job.state == State.RUNNING.value, Job.lease_until < now)
    return sa.select(Job).where(Job.kind.in_(kinds), sa.or_(waits, silent)).order_by(*fairness.ORDER).limit(1)


def _write(session: Session, held: Claim, **values: Any) -> None:
    written = session.scalar(
        sa.update(Job)
        .where(Job.id == held.job_id, Job.attempt == held.attempt, Job.state == State.RUNNING.value)
        .values(**values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if written is None:
        raise Lost


def _ended() -> dict[str, datetime | None]:
    return {"finished_at": clock.now(), "lease_until": None, "owner": None}


def checked_code(reason: str) -> str:
    """The reason, if it is a code. Raises ValueError."""
    if not CODE.fullmatch(reason):
        msg = "a reason is a code in lower case, never a sentence"
        raise ValueError(msg)
    return reason
