"""kill -9, twenty times in the middle of a transcription: every segment once, the text as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select

from tests.transcription.interviews import Interview, a_sealed_recording, an_interview
from tests.transcription.sounds import encoded
from toolkit.config import ROOT, Settings
from toolkit.db import db
from toolkit.interviews import joining
from toolkit.jobs import queue
from toolkit.jobs.models import Job
from transcription.asr.confidence import ConfidenceFlag
from transcription.asr.engine import SAMPLE_RATE, Samples
from transcription.speech_models.store import Model
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.speaker_turns import Speaker

KILLS, SECONDS, PATIENCE_S = 20, 500, 180
Line = tuple[int, int, int, Speaker, str, ConfidenceFlag | None]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def interview(settings: Settings, practice_model: Model, request: pytest.FixtureRequest) -> Interview:
    """Its engine is made up, so the model's files need only be there."""
    settings.models.mkdir(parents=True)
    (settings.models / "practice").symlink_to(practice_model.folder)
    request.getfixturevalue("app")
    return an_interview()


def talk() -> Samples:
    """Eight minutes that differ everywhere, with a pause every four seconds."""
    noise = np.random.default_rng(4711).integers(-6000, 6000, SECONDS * SAMPLE_RATE, dtype=np.int16)
    noise[np.arange(len(noise)) % (4 * SAMPLE_RATE) > 3 * SAMPLE_RATE] //= 500
    return noise


class Crew:
    """Starts workers, and kills them or their child."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.worker = 0

    def start(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(b"\n")
        self.worker = int(self._process.stdout.readline())

    def kill_worker(self) -> None:
        os.kill(self.worker, signal.SIGKILL)
        self.start()

    def kill_recogniser(self) -> bool:
        """Whether there was one."""
        children = Path(f"/proc/{self.worker}/task/{self.worker}/children").read_text().split()
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        return bool(children)


@contextmanager
def a_crew(settings: Settings) -> Iterator[Crew]:
    told = {
        "instance": str(settings.instance), "database_url": settings.database_url,
        "secret_key": settings.secret_key, "testing": True, "model": "practice",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.transcription.crew", json.dumps(told)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        crew = Crew(process)
        try:
            crew.start()
            yield crew
        finally:
            with suppress(ProcessLookupError):
                os.kill(crew.worker, signal.SIGKILL)


def hand_in(interview: Interview, content: bytes, *, number: int) -> uuid.UUID:
    made = a_sealed_recording(interview.assignment, content, duration_ms=SECONDS * 1000, number=number)
    recording_id = made.id
    queue.enqueue(interview.actor, joining.TRANSCRIBE, ref=recording_id)
    db.session.commit()
    return recording_id


def written(recording_id: uuid.UUID) -> list[Line]:
    rows = db.session.scalars(
        select(Segment).join(Transcript).where(Transcript.recording_id == recording_id).order_by(Segment.position)
    ).all()
    lines = [(one.position, one.start_ms, one.end_ms, one.speaker, one.text, one.confidence_flag) for one in rows]
    db.session.rollback()
    return lines


def look(recording_id: uuid.UUID) -> tuple[str, int, int]:
    """The state of the text, how many segments have been saved, and the number of the attempt that goes on."""
    text = select(Transcript.state).where(Transcript.recording_id == recording_id)
    saved = select(func.count(Segment.id)).join(Transcript).where(Transcript.recording_id == recording_id)
    attempt = select(Job.attempt).where(Job.ref == recording_id, Job.state == "running")
    # One statement sees one moment: between three, on PostgreSQL, a text may come that the first did not see.
    seen = db.session.execute(select(*(one.scalar_subquery() for one in (text, saved, attempt)))).one()
    db.session.rollback()
    return seen[0] or "none", seen[1], seen[2] or 0


def wait_until(recording_id: uuid.UUID, holds: Callable[[str, int, int], bool]) -> tuple[str, int, int]:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        seen = look(recording_id)
        if holds(*seen):
            return seen
        time.sleep(0.02)
    raise AssertionError(f"it did not come so far: {look(recording_id)}")


def wait_for_work(recording_id: uuid.UUID, *, after: int) -> int:
    """Wait until an attempt after this one has saved something; returns its number."""
    _, begun, attempt = wait_until(recording_id, lambda state, _, attempt: attempt > after or state == "draft")
    state, *_ = wait_until(recording_id, lambda state, saved, _: saved > begun or state == "draft")
    assert state == "transcribing", f"{state} before the kill: kill sooner"
    return attempt


def test_twenty_kills_lose_nothing_and_double_nothing(settings: Settings, interview: Interview) -> None:
    content, chance = encoded(talk()), random.Random(20)
    recording_id, attempt, killed = hand_in(interview, content, number=1), 0, {"worker": 0, "recogniser": 0}
    with a_crew(settings) as crew:
        while sum(killed.values()) < KILLS:
            attempt = wait_for_work(recording_id, after=attempt)
            time.sleep(chance.uniform(0, 0.1))
            if chance.random() < 0.5 and crew.kill_recogniser():
                killed["recogniser"] += 1
            else:
                crew.kill_worker()
                killed["worker"] += 1
        wait_until(recording_id, lambda state, *_: state == "draft")
        undisturbed = hand_in(interview, content, number=2)
        wait_until(undisturbed, lambda state, *_: state == "draft")
    lines = written(recording_id)
    assert [position for position, *_ in lines] == list(range(len(lines)))
    assert lines == written(undisturbed)
    assert len(lines) >= SECONDS
    assert min(killed.values()) >= 5
    transcripts = db.session.scalars(select(Transcript).order_by(Transcript.created_at)).all()
    assert [one.state for one in transcripts] == ["draft", "draft"]
    assert len({(one.transcribed_ms, one.peaks, json.dumps(one.gaps)) for one in transcripts}) == 1
    first = db.session.scalars(select(Job).order_by(Job.created_at)).first()
    assert first
    assert first.attempt == KILLS + 1
