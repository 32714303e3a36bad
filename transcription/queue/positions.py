"""The queue of recordings as it stands: each one's place, what is left of it, and when it should be ready.

Ids, lengths and times only, so that the terminal may show it and a page may say it to the interviewer.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import select

from toolkit import clock, config
from toolkit.db import db
from toolkit.interviews import joining
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from toolkit.jobs.models import Job, State
from transcription.queue import hours_settings
from transcription.queue.forecast import Load, forecast
from transcription.speech_models import selection, speed
from transcription.transcripts.models import Transcript

LOADING = timedelta(seconds=10)
"""To start a child process and to load a model."""


class Work(NamedTuple):
    """What there is to transcribe of a recording, and the models that were named for it."""

    transcribed_ms: int
    length_ms: int
    wanted: str | None
    begun: str | None


NOTHING_KNOWN = Work(0, 0, None, None)


@dataclass(frozen=True, slots=True)
class Position:
    """One recording in the queue. `ready` is a guess, and None where nobody can know: no model, or no worker."""

    ref: uuid.UUID
    number: int
    is_running: bool
    transcribed_ms: int
    length_ms: int
    ready: datetime | None


def list_positions() -> Sequence[Position]:
    """The queue in its order."""
    jobs = queue.list_open(joining.TRANSCRIBE)
    known = _works([job.ref for job in jobs])
    works = [known.get(job.ref, NOTHING_KNOWN) for job in jobs]
    paces = _paces(works)
    workers = queue.count_workers()
    ready: Mapping[uuid.UUID, datetime] = {}
    if workers and None not in paces:
        loads = [Load(job.ref, _left(job, work, pace or 0)) for job, work, pace in zip(jobs, works, paces, strict=True)]
        ready = forecast(loads, now=clock.now(), opening=hours_settings.get_opening(), workers=workers)
    return [
        Position(job.ref, number, job.state == State.RUNNING, work.transcribed_ms, work.length_ms, ready.get(job.ref))
        for number, (job, work) in enumerate(zip(jobs, works, strict=True), 1)
    ]


def find_position(ref: uuid.UUID) -> Position | None:
    """Where a recording stands in the queue; None when it is not in it."""
    return next((one for one in list_positions() if one.ref == ref), None)


def _works(refs: Sequence[uuid.UUID]) -> dict[uuid.UUID, Work]:
    rows = db.session.execute(
        select(
            Recording.id, Transcript.transcribed_ms, Recording.duration_ms, Transcript.wanted_model, Transcript.model
        )
        .outerjoin(Transcript, Transcript.recording_id == Recording.id)
        .where(Recording.id.in_(refs))
    )
    return {
        ref: Work(transcribed or 0, max(length or 0, transcribed or 0), wanted, begun)
        for ref, transcribed, length, wanted, begun in rows
    }


def _paces(works: Sequence[Work]) -> list[float | None]:
    """Seconds of work per second of sound for each, with the model that will be used; None without one."""
    settings = config.current()

    @cache
    def find(wanted: str | None, begun: str | None) -> float | None:
        model = selection.model_for(settings, wanted=wanted, begun=begun)
        return speed.get_speed(settings.engine, model) if model else None

    return [find(work.wanted, work.begun) for work in works]


def _left(job: Job, work: Work, pace: float) -> timedelta:
    left = timedelta(milliseconds=(work.length_ms - work.transcribed_ms) * pace)
    return left if job.state == State.RUNNING else left + LOADING
