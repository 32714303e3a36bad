"""What can be said honestly while a recording waits or is being written down, and trying again after a failure."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import func, select

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.config import Settings
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from transcription import tasks, transcripts
from transcription.models import Segment
from transcription.speech_models.choosing import chosen_model
from transcription.transcripts import WAITING, Part, State

SHOWN = 8
NO_MODEL, NO_WORKER, QUEUED, HEARING, FAILED, READY = "no_model", "no_worker", "queued", "hearing", "failed", "ready"
NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Outlook:
    """One part of an interview on its way to a text. `left` is a guess from the speed so far, or None."""

    assignment: Assignment
    parts: Sequence[Part]
    part: Part
    state: str
    heard_ms: int
    length_ms: int
    left: timedelta | None
    ahead: int
    latest: Sequence[Segment]
    reason: str | None
    is_practice: bool


def look(actor: Actor, assignment_id: uuid.UUID, *, number: int | None = None) -> Outlook:
    """How it goes for one part: the given one, else the first that is not there yet. Raises `NotFound` without any."""
    assignment = assignments.get_own(actor, assignment_id)
    parts = transcripts.list_parts(actor, assignment_id)
    if not parts:
        raise NotFound
    part = next((one for one in parts if one.number == number), None) or next(
        (one for one in parts if one.state in WAITING), parts[-1]
    )
    return _outlook(assignment, parts, part)


def try_again(actor: Actor, take_id: uuid.UUID) -> Part:
    """Put a recording of the person's own interview back in the queue. Raises `NotFound`."""
    assignment_id = db.session.scalar(select(Recording.assignment_id).where(Recording.id == take_id))
    if assignment_id is None:
        raise NotFound
    part = next(
        (one for one in transcripts.list_parts(actor, assignment_id) if one.take and one.take.id == take_id), None
    )
    if part is None:
        raise NotFound
    if part.state in WAITING:
        if part.transcript is not None:
            part.transcript.state = State.QUEUED
        queue.enqueue(actor, tasks.TRANSCRIBE, ref=take_id)
        db.session.flush()
        trail.record(actor, Event.TRANSCRIPTION_QUEUED, take_id)
    return part


def _outlook(assignment: Assignment, parts: Sequence[Part], part: Part) -> Outlook:
    take, transcript = part.take, part.transcript
    job = queue.find_job(tasks.TRANSCRIBE, ref=take.id) if take else None
    waits = queue.find_waiting(tasks.TRANSCRIBE, ref=take.id) if take else None
    heard_ms = transcript.heard_ms if transcript else 0
    length_ms = (take.duration_ms if take else None) or 0
    elapsed = clock.now() - job.started_at if job and job.started_at else None
    return Outlook(
        assignment=assignment,
        parts=parts,
        part=part,
        state=_state(part, job.state if job else "", job.reason if job else None),
        heard_ms=heard_ms,
        length_ms=max(length_ms, heard_ms),
        left=elapsed * ((length_ms - heard_ms) / heard_ms) if elapsed and 0 < heard_ms < length_ms else None,
        ahead=waits.ahead if waits else 0,
        latest=_latest(part),
        reason=(transcript.failure if transcript else None) or (job.reason if job else None),
        is_practice=bool(transcript and transcript.is_practice),
    )


def _state(part: Part, job_state: str, reason: str | None) -> str:
    if part.state in transcripts.READABLE:
        return READY
    if part.take is None:
        return NOTES
    if part.state == State.FAILED and job_state not in {"queued", "running"}:
        return FAILED
    settings: Settings = current_app.config["SETTINGS"]
    if reason in tasks.WAITS_FOR_SOMEBODY or chosen_model(settings) is None:
        return NO_MODEL
    if job_state == "running":
        return HEARING
    return QUEUED if queue.has_worker() else NO_WORKER


def _latest(part: Part) -> Sequence[Segment]:
    if part.transcript is None:
        return ()
    last = db.session.scalar(select(func.max(Segment.position)).where(Segment.transcript_id == part.transcript.id))
    return db.session.scalars(
        select(Segment)
        .where(Segment.transcript_id == part.transcript.id, Segment.position > (last or 0) - SHOWN)
        .order_by(Segment.position),
    ).all()
