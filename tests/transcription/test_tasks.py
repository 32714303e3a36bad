"""The job: a sealed recording becomes a draft, whatever dies on the way, and nothing but ids stands in the queue."""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.transcription.interviews import Interview, a_sealed_recording, an_interview
from tests.transcription.sounds import demo_truth, encoded, tone, words_wrong
from toolkit import clock
from toolkit.config import ROOT, Settings
from toolkit.db import db
from toolkit.interviews import joining, removing
from toolkit.interviews.models import Recording
from toolkit.jobs import queue
from toolkit.jobs.models import Job
from toolkit.jobs.worker import Worker
from transcription import practice, tasks, waiting
from transcription.models import Segment, Transcript
from transcription.models_store import Model

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(settings: Settings, practice_model: Model) -> Settings:
    shutil.copytree(practice_model.folder, settings.models / "practice")
    return replace(settings, model="practice")


@pytest.fixture
def interview(app: Flask) -> Interview:
    return an_interview()


def enqueued(interview: Interview, content: bytes) -> Recording:
    take = a_sealed_recording(interview.assignment, content, duration_ms=150_860)
    queue.enqueue(interview.actor, joining.TRANSCRIBE, ref=take.id)
    db.session.commit()
    return take


def work(app: Flask) -> None:
    db.session.rollback()
    Worker(app).run(until_idle=True)
    db.session.rollback()


def written(take_id: object) -> tuple[Transcript, list[Segment]]:
    transcript = db.session.scalars(select(Transcript).where(Transcript.recording_id == take_id)).one()
    query = select(Segment).where(Segment.transcript_id == transcript.id).order_by(Segment.position)
    return transcript, list(db.session.scalars(query))


def test_the_demo_interview_becomes_a_draft(app: Flask, interview: Interview) -> None:
    take = enqueued(interview, practice.DEMO_INTERVIEW.read_bytes())
    work(app)
    transcript, segments = written(take.id)
    assert (transcript.state, transcript.model, transcript.is_practice) == ("draft", "practice", True)
    assert transcript.heard_ms == pytest.approx(150_860, abs=100)
    assert len(bytes.fromhex(transcript.peaks)) == pytest.approx(604, abs=1)
    said = " ".join(segment.text for segment in segments)
    assert words_wrong(" ".join(text for _, _, text in demo_truth()), said) <= 8
    assert [segment.position for segment in segments] == list(range(len(segments)))
    assert {segment.speaker for segment in segments} == {"interviewer", "child"}
    job = db.session.scalars(select(Job)).one()
    assert job.state == "done"
    assert set(job.progress) == {"heard_ms"}


WORKER = """
import sys, json
from datetime import timedelta
from pathlib import Path
from app import create_app
from toolkit.config import Settings
from toolkit.jobs.worker import Worker
told = json.loads(sys.argv[1])
settings = Settings(**{**told, "instance": Path(told["instance"])})
Worker(create_app(settings), lease=timedelta(seconds=1), poll=timedelta(seconds=0.1)).run()
"""


def test_a_killed_worker_loses_no_saved_stretch_and_the_text_is_as_undisturbed(
    app: Flask, settings: Settings, interview: Interview
) -> None:
    take = enqueued(interview, practice.DEMO_INTERVIEW.read_bytes())
    told = {
        "instance": str(settings.instance), "database_url": settings.database_url,
        "secret_key": settings.secret_key, "testing": True, "model": "practice",
    }  # fmt: skip
    kept: list[str] = []
    for stretches in (1, 6, 11):
        worker = subprocess.Popen([sys.executable, "-c", WORKER, json.dumps(told)], cwd=ROOT, stderr=subprocess.DEVNULL)
        texts = _wait_for(take, stretches)
        worker.kill()
        worker.wait()
        assert texts[: len(kept)] == kept
        kept = texts
    _wait_until_the_lease_has_run_out()
    work(app)
    _, segments = written(take.id)
    killed = [(one.position, one.start_ms, one.end_ms, one.speaker, one.text) for one in segments]
    assert [text for *_, text in killed][: len(kept)] == kept
    second = enqueued_again(interview)
    work(app)
    _, segments = written(second.id)
    assert killed == [(one.position, one.start_ms, one.end_ms, one.speaker, one.text) for one in segments]


def _wait_until_the_lease_has_run_out() -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        db.session.rollback()
        lease = db.session.scalars(select(Job.lease_until)).one()
        if lease is None or lease <= clock.now():
            return
        time.sleep(0.2)
    pytest.fail("the dead worker's lease never ran out")


def enqueued_again(interview: Interview) -> Recording:
    content = practice.DEMO_INTERVIEW.read_bytes()
    take = a_sealed_recording(interview.assignment, content, duration_ms=150_860, take=2)
    queue.enqueue(interview.actor, joining.TRANSCRIBE, ref=take.id)
    db.session.commit()
    return take


def _wait_for(take: Recording, stretches: int) -> list[str]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        db.session.rollback()
        query = select(Segment.text).join(Transcript).where(Transcript.recording_id == take.id)
        texts = list(db.session.scalars(query.order_by(Segment.position)))
        if len(texts) >= stretches:
            db.session.rollback()
            return texts
        time.sleep(0.05)
    pytest.fail("nothing was written in two minutes")


def test_without_a_model_the_queue_waits_and_says_so(app: Flask, settings: Settings, interview: Interview) -> None:
    shutil.rmtree(settings.models)
    take = enqueued(interview, encoded(tone(2)))
    work(app)
    job = queue.find_job(joining.TRANSCRIBE, ref=take.id)
    assert job is not None
    assert (job.state, job.reason, job.failures) == ("queued", "no_model", 0)
    assert waiting.look(interview.actor, interview.assignment.id).state == waiting.NO_MODEL


def test_what_is_no_sound_fails_with_a_code_and_can_be_tried_again(app: Flask, interview: Interview) -> None:
    take = enqueued(interview, b"text" * 500)
    work(app)
    transcript, segments = written(take.id)
    assert (transcript.state, transcript.failure, segments) == ("failed", "not_sound", [])
    assert waiting.look(interview.actor, interview.assignment.id).state == waiting.FAILED
    waiting.try_again(interview.actor, take.id)
    db.session.commit()
    assert waiting.look(interview.actor, interview.assignment.id).state != waiting.FAILED


def test_a_recording_without_speech_becomes_an_empty_draft(app: Flask, interview: Interview) -> None:
    take = enqueued(interview, encoded(tone(3, loudness=0)))
    work(app)
    transcript, segments = written(take.id)
    assert (transcript.state, segments) == ("draft", [])


def test_a_recording_that_was_removed_while_it_waited_is_left_alone(app: Flask, interview: Interview) -> None:
    take = enqueued(interview, encoded(tone(2)))
    removing.remove_take(interview.actor, interview.assignment.id, take_id=take.id)
    db.session.commit()
    work(app)
    assert db.session.scalars(select(Transcript)).all() == []


def test_the_practice_model_is_not_used_unless_it_is_named_or_everybody_is_invented(settings: Settings) -> None:
    assert tasks.find_model(replace(settings, model=None, demo=False), None) is None
    assert tasks.find_model(replace(settings, model=None, demo=True), None) is not None
    assert tasks.find_model(settings, "practice") is not None


def test_no_word_lies_open_in_any_file(app: Flask, settings: Settings, interview: Interview) -> None:
    take = enqueued(interview, practice.DEMO_INTERVIEW.read_bytes())
    work(app)
    _, segments = written(take.id)
    assert "bullar" in " ".join(segment.text for segment in segments)
    for file in (path for path in Path(settings.instance).rglob("*") if path.is_file() and "models" not in path.parts):
        content = file.read_bytes()
        assert b"bullar" not in content, file
        assert practice.DEMO_INTERVIEW.read_bytes()[5000:5064] not in content, file
