"""What an open page is told after a step: exactly what changed, and what can be undone."""

import pytest

from tests.transcription.interviews import Interview, a_transcript, an_interview
from toolkit.errors import NotFound
from transcription.editor import changes, editing
from transcription.transcripts import history, segment_rows
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return a_transcript(interview)


def test_nothing_has_changed_before_the_first_step(interview: Interview, transcript: Transcript) -> None:
    found = changes.list_changes(interview.actor, transcript.id)
    assert (found.removed, found.put, found.undo, found.redo) == ((), (), False, False)


def test_a_joined_segment_is_taken_away_and_the_other_put_in_place(
    interview: Interview, transcript: Transcript
) -> None:
    first, second, *_ = segment_rows.list_segments(transcript)
    gone, kept = second.id, first.id
    editing.join_segment(interview.actor, transcript.id, segment_id=gone, version=second.version)
    found = changes.list_changes(interview.actor, transcript.id)
    assert found.removed == (gone,)
    assert [line.segment.id for line in found.put] == [kept]
    assert (found.undo, found.redo) == (True, False)

    history.undo(interview.actor, transcript.id)
    back = changes.list_changes(interview.actor, transcript.id)
    assert back.removed == ()
    assert [line.segment.id for line in back.put] == [kept, gone]
    assert (back.undo, back.redo) == (False, True)


def test_a_tab_that_must_catch_up_is_shown_one_segment(interview: Interview, transcript: Transcript) -> None:
    segment = segment_rows.list_segments(transcript)[1]
    context, (line,) = changes.show(interview.actor, segment)
    assert line.segment is segment
    assert context.transcript_id == transcript.id
    assert context.recording_id == transcript.recording_id
    assert not context.locked
    transcript.state = State.HANDED_OVER
    assert changes.show(interview.actor, segment)[0].locked


def test_nobody_else_is_told(transcript: Transcript) -> None:
    with pytest.raises(NotFound):
        changes.list_changes(an_interview().actor, transcript.id)
