"""How many seconds of work a second of sound costs: measured while recordings are transcribed, guessed before that.

The worker notes it; the pages and the terminal read the newest measurement of the model in use.
"""

import os

from sqlalchemy import select
from sqlalchemy.orm import Session

from toolkit import clock
from toolkit.db import db
from toolkit.jobs import processes
from transcription.asr.model_files import OPENAI_WHISPER
from transcription.speech_models import sizes
from transcription.speech_models.models import TranscriptionSpeed
from transcription.speech_models.store import Model

ENOUGH_MS = 60_000
"""So much sound must have been transcribed before a measurement is believed."""
REMEMBERED_MS = 6 * 3600 * 1000


def note(session: Session, *, engine: str, model: str, sound_ms: int, work_ms: int) -> None:
    """Add one span of work to this machine's measurement, in the worker's own transaction."""
    if sound_ms <= 0 or work_ms <= 0:
        return
    key = (processes.machine(), engine, model)
    row = session.get(TranscriptionSpeed, key)
    if row is None:
        row = TranscriptionSpeed(machine=key[0], engine=engine, model=model, sound_ms=0, work_ms=0)
        session.add(row)
    if row.sound_ms > REMEMBERED_MS:
        row.sound_ms, row.work_ms = row.sound_ms // 2, row.work_ms // 2
    row.sound_ms, row.work_ms, row.measured_at = row.sound_ms + sound_ms, row.work_ms + work_ms, clock.now()


def get_speed(engine: str, model: Model) -> float:
    """Seconds of work per second of sound with this model: the newest measurement, else a guess from its size."""
    newest = (
        select(TranscriptionSpeed)
        .where(
            TranscriptionSpeed.engine == engine,
            TranscriptionSpeed.model == model.name,
            TranscriptionSpeed.sound_ms >= ENOUGH_MS,
        )
        .order_by(TranscriptionSpeed.measured_at.desc())
        .limit(1)
    )
    found = db.session.scalar(newest)
    if found is not None:
        return found.work_ms / found.sound_ms
    return sizes.guess_pace(
        model.name, disk=model.size, processors=os.cpu_count() or 1, is_reference=engine == OPENAI_WHISPER
    )
