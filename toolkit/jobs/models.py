"""The queue's tables, written by `queue` (web) and `leases` (worker): ids, codes and numbers only."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit import clock
from toolkit.db import Base, Identified, word_of


class State(StrEnum):
    """Where a job stands. Queued and running are open: there is one open job per kind and ref."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (State.QUEUED, State.RUNNING)


class Job(Identified, Base):
    """One piece of work. `attempt` grows with every claim and fences off whoever held the job before."""

    __tablename__ = "job"

    kind: Mapped[str] = mapped_column(String(40))
    ref: Mapped[uuid.UUID]
    actor_id: Mapped[uuid.UUID | None]
    is_brief: Mapped[bool] = mapped_column(default=False)  # goes before everything that takes long
    turn: Mapped[int] = mapped_column(default=0)  # the round of the queue that it belongs to, see `fairness`
    state: Mapped[State] = mapped_column(word_of(State, name="state", length=10), default=State.QUEUED)
    attempt: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)  # since the last finished unit
    owner: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None]
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str | None] = mapped_column(String(40))
    run_after: Mapped[datetime] = mapped_column(default=clock.now)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_job_state_run_after", "state", "run_after"),
        Index("ix_job_ref", "ref"),
        Index(
            "uq_job_open",
            "kind",
            "ref",
            unique=True,
            sqlite_where=state.in_(OPEN),
            postgresql_where=state.in_(OPEN),
        ),
    )


class WorkerBeat(Base):
    """A worker was alive at this time. Without one the queue can say so honestly."""

    __tablename__ = "worker_beat"

    owner: Mapped[str] = mapped_column(String(80), primary_key=True)
    seen_at: Mapped[datetime]
