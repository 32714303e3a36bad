"""Whose text it is: the interviewer's, while the interview goes on; and what an interview has for parts."""

import uuid
from collections.abc import Callable

import pytest

from tests import factories as make
from tests.transcription.interviews import Interview, a_transcript, an_interview
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import EndReason
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.interviews.models import Notes
from transcription.transcripts import access, removal
from transcription.transcripts.models import DeidentifiedTranscript, Segment, Transcript
from transcription.transcripts.states import READABLE, Source, State

STRANGERS: dict[str, Callable[[Interview], Actor]] = {
    "a colleague": lambda interview: make.actor(interview.colleague),
    "the facilitator": lambda interview: make.actor(interview.facilitator),
    "another unit": lambda _interview: an_interview().actor,
}


def test_the_interviewer_holds_the_own_text(interview: Interview) -> None:
    made = a_transcript(interview)
    assert access.get_own(interview.actor, made.id) is made
    assert access.get_own(interview.actor, made.id, to_change=True) is made


@pytest.mark.parametrize("who", STRANGERS)
def test_for_everybody_else_it_is_not_there(interview: Interview, who: str) -> None:
    made = a_transcript(interview)
    for transcript_id in (made.id, uuid.uuid4()):
        with pytest.raises(NotFound):
            access.get_own(STRANGERS[who](interview), transcript_id)


def test_of_an_interview_that_has_ended_the_text_is_nobody_s(interview: Interview) -> None:
    made = a_transcript(interview)
    interview.assignment.ended_at, interview.assignment.end_reason = clock.now(), EndReason.WITHDRAWN
    db.session.flush()
    with pytest.raises(NotFound):
        access.get_own(interview.actor, made.id)


@pytest.mark.parametrize("state", State)
def test_only_a_text_that_is_there_and_not_handed_over_is_changed(interview: Interview, state: State) -> None:
    made = a_transcript(interview, state=state)
    if state in READABLE - {State.HANDED_OVER}:
        assert access.get_editable(interview.actor, made.id) is made
    else:
        with pytest.raises(WrongState):
            access.get_editable(interview.actor, made.id)


def test_parts_are_recordings_then_texts_without_one_then_notes(interview: Interview) -> None:
    first = a_transcript(interview)
    make.a_recording(interview.assignment, number=2)
    loose = make.add(Transcript(assignment_id=interview.assignment.id, source=Source.IMPORT, state=State.DRAFT))
    make.add(Notes(assignment_id=interview.assignment.id, text="Vi pratade.", finished_at=clock.now()))
    parts = access.list_parts(interview.assignment)
    assert [(part.number, part.recording is not None) for part in parts] == [
        (1, True), (2, True), (3, False), (4, False),
    ]  # fmt: skip
    assert [part.transcript for part in parts] == [first, None, loose, None]
    assert [part.state for part in parts] == [State.DRAFT, State.QUEUED, State.DRAFT, State.QUEUED]


def test_what_is_removed_is_gone_with_everything_under_it(interview: Interview) -> None:
    made = a_transcript(interview, state=State.CORRECTED)
    other = a_transcript(an_interview())
    removal.remove(made)
    assert db.session.query(Segment).filter_by(transcript_id=made.id).count() == 0
    assert db.session.get(Transcript, made.id) is None
    assert db.session.query(Segment).filter_by(transcript_id=other.id).count() == 4


def test_a_recording_whose_text_was_handed_over_keeps_it(interview: Interview) -> None:
    made = a_transcript(interview, state=State.HANDED_OVER)
    make.add(DeidentifiedTranscript(
        assignment_id=interview.assignment.id, transcript_id=made.id, revision=1, handed_over_at=clock.now()
    ))  # fmt: skip
    assert made.recording is not None
    with pytest.raises(WrongState, match="handed over"):
        removal.remove_of_recording(made.recording)
    removal.remove_all(interview.assignment)
    assert db.session.query(DeidentifiedTranscript).count() == db.session.query(Transcript).count() == 0


def test_a_recording_without_a_text_has_nothing_to_remove(interview: Interview) -> None:
    removal.remove_of_recording(make.a_recording(interview.assignment))
