"""Saves what a transcription yields: each segment once, in the worker's own transaction, and with which options.

Messages come from `asr.worker_host` by way of `queue.tasks`; the text goes into sealed columns and nowhere else.
"""

import json
import unicodedata
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.interviews import intake
from toolkit.interviews.models import Recording
from toolkit.jobs.context import PermanentFailure
from toolkit.vault.sealing import SealedFile
from transcription.asr import confidence
from transcription.asr.messages import Finished
from transcription.asr.types import RecognisedSegment, TranscriptionOptions
from transcription.speech_models.store import Model
from transcription.transcripts import speaker_turns
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.states import State

REMOVED = "removed"


@dataclass
class TranscriptionRun:
    """One transcription under way: where it stands, as plain values that outlive the transactions."""

    recording_id: uuid.UUID
    assignment_id: uuid.UUID
    sealed: SealedFile
    engine: str
    model: Model
    options: TranscriptionOptions
    terms: int = 0
    after: float = 0.0
    position: int = 0
    before: speaker_turns.SpokenSegment | None = None
    speaker: speaker_turns.Speaker | None = None
    saved: list[tuple[float, float]] = field(default_factory=list)
    unsaved: list[RecognisedSegment] = field(default_factory=list)


def resume(session: Session, run: TranscriptionRun, begun: Transcript) -> None:
    """Let the run go on after what has been saved."""
    run.after = begun.transcribed_ms / 1000
    rows = session.scalars(select(Segment).where(Segment.transcript_id == begun.id).order_by(Segment.position)).all()
    run.saved = [(one.start_ms / 1000, one.end_ms / 1000) for one in rows]
    if rows:
        last = rows[-1]
        run.position = last.position + 1
        run.before = speaker_turns.SpokenSegment(last.start_ms / 1000, last.end_ms / 1000, last.text)
        run.speaker = speaker_turns.Speaker(last.speaker)


def save(session: Session, run: TranscriptionRun, *, transcribed_ms: int) -> Transcript:
    """Write the segments that have come since the last time. Raises PermanentFailure when the recording is gone."""
    transcript = _row(session, run)
    transcript.transcribed_ms = transcribed_ms
    for segment in run.unsaved:
        spoken = speaker_turns.SpokenSegment(segment.start, segment.end, segment.text)
        speaker = speaker_turns.propose_next(spoken, run.before, run.speaker)
        session.add(as_row(transcript.id, segment, position=run.position, speaker=speaker))
        run.position, run.before, run.speaker = run.position + 1, spoken, speaker
    return transcript


def finish(session: Session, transcript: Transcript, *, last: Finished, segments: int) -> None:
    """The whole recording has been transcribed: a draft, with what is missing in it."""
    transcript.state = State.DRAFT
    transcript.gaps = as_spans(last.gaps)
    transcript.untranscribed = as_spans(tuple((begins, ends - begins) for begins, ends in last.untranscribed))
    transcript.is_cut = last.cut_short
    transcript.peaks = last.peaks.hex()
    trail.record(None, Event.TRANSCRIPTION_FINISHED, transcript.id, within=session, segments=segments)


def as_row(
    transcript_id: uuid.UUID, segment: RecognisedSegment, *, position: int, speaker: speaker_turns.Speaker
) -> Segment:
    """A recognised segment as a row."""
    return Segment(
        transcript_id=transcript_id,
        position=position,
        start_ms=round(segment.start * 1000),
        end_ms=round(segment.end * 1000),
        speaker=speaker.value,
        speaker_is_guess=True,
        text=unicodedata.normalize("NFC", segment.text),
        words=as_words(segment),
        confidence=confidence.confidence(segment),
        confidence_flag=confidence.find_flag(segment),
    )


def as_words(segment: RecognisedSegment) -> str:
    """The words with their times, as the column holds them."""
    words = [[round(w.start * 1000), round(w.end * 1000), w.text, w.probability] for w in segment.words]
    return json.dumps(words, ensure_ascii=False)


def as_spans(spans: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    """Starts and lengths in seconds as the column holds them."""
    return {"spans": [[round(start * 1000), round(length * 1000)] for start, length in spans]}


def _row(session: Session, run: TranscriptionRun) -> Transcript:
    """The transcript's row, made or gone on with; another model than before starts from the beginning."""
    recording = session.get_one(Recording, run.recording_id, with_for_update=True)
    if recording.state != intake.WHOLE:
        raise PermanentFailure(REMOVED)
    found = session.scalar(select(Transcript).where(Transcript.recording_id == run.recording_id))
    if found is None:
        found = Transcript(assignment_id=run.assignment_id, recording_id=run.recording_id, engine="", model="")
        session.add(found)
        session.flush()
    if (found.engine, found.model) != (run.engine, run.model.name):
        _begin(session, run, found)
    found.state, found.failure = State.TRANSCRIBING, None
    return found


def _begin(session: Session, run: TranscriptionRun, transcript: Transcript) -> None:
    session.execute(delete(Segment).where(Segment.transcript_id == transcript.id))
    options = asdict(run.options)
    transcript.options = {**options, "temperatures": list(options["temperatures"]), "terms": run.terms}
    transcript.engine, transcript.model, transcript.is_practice = run.engine, run.model.name, run.model.practice
    trail.record(
        None, Event.TRANSCRIPTION_STARTED, transcript.id, within=session, engine=run.engine, model=run.model.name
    )
