"""The queue of recordings as it stands: each one's place, what is left of it, and when it should be ready.

Ids, lengths and times only, so that the terminal may show it and a page may say it to the interviewer.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from toolkit import clock
from toolkit.config import Settings
from toolkit.db import db
from toolkit.interviews import joining
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from toolkit.jobs.models import Job, State
from transcription.models import Transcript
from transcription.schedule import opening, speed
from transcription.schedule.forecast import Load, foretell
from transcription.speech_models.choosing import chosen_model

LOADING = timedelta(seconds=10)
"""To start a child process and to load a model."""


@dataclass(frozen=True, slots=True)
class Place:
    """One recording in the queue. `ready` is a guess, and None where nobody can know: no model, or no worker."""

    ref: uuid.UUID
    number: int
    is_running: bool
    heard_ms: int
    length_ms: int
    ready: datetime | None


def list_places() -> Sequence[Place]:
    """The queue in its order."""
    jobs = queue.list_open(joining.TRANSCRIBE)
    sizes = _sizes([job.ref for job in jobs])
    pace = find_pace()
    workers = queue.count_workers()
    ready: Mapping[uuid.UUID, datetime] = {}
    if pace is not None and workers:
        loads = [Load(job.ref, _left(job, *sizes.get(job.ref, (0, 0)), pace)) for job in jobs]
        ready = foretell(loads, now=clock.now(), opening=opening.get_opening(), workers=workers)
    return [
        Place(job.ref, number, job.state == State.RUNNING, *sizes.get(job.ref, (0, 0)), ready.get(job.ref))
        for number, job in enumerate(jobs, 1)
    ]


def find_place(ref: uuid.UUID) -> Place | None:
    """Where a recording stands in the queue; None when it is not in it."""
    return next((place for place in list_places() if place.ref == ref), None)


def find_pace() -> float | None:
    """Seconds of work per second of sound with the model in use; None without a model."""
    settings: Settings = current_app.config["SETTINGS"]
    model = chosen_model(settings)
    return speed.get_speed(settings.engine, model) if model else None


def _sizes(refs: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int]]:
    """How much has been heard, and how long it is, by recording; in milliseconds."""
    rows = db.session.execute(
        select(Recording.id, Transcript.heard_ms, Recording.duration_ms)
        .outerjoin(Transcript, Transcript.recording_id == Recording.id)
        .where(Recording.id.in_(refs))
    )
    return {ref: (heard or 0, max(length or 0, heard or 0)) for ref, heard, length in rows}


def _left(job: Job, heard_ms: int, length_ms: int, pace: float) -> timedelta:
    work = timedelta(milliseconds=(length_ms - heard_ms) * pace)
    return work if job.state == State.RUNNING else work + LOADING
