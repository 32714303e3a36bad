"""The job that hears a recording: it saves each segment with its progress, and goes on there after a kill.

The queue holds ids and numbers only; the text goes from the child's pipe into sealed columns.
"""

import json
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, BinaryIO, cast

from flask import Flask, current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.config import Settings
from toolkit.db import db
from toolkit.interviews import intake, joining
from toolkit.interviews.models import Recording
from toolkit.jobs import registry
from toolkit.jobs.unit import GaveUp, NotYet, Unit
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile
from transcription import doubt, hearing, models_store, turns
from transcription.heard import Heard, Options, Trouble
from transcription.messages import Failed, Finished, Message, Progress, Said
from transcription.models import Segment, Transcript
from transcription.models_store import Model
from transcription.speech_models.choosing import chosen_model
from transcription.transcripts import WAITING, State

TRANSCRIBE = joining.TRANSCRIBE
LOOK_AGAIN = timedelta(minutes=1)
REMOVED = "removed"
LASTING = frozenset({Trouble.NOT_SOUND, Trouble.NOT_OPENED})
"""What trying again cannot help."""
WAITS_FOR_SOMEBODY = frozenset(
    {Trouble.NO_MODEL, Trouble.MODEL_INCOMPLETE, Trouble.MODEL_BROKEN, Trouble.ENGINE_MISSING}
)
"""What whoever runs the server must see to; the queue waits."""


class Stumbled(Exception):
    """The child fell over something that may go better next time. Its text is a code."""


@dataclass
class _Work:
    """One hearing: where it stands, as plain values that outlive the transactions."""

    take_id: uuid.UUID
    assignment_id: uuid.UUID
    sealed: SealedFile
    engine: str
    model: Model
    after: float = 0.0
    position: int = 0
    before: turns.Stretch | None = None
    speaker: turns.Speaker | None = None
    said: list[Heard] = field(default_factory=list)

    @property
    def options(self) -> Options:
        """How this model hears."""
        return self.model.options(Options())


def install(app: Flask) -> None:
    """Let the worker of this app hear recordings."""
    registry.register(app, TRANSCRIBE, transcribe, on_failed=_note_failure)


def transcribe(unit: Unit) -> None:
    """Hear one recording to its end. Raises NotYet without a usable model, GaveUp for what is no sound."""
    settings: Settings = current_app.config["SETTINGS"]
    take = db.session.get(Recording, unit.ref)
    if take is None or take.state != intake.WHOLE or take.assignment.ended_at is not None:
        return  # removed or withdrawn while it waited
    begun = db.session.scalar(select(Transcript).where(Transcript.recording_id == take.id))
    if begun is not None and begun.state not in WAITING:
        return  # heard already
    model = _choose_model(settings, begun)
    work = _Work(take.id, take.assignment_id, joining.sealed_file(take), settings.engine, model)
    if begun is not None and (begun.engine, begun.model) == (settings.engine, model.name):
        _go_on(work, begun)
    _hear(unit, work)


def _choose_model(settings: Settings, begun: Transcript | None) -> Model:
    """The model of this installation; for a hearing that has begun, the same as before, while it is there."""
    if begun is not None and begun.engine == settings.engine and settings.model is None:
        known = find_model(settings, begun.model)
        if known is not None:
            return known
    model = chosen_model(settings)
    if model is None:
        raise NotYet(Trouble.NO_MODEL, after=LOOK_AGAIN)
    return model


def find_model(settings: Settings, name: str | None) -> Model | None:
    """The model that this installation would hear with, or None. The practice model belongs to practice data."""
    return models_store.choose_model(settings.models, name, engine=settings.engine, practice=settings.demo)


def _go_on(work: _Work, begun: Transcript) -> None:
    work.after = begun.heard_ms / 1000
    last = db.session.scalar(
        select(Segment).where(Segment.transcript_id == begun.id).order_by(Segment.position.desc()).limit(1)
    )
    if last is not None:
        work.position = last.position + 1
        work.before = turns.Stretch(last.start_ms / 1000, last.end_ms / 1000, last.text)
        work.speaker = turns.Speaker(last.speaker)


def _hear(unit: Unit, work: _Work) -> None:
    with vault().store.open(work.sealed.file_id) as source, closing(cast(Any, _messages(work, source))) as messages:
        for message in messages:
            unit.check()
            _take_in(unit, work, message)


def _messages(work: _Work, source: BinaryIO) -> Iterator[Message]:
    return hearing.hear(
        source,
        work.sealed,
        keyring=vault().keyring,
        engine=work.engine,
        model=work.model.folder,
        options=work.options,
        after=work.after,
    )


def _take_in(unit: Unit, work: _Work, message: Message) -> None:
    if isinstance(message, Said):
        work.said.append(message.heard)
    elif isinstance(message, Progress | Finished):
        heard_ms = round(message.seconds * 1000)
        with unit.saving(heard_ms=heard_ms) as session:
            transcript = _row(session, work)
            transcript.heard_ms = heard_ms
            _save(session, work, transcript.id)
            if isinstance(message, Finished):
                _finish(session, transcript, message, segments=work.position)
        work.said.clear()
    elif isinstance(message, Failed):
        _stumble(message)


def _row(session: Session, work: _Work) -> Transcript:
    """The transcript's row, made or gone on with; another model than before starts from the beginning."""
    take = session.get_one(Recording, work.take_id, with_for_update=True)
    if take.state != intake.WHOLE:
        raise GaveUp(REMOVED)
    found = session.scalar(select(Transcript).where(Transcript.recording_id == work.take_id))
    if found is None:
        found = Transcript(assignment_id=work.assignment_id, recording_id=work.take_id, engine="", model="")
        session.add(found)
        session.flush()
    if (found.engine, found.model) != (work.engine, work.model.name):
        session.execute(delete(Segment).where(Segment.transcript_id == found.id))
        options = asdict(work.options)
        found.options = {**options, "temperatures": list(options["temperatures"])}
        found.engine, found.model, found.is_practice = work.engine, work.model.name, work.model.practice
        trail.record(
            None, Event.TRANSCRIPTION_STARTED, found.id, within=session, engine=work.engine, model=work.model.name
        )
    found.state, found.failure = State.HEARING, None
    return found


def _save(session: Session, work: _Work, transcript_id: uuid.UUID) -> None:
    for heard in work.said:
        stretch = turns.Stretch(heard.start, heard.end, heard.text)
        speaker = turns.propose_next(stretch, work.before, work.speaker)
        session.add(_as_row(transcript_id, work.position, heard, speaker))
        work.position, work.before, work.speaker = work.position + 1, stretch, speaker


def _as_row(transcript_id: uuid.UUID, position: int, heard: Heard, speaker: turns.Speaker) -> Segment:
    words = [[round(w.start * 1000), round(w.end * 1000), w.text, w.probability] for w in heard.words]
    return Segment(
        transcript_id=transcript_id,
        position=position,
        start_ms=round(heard.start * 1000),
        end_ms=round(heard.end * 1000),
        speaker=speaker.value,
        speaker_is_guess=True,
        text=unicodedata.normalize("NFC", heard.text),
        words=json.dumps(words, ensure_ascii=False),
        confidence=doubt.confidence(heard),
        doubt=doubt.find_doubt(heard),
    )


def _finish(session: Session, transcript: Transcript, last: Finished, *, segments: int) -> None:
    transcript.state = State.DRAFT
    transcript.gaps = {"spans": [[round(start * 1000), round(length * 1000)] for start, length in last.gaps]}
    transcript.peaks = last.peaks.hex()
    trail.record(None, Event.TRANSCRIPTION_FINISHED, transcript.id, within=session, segments=segments)


def _stumble(message: Failed) -> None:
    if message.trouble in LASTING:
        raise GaveUp(message.trouble)
    if message.trouble in WAITS_FOR_SOMEBODY:
        raise NotYet(message.trouble, after=LOOK_AGAIN)
    raise Stumbled(message.trouble)


def _note_failure(take_id: uuid.UUID, reason: str) -> None:
    take = db.session.get(Recording, take_id)
    if take is None or take.state != intake.WHOLE:
        return
    found = db.session.scalar(select(Transcript).where(Transcript.recording_id == take_id))
    if found is None:
        found = Transcript(assignment_id=take.assignment_id, recording_id=take_id)
        db.session.add(found)
    found.state, found.failure = State.FAILED, reason
    db.session.flush()
    trail.record(None, Event.TRANSCRIPTION_FAILED, found.id, reason=reason)
