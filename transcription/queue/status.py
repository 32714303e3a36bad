"""What can be said honestly while a recording waits or is being transcribed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from toolkit import clock, config
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.jobs import queue
from toolkit.jobs.models import Job
from toolkit.jobs.models import State as JobState
from transcription.queue import control, failure_reasons, hours_settings, positions, tasks
from transcription.queue.failure_reasons import Explained
from transcription.queue.positions import Position
from transcription.speech_models.selection import chosen_model
from transcription.speech_models.store import Model
from transcription.transcripts import access
from transcription.transcripts.access import Part
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.states import READABLE, WAITING, State

SHOWN = 8


class Stage(StrEnum):
    """Where a part of an interview is on its way to a text, as the page says it."""

    NO_MODEL = "no_model"
    NO_WORKER = "no_worker"
    QUEUED = "queued"
    CLOSED = "closed"
    TRANSCRIBING = "transcribing"
    PAUSED = "paused"
    FAILED = "failed"
    READY = "ready"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class TranscriptionStatus:
    """One part of an interview on its way to a text.

    `ready` is when it should be there and `opens` when the opening hours begin: guesses and facts, or None.
    `explained` says why it does not go on. `models` are those that it could be transcribed with anew, if any.
    """

    assignment: Assignment
    parts: Sequence[Part]
    part: Part
    stage: Stage
    transcribed_ms: int
    length_ms: int
    ready: datetime | None
    opens: datetime | None
    ahead: int
    latest: Sequence[Segment]
    explained: Explained | None
    is_practice: bool
    models: Sequence[Model]


def get_status(
    actor: Actor, assignment_id: uuid.UUID, *, number: int | None = None, goes_on: bool = False
) -> TranscriptionStatus:
    """How it goes for one part: the given one, else the first that is not there yet. Raises `NotFound` without any.

    Opening the page is a look at the text as it grows; a page that merely `goes_on` is the same look.
    """
    assignment = assignments.get_own(actor, assignment_id)
    parts = access.list_parts(assignment)
    if not parts:
        raise NotFound
    part = next((one for one in parts if one.number == number), None) or next(
        (one for one in parts if one.state in WAITING), parts[-1]
    )
    if part.transcript and not goes_on:
        trail.record(actor, Event.TRANSCRIPT_READ, part.transcript.id)
    return _status(assignment, parts, part)


def get_stage(part: Part) -> tuple[Stage, Position | None]:
    """Where a part is on its way, and its place in the queue."""
    job = queue.find_job(tasks.TRANSCRIBE, ref=part.recording.id) if part.recording else None
    return _stage(part, job), positions.find_position(part.recording.id) if part.recording else None


def _status(assignment: Assignment, parts: Sequence[Part], part: Part) -> TranscriptionStatus:
    recording, transcript = part.recording, part.transcript
    job = queue.find_job(tasks.TRANSCRIBE, ref=recording.id) if recording else None
    position = positions.find_position(recording.id) if recording else None
    stage = _stage(part, job)
    transcribed_ms = transcript.transcribed_ms if transcript else 0
    return TranscriptionStatus(
        assignment=assignment,
        parts=parts,
        part=part,
        stage=stage,
        transcribed_ms=transcribed_ms,
        length_ms=max((recording.duration_ms if recording else None) or 0, transcribed_ms),
        ready=position.ready if position else None,
        opens=hours_settings.get_opening().opens_at(clock.now()) if stage is Stage.CLOSED else None,
        ahead=position.number - 1 if position else 0,
        latest=_latest(transcript),
        explained=_explain(stage, (transcript.failure if transcript else None) or (job.reason if job else None)),
        is_practice=bool(transcript and transcript.is_practice),
        models=control.list_models() if _may_start_over(part) else (),
    )


def _stage(part: Part, job: Job | None) -> Stage:
    if part.state in READABLE:
        return Stage.READY
    if part.recording is None:
        return Stage.NOTES
    if part.state == State.PAUSED:
        return Stage.PAUSED
    is_open = job is not None and job.state in {JobState.QUEUED, JobState.RUNNING}
    return Stage.FAILED if part.state == State.FAILED and not is_open else _stage_in_queue(job)


def _stage_in_queue(job: Job | None) -> Stage:
    settings = config.current()
    if (job and job.reason in tasks.WAITS_FOR_SOMEBODY) or chosen_model(settings) is None:
        return Stage.NO_MODEL
    if job and job.state == JobState.RUNNING:
        return Stage.TRANSCRIBING
    now = clock.now()
    if hours_settings.get_opening().opens_at(now) > now:
        return Stage.CLOSED
    return Stage.QUEUED if queue.has_worker() else Stage.NO_WORKER


def _explain(stage: Stage, reason: str | None) -> Explained | None:
    """Why it does not go on, in words."""
    if stage is Stage.NO_WORKER:
        return failure_reasons.explain(Stage.NO_WORKER, waits=True)
    if stage is Stage.NO_MODEL:
        return failure_reasons.explain(reason if reason in tasks.WAITS_FOR_SOMEBODY else Stage.NO_MODEL, waits=True)
    return failure_reasons.explain(reason, waits=False) if stage is Stage.FAILED else None


def _may_start_over(part: Part) -> bool:
    return part.recording is not None and (part.transcript is None or not control.is_worked_on(part.transcript))


def _latest(transcript: Transcript | None) -> Sequence[Segment]:
    if transcript is None:
        return ()
    last = db.session.scalar(select(func.max(Segment.position)).where(Segment.transcript_id == transcript.id))
    return db.session.scalars(
        select(Segment)
        .where(Segment.transcript_id == transcript.id, Segment.position > (last or 0) - SHOWN)
        .order_by(Segment.position),
    ).all()
