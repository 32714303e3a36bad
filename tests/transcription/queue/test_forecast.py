"""When a text should be ready: the order of the queue, the hours, the measured speed, and how it is said."""

import uuid
from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from toolkit.db import db
from transcription.asr.model_files import FASTER_WHISPER
from transcription.queue.forecast import Load, forecast
from transcription.queue.opening_hours import Hours, Opening
from transcription.speech_models import speed
from transcription.speech_models.models import TranscriptionSpeed
from transcription.speech_models.store import Model
from transcription.transcripts import presentation

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # one o'clock in Sweden
HOUR = timedelta(hours=1)


def loads(*hours: float) -> list[Load]:
    return [Load(uuid.UUID(int=number), HOUR * length) for number, length in enumerate(hours)]


def ready(*hours: float, opening: Opening | None = None, workers: int = 1) -> list[float]:
    """Hours from now, in the order of the queue."""
    told = forecast(loads(*hours), now=NOW, opening=opening or Opening(), workers=workers)
    return [(told[one.ref] - NOW) / HOUR for one in loads(*hours)]


def test_one_after_the_other_or_two_at_a_time() -> None:
    assert ready(1, 2, 0.5) == [1, 3, 3.5]
    assert ready(1, 2, 0.5, workers=2) == [1, 2, 1.5]
    assert ready() == []


def test_the_queue_rests_outside_the_hours() -> None:
    night = Opening(Hours(time(18), time(6)))
    assert ready(1, 10, 3, opening=night) == [6, 16, 31]


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (NOW + timedelta(seconds=30), "Klar om en liten stund."),
        (NOW + timedelta(minutes=5, seconds=20), "Klar omkring 13.06."),
        (NOW + timedelta(minutes=32), "Klar omkring 13.35."),
        (NOW + timedelta(hours=5, minutes=1), "Klar omkring 18.15."),
        (NOW + timedelta(hours=10), "Klar i natt."),
        (NOW + timedelta(hours=14), "Klar i natt."),
        (NOW + timedelta(hours=20), "Klar i morgon omkring 09.00."),
        (NOW + timedelta(days=3), "Klar den 26 november."),
        (None, ""),
    ],
)
@pytest.mark.clock(NOW)
def test_it_is_said_as_one_would_say_it(app: Flask, moment: datetime | None, says: str) -> None:
    with app.test_request_context():
        assert presentation.ready(moment) == says


def test_what_was_measured_is_believed_once_there_is_enough_of_it(app: Flask, practice_model: Model) -> None:
    guessed = speed.get_speed(FASTER_WHISPER, practice_model)
    noted = {"engine": FASTER_WHISPER, "model": practice_model.name}
    speed.note(db.session(), **noted, sound_ms=30_000, work_ms=60_000)
    assert speed.get_speed(FASTER_WHISPER, practice_model) == guessed, "half a minute tells too little"
    speed.note(db.session(), **noted, sound_ms=30_000, work_ms=60_000)
    assert speed.get_speed(FASTER_WHISPER, practice_model) == 2.0
    speed.note(db.session(), **noted, sound_ms=0, work_ms=9000)
    for _ in range(40):  # a machine that became quicker is believed after a while
        speed.note(db.session(), **noted, sound_ms=3_600_000, work_ms=360_000)
    assert speed.get_speed(FASTER_WHISPER, practice_model) == pytest.approx(0.1, abs=0.02)
    assert db.session.scalars(select(TranscriptionSpeed.sound_ms)).one() < speed.REMEMBERED_MS * 2
