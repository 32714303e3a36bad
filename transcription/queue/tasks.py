"""The job that transcribes a recording: it saves each segment with its progress, and goes on there after a kill.

The queue holds ids and numbers only; the text goes from the worker's pipe into sealed columns (`transcripts.saving`).
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any, BinaryIO, cast

from sqlalchemy import select

from toolkit import config
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.config import Settings
from toolkit.db import db
from toolkit.interviews import intake, joining
from toolkit.interviews.models import Recording
from toolkit.jobs.context import JobContext, PermanentFailure, Postponed, RetryLater
from toolkit.jobs.registry import Handler
from toolkit.vault.columns import vault
from transcription.asr import worker_host
from transcription.asr.limits import Limits, default_memory_limit
from transcription.asr.messages import Failed, Finished, Message, Progress, SegmentRecognised, Started
from transcription.asr.types import FailureCode, TranscriptionOptions
from transcription.queue.hours_settings import Gate
from transcription.speech_models import speed
from transcription.speech_models.selection import model_for
from transcription.speech_models.store import Model
from transcription.terms import own_words, token_count
from transcription.transcripts import saving
from transcription.transcripts.models import Transcript
from transcription.transcripts.saving import TranscriptionRun
from transcription.transcripts.states import WAITING, State

TRANSCRIBE = joining.TRANSCRIBE
LOOK_AGAIN = timedelta(minutes=1)
HEARTBEAT_S = 1.0
"""So soon the child is ended when somebody stops the writing."""
LASTING = frozenset({FailureCode.NOT_SOUND, FailureCode.NOT_OPENED})
"""What trying again cannot help."""
WAITS_FOR_SOMEBODY = frozenset(
    {
        FailureCode.NO_MODEL,
        FailureCode.MODEL_INCOMPLETE,
        FailureCode.MODEL_BROKEN,
        FailureCode.ENGINE_MISSING,
        FailureCode.PROCESSOR,
    }
)
"""What whoever runs the server must see to; the queue waits."""


class Watch:
    """Measures the time between two places in the sound, once the model is loaded."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._at_ms = 0

    def start(self, at_ms: int) -> None:
        """The sound has been transcribed so far."""
        self._since, self._at_ms = time.monotonic(), at_ms

    def lap(self, at_ms: int) -> tuple[int, int]:
        """Sound transcribed and time spent since the last lap, in milliseconds; nothing on the first."""
        before, was = self._since, self._at_ms
        self.start(at_ms)
        return (0, 0) if before is None else (at_ms - was, round(1000 * (time.monotonic() - before)))


def transcribe(unit: JobContext) -> None:
    """Hear one recording to its end, or to the end of the opening hours.

    Raises Postponed outside them and without a usable model, PermanentFailure for what is no sound.
    """
    settings = config.current()
    recording = db.session.get(Recording, unit.ref)
    if recording is None or recording.state != intake.WHOLE or recording.assignment.ended_at is not None:
        return  # removed or withdrawn while it waited
    begun = db.session.scalar(select(Transcript).where(Transcript.recording_id == recording.id))
    if begun is not None and begun.state not in WAITING:
        return  # transcribed already
    gate = Gate()
    gate.check()
    model = _choose_model(settings, begun)
    # The practice model has never been told anything beforehand, and recognises less for it.
    terms = () if model.practice else own_words.list_terms(recording.assignment.cycle.unit_id)
    options = model.options(TranscriptionOptions(terms=token_count.joined(terms), device=settings.device))
    run = TranscriptionRun(
        recording.id,
        recording.assignment_id,
        joining.sealed_file(recording),
        settings.engine,
        model,
        options,
        terms=len(terms),
    )
    if begun is not None and (begun.engine, begun.model) == (settings.engine, model.name):
        saving.resume(db.session(), run, begun)
    _transcribe(unit, run, gate)


def _choose_model(settings: Settings, begun: Transcript | None) -> Model:
    wanted, before = (begun.wanted_model, begun.model) if begun else (None, None)
    model = model_for(settings, wanted=wanted, begun=before)
    if model is None:
        raise Postponed(FailureCode.NO_MODEL, after=LOOK_AGAIN)
    return model


def _transcribe(unit: JobContext, run: TranscriptionRun, gate: Gate) -> None:
    watch = Watch()
    with vault().lending(run.sealed.file_id) as source, closing(cast(Any, _messages(run, source))) as messages:
        for message in messages:
            unit.check()
            gate.check()
            _take_in(unit, run, message, watch)


def _messages(run: TranscriptionRun, source: BinaryIO) -> Iterator[Message]:
    return worker_host.transcribe(
        source,
        run.sealed,
        keyring=vault().keys.get(run.sealed.key_id),
        engine=run.engine,
        model=run.model.folder,
        options=run.options,
        after=run.after,
        saved=run.saved,
        heartbeat=HEARTBEAT_S,
        limits=own_limits(),
    )


def own_limits() -> Limits:
    """What one transcription may take of this machine."""
    settings = config.current()
    return Limits(memory=settings.recognition_memory or default_memory_limit())


def _take_in(unit: JobContext, run: TranscriptionRun, message: Message, watch: Watch) -> None:
    if isinstance(message, SegmentRecognised):
        run.unsaved.append(message.segment)
    elif isinstance(message, Progress | Finished):
        transcribed_ms = round(message.seconds * 1000)
        sound_ms, work_ms = watch.lap(transcribed_ms)
        with unit.saving(transcribed_ms=transcribed_ms) as session:
            transcript = saving.save(session, run, transcribed_ms=transcribed_ms)
            speed.note(session, engine=run.engine, model=run.model.name, sound_ms=sound_ms, work_ms=work_ms)
            if isinstance(message, Finished):
                saving.finish(session, transcript, last=message, segments=run.position)
        run.unsaved.clear()
    elif isinstance(message, Started) and run.after == 0:
        watch.start(0)
    elif isinstance(message, Failed):
        raise_failure(message)


def raise_failure(message: Failed) -> None:
    """What a job makes of the last message: PermanentFailure, RetryLater, or Postponed when somebody must act."""
    if message.code in LASTING:
        raise PermanentFailure(message.code)
    if message.code in WAITS_FOR_SOMEBODY:
        raise Postponed(message.code, after=LOOK_AGAIN)
    raise RetryLater(message.code)


def _note_failure(recording_id: uuid.UUID, reason: str) -> None:
    recording = db.session.get(Recording, recording_id)
    if recording is None or recording.state != intake.WHOLE:
        return
    found = db.session.scalar(select(Transcript).where(Transcript.recording_id == recording_id))
    if found is None:
        found = Transcript(assignment_id=recording.assignment_id, recording_id=recording_id)
        db.session.add(found)
    found.state, found.failure = State.FAILED, reason
    db.session.flush()
    trail.record(None, Event.TRANSCRIPTION_FAILED, found.id, reason=reason)


HANDLER = Handler(transcribe, on_failed=_note_failure)
"""How the worker of this installation transcribes recordings."""
