"""Writes down what a hearing says: each segment once, in the worker's own transaction, and how it was heard.

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
from toolkit.jobs.context import GaveUp
from toolkit.vault.sealing import SealedFile
from transcription.asr import confidence
from transcription.asr.messages import Finished
from transcription.asr.types import Heard, Options
from transcription.speech_models.store import Model
from transcription.transcripts import speaker_turns
from transcription.transcripts.lookup import State
from transcription.transcripts.models import Segment, Transcript

REMOVED = "removed"


@dataclass
class Work:
    """One hearing: where it stands, as plain values that outlive the transactions."""

    recording_id: uuid.UUID
    assignment_id: uuid.UUID
    sealed: SealedFile
    engine: str
    model: Model
    options: Options
    terms: int = 0
    after: float = 0.0
    position: int = 0
    before: speaker_turns.Stretch | None = None
    speaker: speaker_turns.Speaker | None = None
    saved: list[tuple[float, float]] = field(default_factory=list)
    said: list[Heard] = field(default_factory=list)


def go_on(session: Session, work: Work, begun: Transcript) -> None:
    """Let the work go on after what has been saved."""
    work.after = begun.heard_ms / 1000
    rows = session.scalars(select(Segment).where(Segment.transcript_id == begun.id).order_by(Segment.position)).all()
    work.saved = [(one.start_ms / 1000, one.end_ms / 1000) for one in rows]
    if rows:
        last = rows[-1]
        work.position = last.position + 1
        work.before = speaker_turns.Stretch(last.start_ms / 1000, last.end_ms / 1000, last.text)
        work.speaker = speaker_turns.Speaker(last.speaker)


def save(session: Session, work: Work, *, heard_ms: int) -> Transcript:
    """Write what has been said since the last time. Raises GaveUp when the recording has been removed."""
    transcript = _row(session, work)
    transcript.heard_ms = heard_ms
    for heard in work.said:
        stretch = speaker_turns.Stretch(heard.start, heard.end, heard.text)
        speaker = speaker_turns.propose_next(stretch, work.before, work.speaker)
        session.add(as_row(transcript.id, heard, position=work.position, speaker=speaker))
        work.position, work.before, work.speaker = work.position + 1, stretch, speaker
    return transcript


def finish(session: Session, transcript: Transcript, *, last: Finished, segments: int) -> None:
    """The whole recording has been heard: a draft, with what is missing in it."""
    transcript.state = State.DRAFT
    transcript.gaps = as_spans(last.gaps)
    transcript.unheard = as_spans(tuple((begins, ends - begins) for begins, ends in last.unheard))
    transcript.is_cut = last.cut_short
    transcript.peaks = last.peaks.hex()
    trail.record(None, Event.TRANSCRIPTION_FINISHED, transcript.id, within=session, segments=segments)


def as_row(transcript_id: uuid.UUID, heard: Heard, *, position: int, speaker: speaker_turns.Speaker) -> Segment:
    """What was heard as a segment."""
    return Segment(
        transcript_id=transcript_id,
        position=position,
        start_ms=round(heard.start * 1000),
        end_ms=round(heard.end * 1000),
        speaker=speaker.value,
        speaker_is_guess=True,
        text=unicodedata.normalize("NFC", heard.text),
        words=as_words(heard),
        confidence=confidence.confidence(heard),
        doubt=confidence.find_doubt(heard),
    )


def as_words(heard: Heard) -> str:
    """The words with their times, as the column holds them."""
    words = [[round(w.start * 1000), round(w.end * 1000), w.text, w.probability] for w in heard.words]
    return json.dumps(words, ensure_ascii=False)


def as_spans(spans: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    """Starts and lengths in seconds as the column holds them."""
    return {"spans": [[round(start * 1000), round(length * 1000)] for start, length in spans]}


def _row(session: Session, work: Work) -> Transcript:
    """The transcript's row, made or gone on with; another model than before starts from the beginning."""
    recording = session.get_one(Recording, work.recording_id, with_for_update=True)
    if recording.state != intake.WHOLE:
        raise GaveUp(REMOVED)
    found = session.scalar(select(Transcript).where(Transcript.recording_id == work.recording_id))
    if found is None:
        found = Transcript(assignment_id=work.assignment_id, recording_id=work.recording_id, engine="", model="")
        session.add(found)
        session.flush()
    if (found.engine, found.model) != (work.engine, work.model.name):
        _begin(session, work, found)
    found.state, found.failure = State.HEARING, None
    return found


def _begin(session: Session, work: Work, transcript: Transcript) -> None:
    session.execute(delete(Segment).where(Segment.transcript_id == transcript.id))
    options = asdict(work.options)
    transcript.options = {**options, "temperatures": list(options["temperatures"]), "terms": work.terms}
    transcript.engine, transcript.model, transcript.is_practice = work.engine, work.model.name, work.model.practice
    trail.record(
        None, Event.TRANSCRIPTION_STARTED, transcript.id, within=session, engine=work.engine, model=work.model.name
    )
