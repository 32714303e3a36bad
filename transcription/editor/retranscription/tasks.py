"""The job that transcribes a span once more. It is brief, so it goes before whole recordings, at any time of day."""

import json
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any, cast

from toolkit import config
from toolkit.db import db
from toolkit.interviews import intake, joining
from toolkit.jobs.context import JobContext, PermanentFailure, Postponed
from toolkit.jobs.registry import Handler
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile
from transcription.asr import confidence, worker_host
from transcription.asr.messages import Failed, Message, SegmentRecognised
from transcription.asr.types import FailureCode, RecognisedSegment, RetryMode, TranscriptionOptions
from transcription.editor.retranscription import retry_modes
from transcription.editor.retranscription.models import Retranscription
from transcription.editor.retranscription.offers import OfferState
from transcription.queue import tasks
from transcription.speech_models.store import Model
from transcription.transcripts import saving
from transcription.transcripts.models import Transcript

TRIES = 2


def retranscribe(unit: JobContext) -> None:
    """Transcribe one span, and offer what came of it."""
    found = db.session.get(Retranscription, unit.ref)
    if found is None or found.state != OfferState.ASKED:
        return
    transcript = db.session.get_one(Transcript, found.transcript_id)
    recording = transcript.recording
    if recording is None or recording.state != intake.WHOLE:
        raise PermanentFailure(saving.REMOVED)
    mode = RetryMode(found.retry_mode)
    model = retry_modes.find_model(transcript, mode)
    if model is None:
        raise Postponed(FailureCode.NO_MODEL, after=tasks.LOOK_AGAIN)
    options = retry_modes.options_for(transcript, mode, model)
    span = found.start_ms / 1000, found.end_ms / 1000
    lines = _transcribe(unit, joining.sealed_file(recording), span=span, model=model, options=options)
    with unit.saving() as session:
        row = session.get(Retranscription, unit.ref, with_for_update=True)
        if row is not None and row.state == OfferState.ASKED:
            row.lines, row.state = json.dumps(lines, ensure_ascii=False), OfferState.OFFERED


def as_line(segment: RecognisedSegment) -> list[Any]:
    """What was recognised, as it is kept until somebody decides."""
    text, words = unicodedata.normalize("NFC", segment.text), json.loads(saving.as_words(segment))
    times = round(segment.start * 1000), round(segment.end * 1000)
    return [*times, text, words, confidence.confidence(segment), confidence.find_flag(segment)]


def _transcribe(
    unit: JobContext, sealed: SealedFile, *, span: tuple[float, float], model: Model, options: TranscriptionOptions
) -> list[list[Any]]:
    lines = []
    with closing(cast(Any, _messages(sealed, span, model, options))) as messages:
        for message in messages:
            unit.check()
            if isinstance(message, SegmentRecognised):
                lines.append(as_line(message.segment))
            elif isinstance(message, Failed):
                tasks.raise_failure(message)
    return lines


def _messages(
    sealed: SealedFile, span: tuple[float, float], model: Model, options: TranscriptionOptions
) -> Iterator[Message]:
    settings = config.current()
    with vault().lending(sealed.file_id) as source:
        yield from worker_host.transcribe(
            source,
            sealed,
            keyring=vault().keys.get(sealed.key_id),
            engine=settings.engine,
            model=model.folder,
            options=options,
            span=span,
            heartbeat=tasks.HEARTBEAT_S,
            limits=tasks.own_limits(),
        )


def _note_failure(retranscription_id: uuid.UUID, reason: str) -> None:
    found = db.session.get(Retranscription, retranscription_id)
    if found is not None and found.state == OfferState.ASKED:
        found.state, found.failure = OfferState.FAILED, reason
        db.session.flush()


HANDLER = Handler(retranscribe, on_failed=_note_failure, tries=TRIES)
"""How the worker of this installation transcribes a span once more."""
