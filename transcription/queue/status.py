"""What can be said honestly while a recording waits or is being written down."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select

from toolkit import clock
from toolkit.access import Actor
from toolkit.config import Settings
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.jobs import queue
from toolkit.jobs.models import Job
from transcription.queue import control, failure_reasons, opening, positions, tasks
from transcription.queue.failure_reasons import Explained
from transcription.speech_models.selection import chosen_model
from transcription.speech_models.store import Model
from transcription.transcripts import lookup
from transcription.transcripts.lookup import WAITING, Part, State
from transcription.transcripts.models import Segment, Transcript

SHOWN = 8
NO_MODEL, NO_WORKER, QUEUED, CLOSED = "no_model", "no_worker", "queued", "closed"
HEARING, PAUSED, FAILED, READY = "hearing", "paused", "failed", "ready"
NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Outlook:
    """One part of an interview on its way to a text.

    `ready` is when it should be there and `opens` when the opening hours begin: guesses and facts, or None.
    `explained` says why it does not go on. `models` are those that it could be written down with anew, if any.
    """

    assignment: Assignment
    parts: Sequence[Part]
    part: Part
    state: str
    heard_ms: int
    length_ms: int
    ready: datetime | None
    opens: datetime | None
    ahead: int
    latest: Sequence[Segment]
    explained: Explained | None
    is_practice: bool
    models: Sequence[Model]


def look(actor: Actor, assignment_id: uuid.UUID, *, number: int | None = None) -> Outlook:
    """How it goes for one part: the given one, else the first that is not there yet. Raises `NotFound` without any."""
    assignment = assignments.get_own(actor, assignment_id)
    parts = lookup.list_parts(assignment)
    if not parts:
        raise NotFound
    part = next((one for one in parts if one.number == number), None) or next(
        (one for one in parts if one.state in WAITING), parts[-1]
    )
    return _outlook(assignment, parts, part)


def look_at(part: Part) -> tuple[str, positions.Place | None]:
    """The state of a part in one word, and its place in the queue."""
    job = queue.find_job(tasks.TRANSCRIBE, ref=part.take.id) if part.take else None
    return _state(part, job), positions.find_place(part.take.id) if part.take else None


def _outlook(assignment: Assignment, parts: Sequence[Part], part: Part) -> Outlook:
    take, transcript = part.take, part.transcript
    job = queue.find_job(tasks.TRANSCRIBE, ref=take.id) if take else None
    place = positions.find_place(take.id) if take else None
    state = _state(part, job)
    heard_ms = transcript.heard_ms if transcript else 0
    return Outlook(
        assignment=assignment,
        parts=parts,
        part=part,
        state=state,
        heard_ms=heard_ms,
        length_ms=max((take.duration_ms if take else None) or 0, heard_ms),
        ready=place.ready if place else None,
        opens=opening.get_opening().opens_at(clock.now()) if state == CLOSED else None,
        ahead=place.number - 1 if place else 0,
        latest=_latest(transcript),
        explained=_explain(state, (transcript.failure if transcript else None) or (job.reason if job else None)),
        is_practice=bool(transcript and transcript.is_practice),
        models=control.list_models() if _may_start_over(part) else (),
    )


def _state(part: Part, job: Job | None) -> str:
    if part.state in lookup.READABLE:
        return READY
    if part.take is None:
        return NOTES
    if part.state == State.PAUSED:
        return PAUSED
    is_open = job is not None and job.state in {"queued", "running"}
    return FAILED if part.state == State.FAILED and not is_open else _state_in_queue(job)


def _state_in_queue(job: Job | None) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    if (job and job.reason in tasks.WAITS_FOR_SOMEBODY) or chosen_model(settings) is None:
        return NO_MODEL
    if job and job.state == "running":
        return HEARING
    now = clock.now()
    if opening.get_opening().opens_at(now) > now:
        return CLOSED
    return QUEUED if queue.has_worker() else NO_WORKER


def _explain(state: str, reason: str | None) -> Explained | None:
    """Why it does not go on, in words."""
    if state == NO_WORKER:
        return failure_reasons.explain(NO_WORKER, waits=True)
    if state == NO_MODEL:
        return failure_reasons.explain(reason if reason in tasks.WAITS_FOR_SOMEBODY else NO_MODEL, waits=True)
    return failure_reasons.explain(reason, waits=False) if state == FAILED else None


def _may_start_over(part: Part) -> bool:
    return part.take is not None and (part.transcript is None or not control.is_worked_on(part.transcript))


def _latest(transcript: Transcript | None) -> Sequence[Segment]:
    if transcript is None:
        return ()
    last = db.session.scalar(select(func.max(Segment.position)).where(Segment.transcript_id == transcript.id))
    return db.session.scalars(
        select(Segment)
        .where(Segment.transcript_id == transcript.id, Segment.position > (last or 0) - SHOWN)
        .order_by(Segment.position),
    ).all()
