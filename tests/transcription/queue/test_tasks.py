"""The job with a real child: a sealed recording becomes a draft, and nothing but ids stands in the queue."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.transcription.interviews import Interview, a_sealed_recording, transcribing_with
from tests.transcription.sounds import demo_truth, encoded, tone, words_wrong
from toolkit.config import Settings
from toolkit.db import db
from toolkit.interviews import joining, removing
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from toolkit.jobs.models import Job
from toolkit.jobs.worker import Worker
from transcription.queue import control, status
from transcription.queue.status import Stage
from transcription.speech_models import practice, selection
from transcription.speech_models.models import TranscriptionSpeed
from transcription.speech_models.store import Model
from transcription.transcripts.models import Segment, Transcript

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(settings: Settings, practice_model: Model) -> Settings:
    return transcribing_with(settings, practice_model)


def enqueued(interview: Interview, content: bytes) -> Recording:
    recording = a_sealed_recording(interview.assignment, content, duration_ms=150_860)
    queue.enqueue(interview.actor, joining.TRANSCRIBE, ref=recording.id)
    db.session.commit()
    return recording


def work(app: Flask) -> None:
    db.session.rollback()
    Worker(app).run(until_idle=True)
    db.session.rollback()


def written(recording_id: object) -> tuple[Transcript, list[Segment]]:
    transcript = db.session.scalars(select(Transcript).where(Transcript.recording_id == recording_id)).one()
    query = select(Segment).where(Segment.transcript_id == transcript.id).order_by(Segment.position)
    return transcript, list(db.session.scalars(query))


def test_the_demo_interview_becomes_a_draft(app: Flask, settings: Settings, interview: Interview) -> None:
    recording = enqueued(interview, practice.DEMO_INTERVIEW.read_bytes())
    work(app)
    transcript, segments = written(recording.id)
    assert (transcript.state, transcript.model, transcript.is_practice) == ("draft", "practice", True)
    assert transcript.transcribed_ms == pytest.approx(150_860, abs=100)
    assert len(bytes.fromhex(transcript.peaks)) == pytest.approx(604, abs=1)
    said = " ".join(segment.text for segment in segments)
    assert "bullar" in said
    assert words_wrong(" ".join(text for _, _, text in demo_truth()), said) <= 8
    assert [segment.position for segment in segments] == list(range(len(segments)))
    assert {segment.speaker for segment in segments} == {"interviewer", "child"}
    job = db.session.scalars(select(Job)).one()
    assert job.state == "done"
    assert set(job.progress) == {"transcribed_ms"}
    measured = db.session.scalars(select(TranscriptionSpeed)).one()
    assert (measured.engine, measured.model) == ("faster-whisper", "practice")
    assert measured.sound_ms == pytest.approx(150_860, abs=100)
    assert measured.work_ms > 0
    _nothing_lies_open(settings)


def _nothing_lies_open(settings: Settings) -> None:
    """Neither a word nor the sound can be read in any file of the installation."""
    sound = practice.DEMO_INTERVIEW.read_bytes()[5000:5064]
    for file in (path for path in Path(settings.instance).rglob("*") if path.is_file() and "models" not in path.parts):
        content = file.read_bytes()
        assert b"bullar" not in content, file
        assert sound not in content, file


def test_without_a_model_the_queue_waits_and_says_so(app: Flask, settings: Settings, interview: Interview) -> None:
    shutil.rmtree(settings.models)
    recording = enqueued(interview, encoded(tone(2)))
    work(app)
    job = queue.find_job(joining.TRANSCRIBE, ref=recording.id)
    assert job is not None
    assert (job.state, job.reason, job.failures) == ("queued", "no_model", 0)
    assert status.get_status(interview.actor, interview.assignment.id).stage is Stage.NO_MODEL


def test_what_is_no_sound_fails_with_a_code_and_can_be_tried_again(app: Flask, interview: Interview) -> None:
    recording = enqueued(interview, b"text" * 500)
    work(app)
    transcript, segments = written(recording.id)
    assert (transcript.state, transcript.failure, segments) == ("failed", "not_sound", [])
    assert status.get_status(interview.actor, interview.assignment.id).stage is Stage.FAILED
    control.transcribe_again(interview.actor, recording.id)
    db.session.commit()
    assert status.get_status(interview.actor, interview.assignment.id).stage is not Stage.FAILED


def test_a_recording_without_speech_becomes_an_empty_draft(app: Flask, interview: Interview) -> None:
    recording = enqueued(interview, encoded(tone(3, loudness=0)))
    work(app)
    transcript, segments = written(recording.id)
    assert (transcript.state, segments) == ("draft", [])


def test_a_recording_that_was_removed_while_it_waited_is_left_alone(app: Flask, interview: Interview) -> None:
    recording = enqueued(interview, encoded(tone(2)))
    removing.remove_recording(interview.actor, interview.assignment.id, recording_id=recording.id)
    db.session.commit()
    work(app)
    assert db.session.scalars(select(Transcript)).all() == []


def test_the_practice_model_is_not_used_unless_it_is_named_or_everybody_is_invented(settings: Settings) -> None:
    assert selection.find_usable(replace(settings, model=None, demo=False), None) is None
    assert selection.find_usable(replace(settings, model=None, demo=True), None) is not None
    assert selection.find_usable(settings, "practice") is not None
