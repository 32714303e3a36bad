"""What the interviewer may do while a recording is written down: stop, go on, or start over with another model.

Nothing that a person has written is ever thrown away here; a machine's draft is, and the page asks first.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, func, select

from toolkit import config
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from transcription.queue import tasks
from transcription.speech_models import store
from transcription.speech_models.store import Model
from transcription.transcripts import access
from transcription.transcripts.access import Part
from transcription.transcripts.models import IdentifierDecision, Segment, Transcript
from transcription.transcripts.states import READABLE, WAITING, Source, State


def transcribe_again(actor: Actor, recording_id: uuid.UUID) -> Part:
    """Put a recording of the person's own interview back in the queue; it goes on where it was. Raises `NotFound`."""
    part = get_part(actor, recording_id)
    if part.state in WAITING:
        if part.transcript is not None:
            part.transcript.state, part.transcript.failure = State.QUEUED, None
        queue.enqueue(actor, tasks.TRANSCRIBE, ref=recording_id)
        db.session.flush()
        trail.record(actor, Event.TRANSCRIPTION_QUEUED, recording_id)
    return part


def stop(actor: Actor, recording_id: uuid.UUID) -> Part:
    """Stop the writing; what has been written stays. Again is harmless. Raises `NotFound`."""
    part = _hold_part(actor, recording_id)
    if part.state not in WAITING:
        return part
    queue.cancel(tasks.TRANSCRIBE, ref=recording_id)
    transcript = part.transcript or Transcript(assignment_id=_assignment(part), recording_id=recording_id)
    transcript.state = State.PAUSED
    db.session.add(transcript)
    db.session.flush()
    trail.record(actor, Event.TRANSCRIPTION_STOPPED, recording_id)
    return part


def start_over(actor: Actor, recording_id: uuid.UUID, *, model: str | None = None) -> Part:
    """Throw the machine's draft away and write the recording down anew, with another model if one is named.

    Raises `NotFound`, `InvalidInput` for a model that is not here, and `WrongState` once a person has worked on the
    text.
    """
    part = _hold_part(actor, recording_id)
    if model is not None and model not in {one.name for one in list_models()}:
        raise InvalidInput(N_("Choose one of the models in the list."), field="model")
    transcript = part.transcript
    if transcript is not None:
        if is_worked_on(transcript):
            raise WrongState(
                N_("You have worked on this text, so it stays. Have single places transcribed again instead.")
            )
        _clear(transcript, model)
    elif model is not None:
        db.session.add(Transcript(assignment_id=_assignment(part), recording_id=recording_id, wanted_model=model))
    queue.cancel(tasks.TRANSCRIBE, ref=recording_id)
    queue.enqueue(actor, tasks.TRANSCRIBE, ref=recording_id)
    db.session.flush()
    trail.record(actor, Event.TRANSCRIPTION_RESTARTED, recording_id, model=model)
    return part


def is_worked_on(transcript: Transcript) -> bool:
    """Whether a person has changed, decided or finished anything in the text."""
    if transcript.source != Source.MACHINE or transcript.state in READABLE - {State.DRAFT} or transcript.revision > 1:
        return True
    touched = select(func.count(Segment.id)).where(
        Segment.transcript_id == transcript.id, Segment.edited_at.is_not(None)
    )
    decided = select(func.count(IdentifierDecision.id)).where(IdentifierDecision.transcript_id == transcript.id)
    return bool(db.session.scalar(touched) or db.session.scalar(decided))


def list_models() -> Sequence[Model]:
    """The models that a recording may be written down with here, the largest first."""
    settings = config.current()
    usable = [one for one in store.list_models(settings.models) if settings.engine in one.engines]
    allowed = [one for one in usable if settings.demo or not one.practice or one.name == settings.model]
    return sorted(allowed, key=lambda one: (one.practice, -one.size))


def get_part(actor: Actor, recording_id: uuid.UUID) -> Part:
    """The part of the person's own interview that is this recording. Raises `NotFound`."""
    assignment_id = db.session.scalar(select(Recording.assignment_id).where(Recording.id == recording_id))
    if assignment_id is None:
        raise NotFound
    parts = access.list_parts(assignments.get_own(actor, assignment_id))
    found = next((part for part in parts if part.recording and part.recording.id == recording_id), None)
    if found is None:
        raise NotFound
    return found


def _hold_part(actor: Actor, recording_id: uuid.UUID) -> Part:
    """The part as it is once a worker has saved what it was saving; it saves nothing more before we are done."""
    get_part(actor, recording_id)
    db.session.get(Recording, recording_id, with_for_update=True)
    db.session.expire_all()
    return get_part(actor, recording_id)


def _clear(transcript: Transcript, model: str | None) -> None:
    db.session.execute(delete(Segment).where(Segment.transcript_id == transcript.id))
    db.session.expire(transcript)
    transcript.state, transcript.failure, transcript.transcribed_ms = State.QUEUED, None, 0
    transcript.engine, transcript.model, transcript.wanted_model = "", "", model
    transcript.gaps, transcript.untranscribed, transcript.peaks, transcript.is_cut = {}, {}, "", False


def _assignment(part: Part) -> uuid.UUID:
    if part.recording is None:
        raise NotFound
    return part.recording.assignment_id
