"""How far the files of an edition are: how many are made, what happens now, and what could not be made and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from seminar.editions import making, reading, tasks
from seminar.editions.making import Wanted
from seminar.editions.models import Edition
from toolkit.jobs import queue
from toolkit.jobs.models import State as JobState


class Stage(StrEnum):
    """What happens with the files of an edition now."""

    COMPLETE = "complete"
    MAKING = "making"
    WAITING = "waiting"  # for the worker's turn, or for its next try
    NO_WORKER = "no_worker"
    FAILED = "failed"  # nothing more happens by itself


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one edition. `reason` is why the last try failed, as a code of `tasks`; empty otherwise."""

    stage: Stage
    made: int
    missing: Sequence[Wanted]
    reason: str = ""

    @property
    def all(self) -> int:
        """How many there are to be."""
        return self.made + len(self.missing)

    @property
    def goes_on(self) -> bool:
        """Whether it may look otherwise in a moment, without anybody doing anything."""
        return self.stage in {Stage.MAKING, Stage.WAITING, Stage.NO_WORKER}


def of(edition: Edition) -> Files:
    """How far the files of an edition that the caller holds are."""
    made = len(reading.list_handed_out(edition))
    if edition.is_complete or edition.is_destroyed:
        return Files(Stage.COMPLETE, made, ())
    job = queue.find_job(making.FILES, ref=edition.id)
    reason = job.reason if job is not None and job.reason in REASONS else None
    return Files(_stage(job.state if job is not None else None), made, making.list_missing(edition), reason or "")


REASONS = frozenset({tasks.REFUSED, tasks.FAILED, tasks.FULL})


def _stage(job: JobState | None) -> Stage:
    if job is JobState.RUNNING:
        return Stage.MAKING
    if job is not JobState.QUEUED:
        return Stage.FAILED
    return Stage.WAITING if queue.has_worker() else Stage.NO_WORKER
