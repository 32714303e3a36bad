"""kill -9 of web and worker in the middle of a real transcription: what was saved stays, and the job goes on."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import factories as make
from tests.engines import kills
from tests.journeys.installation import Installation, wait_until
from toolkit.access import Role
from toolkit.db import db
from toolkit.interviews import joining
from toolkit.jobs.models import Job
from toolkit.people.models import Person
from toolkit.vault.uploads import SealedUpload
from transcription.speech_models import practice
from transcription.transcripts.models import Segment, Transcript

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600 + 60 * kills(2))]

LAST_WORDS = "Var vill du helst träffas?"
Lines = list[tuple[uuid.UUID, int, str]]


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """Staff, a consented interview and its recording, sealed and queued; nothing runs yet."""
    made = Installation(tmp_path)
    try:
        made.in_app(_hand_in)
        yield made
    finally:
        made.kill()


def _hand_in() -> None:
    sara = db.session.scalars(sa.select(Person).where(Person.username == "sara")).one()
    karin = make.a_person(sara.unit, Role.FACILITATOR)
    cycle = make.a_cycle(sara.unit, karin, interviewers=(sara,))
    assignment = make.an_assignment(make.a_child(cycle, handlers=(karin,), age=15), sara)
    make.a_yes(assignment, sara)
    upload = SealedUpload()
    upload.write(practice.DEMO_INTERVIEW.read_bytes())
    whole = joining.examine(upload)
    joining.receive_file(make.actor(sara), assignment.id, client_key="a recording", upload=upload, whole=whole)
    upload.close()


def _lines() -> Lines:
    rows = db.session.scalars(sa.select(Segment).order_by(Segment.position))
    return [(row.id, row.position, row.text) for row in rows]


def _transcriptions() -> list[str]:
    """How the jobs that hear recordings stand; the worker has others of its own."""
    return list(db.session.scalars(sa.select(Job.state).where(Job.kind == joining.TRANSCRIBE)))


def _state() -> str:
    return db.session.scalar(sa.select(Transcript.state)) or "none"


def test_nothing_that_was_heard_is_lost(installation: Installation) -> None:
    lost: Lines = []
    for _ in range(kills(2)):
        installation.start()
        before = len(installation.in_app(_lines))
        wait_until(lambda: len(installation.in_app(_lines)) > before or _done(installation), "nothing was heard")  # noqa: B023
        installation.kill()
        kept = installation.in_app(_lines)
        assert kept[: len(lost)] == lost, "a saved line changed or went"
        _nothing_open(installation)
        lost = kept
    installation.start("worker")
    wait_until(lambda: _done(installation), "the job did not go on by itself", seconds=240)
    lines = installation.in_app(_lines)
    assert lines[: len(lost)] == lost
    assert [position for _, position, _ in lines] == list(range(len(lines)))
    assert lines[-1][2] == LAST_WORDS
    assert len({text for _, _, text in lines}) == len(lines), "a line was heard twice"
    assert installation.in_app(_transcriptions) == ["done"]


def _done(installation: Installation) -> bool:
    return installation.in_app(_state) == "draft"


def _nothing_open(installation: Installation) -> None:
    """The killed processes left no sound and no words behind in any file."""
    sound = practice.DEMO_INTERVIEW.read_bytes()[100_000:100_032]
    for path in installation.folder.rglob("*"):
        if path.is_file() and "models" not in path.parts:
            content = path.read_bytes()
            assert sound not in content, path.name
            assert b"det finns inga fel svar" not in content.lower(), path.name
