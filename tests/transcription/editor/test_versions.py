"""Older versions as a person thinks of them: a pause, or a version brought back, begins a new one."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.transcription.interviews import Interview, a_transcript
from tests.wall_clock import SetClock
from toolkit import clock
from toolkit.errors import NotFound
from transcription.editor import editing, versions
from transcription.transcripts import history, segment_rows
from transcription.transcripts.models import Transcript

BEGUN = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.clock(BEGUN)


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return a_transcript(interview)


def save(interview: Interview, transcript: Transcript, at: int, text: str) -> None:
    one = segment_rows.list_segments(transcript)[at]
    editing.save_segment(
        interview.actor, transcript.id, segment_id=one.id, text=text, speaker=one.speaker, version=one.version
    )


def test_a_text_that_nobody_touched_has_its_draft_only(transcript: Transcript) -> None:
    assert [(one.number, one.steps) for one in versions.list_versions(transcript)] == [(0, 0)]


def test_a_sitting_is_one_version_and_a_pause_begins_another(
    interview: Interview, transcript: Transcript, set_clock: SetClock
) -> None:
    for minute, at in ((1, 0), (2, 1), (14, 2)):
        set_clock(BEGUN + timedelta(minutes=minute))
        save(interview, transcript, at, f"Rättat {minute}.")
    found = versions.list_versions(transcript)
    assert [(one.number, one.steps, (one.at - BEGUN) // timedelta(minutes=1)) for one in found] == [
        (3, 1, 14), (2, 2, 2), (0, 0, 0),
    ]  # fmt: skip


def test_a_version_brought_back_is_one_of_its_own(interview: Interview, transcript: Transcript) -> None:
    save(interview, transcript, 0, "Rättat.")
    history.restore(interview.actor, transcript.id, number=0)
    save(interview, transcript, 1, "Rättat igen.")
    assert [one.steps for one in versions.list_versions(transcript)] == [1, 1, 1, 0]


def test_an_older_text_says_what_reads_differently_now(interview: Interview, transcript: Transcript) -> None:
    save(interview, transcript, 1, "Rättat.")
    old = versions.get_version(transcript, 0)
    assert [one.text for one in old.lines][1] == "Jag undrar varför Petra slutade."
    assert [one.is_other for one in old.lines] == [False, True, False, False]
    assert (old.number, old.at) == (0, transcript.created_at)
    now = versions.get_version(transcript, 1)
    assert not any(one.is_other for one in now.lines)
    assert now.at == clock.now()
    with pytest.raises(NotFound):
        versions.get_version(transcript, 2)
