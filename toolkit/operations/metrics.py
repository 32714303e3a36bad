"""Figures for Prometheus: how much is asked, how long it takes, what waits. Counts, codes and seconds.

What a process counts by itself starts at nothing with it. What concerns the whole installation is looked up when it is
asked for, so that any web server can tell it, of the workers too.
"""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from toolkit import clock, config
from toolkit.audit import trail
from toolkit.db import db, reading
from toolkit.installation import Held
from toolkit.jobs.models import OPEN, Job, State, WorkerBeat
from toolkit.jobs.queue import ALIVE
from toolkit.operations import health, machine

BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """What one process counts, and what it looks up."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "roster_requests", "Requests by view and status.", ["view", "method", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "roster_request_seconds", "How long answers took.", registry=self._registry, buckets=BUCKETS
        )
        self._registry.register(_Installation())

    def count(self, view: str, method: str, *, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(view, method, str(status)).inc()
        self._seconds.observe(seconds)

    def write(self) -> bytes:
        """Everything in Prometheus' text form."""
        return generate_latest(self._registry)


METRICS: Held[Metrics] = Held("its metrics")


class _Installation(Collector):
    """What is looked up: the parts, the disk, the queue and the trail."""

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        works = GaugeMetricFamily("roster_works", "1 where a part of the installation works.", labels=["part"])
        for part, is_working in health.look().parts.items():
            works.add_metric([part], float(is_working))
        yield works
        yield GaugeMetricFamily(
            "roster_disk_free_bytes", "Room that is left for data.", machine.free_bytes(config.current().instance)
        )
        try:
            with reading(), Session(db.engine) as session:
                yield from [*_queue(session), *_workers(session), *_trail(session)]
        except SQLAlchemyError:
            return  # `roster_works` says that the database is away


def _queue(session: Session) -> Iterator[Metric]:
    jobs = GaugeMetricFamily("roster_jobs", "Jobs that are open or have failed.", labels=["kind", "state"])
    counted = (*OPEN, State.FAILED)
    by_kind = (
        sa.select(Job.kind, Job.state, sa.func.count()).where(Job.state.in_(counted)).group_by(Job.kind, Job.state)
    )
    for kind, state, number in session.execute(by_kind):
        jobs.add_metric([kind, str(state)], number)
    yield jobs
    waits = sa.select(sa.func.min(Job.run_after)).where(Job.state == State.QUEUED, Job.run_after <= clock.now())
    oldest = session.scalar(waits)
    seconds = (clock.now() - oldest).total_seconds() if oldest else 0.0
    yield GaugeMetricFamily("roster_oldest_job_seconds", "How long the oldest job that could run has waited.", seconds)


def _workers(session: Session) -> Iterator[Metric]:
    awake = sa.select(sa.func.count()).select_from(WorkerBeat).where(WorkerBeat.seen_at > clock.now() - ALIVE)
    yield GaugeMetricFamily("roster_workers", "Workers that have been heard of lately.", session.scalar(awake) or 0)


def _trail(session: Session) -> Iterator[Metric]:
    yield CounterMetricFamily("roster_trail_lines", "Lines of the audit trail.", trail.read_head(session).seq)
