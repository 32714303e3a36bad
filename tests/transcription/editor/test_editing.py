"""Correcting: own text only, one version at a time, dividing and joining, and an approval that new words undo."""

import json

import pytest

from tests import factories as make
from tests.transcription.interviews import Interview, a_transcript, an_interview
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.interviews.models import Notes
from transcription.editor import editing
from transcription.transcripts import segment_rows
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return a_transcript(interview)


def lines(transcript: Transcript) -> list[tuple[str, str]]:
    return [(one.speaker, one.text) for one in segment_rows.list_segments(transcript)]


def save(interview: Interview, transcript: Transcript, **values: object) -> None:
    segment = segment_rows.list_segments(transcript)[1]
    told = {"text": segment.text, "speaker": segment.speaker, "version": segment.version, **values}
    editing.save_segment(interview.actor, transcript.id, segment_id=segment.id, **told)  # type: ignore[arg-type]  # by the test


def test_a_segment_is_saved_with_a_new_version_and_revision(interview: Interview, transcript: Transcript) -> None:
    save(interview, transcript, text="  Jag undrar\n varfo\u0308r hon slutade. ", speaker="other")
    assert lines(transcript)[1] == ("other", "Jag undrar varför hon slutade.")
    assert (transcript.revision, segment_rows.list_segments(transcript)[1].version) == (2, 2)


def test_the_same_again_changes_nothing(interview: Interview, transcript: Transcript) -> None:
    save(interview, transcript)
    assert transcript.revision == 1


def test_two_tabs_never_overwrite_each_other(interview: Interview, transcript: Transcript) -> None:
    save(interview, transcript, text="Den första.")
    with pytest.raises(WrongState, match="another tab"):
        save(interview, transcript, text="Den andra.", version=1)
    assert lines(transcript)[1][1] == "Den första."


@pytest.mark.parametrize("values", [{"speaker": "nobody"}, {"text": "x" * 10_001}])
def test_what_cannot_be_is_refused(interview: Interview, transcript: Transcript, values: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        save(interview, transcript, **values)


def test_a_colleague_and_the_facilitator_find_nothing(interview: Interview, transcript: Transcript) -> None:
    segment = segment_rows.list_segments(transcript)[0]
    stranger = make.a_person(make.a_unit(), *make.actor(interview.worker).roles)
    for other in (interview.colleague, interview.facilitator, stranger):
        with pytest.raises(NotFound):
            editing.open_page(make.actor(other), transcript.id)
        with pytest.raises(NotFound):
            editing.save_segment(
                make.actor(other),
                transcript.id,
                segment_id=segment.id,
                text="x",
                speaker="child",
                version=segment.version,
            )


def test_a_segment_of_another_transcript_is_not_reached_through_ones_own(
    interview: Interview, transcript: Transcript
) -> None:
    foreign = segment_rows.list_segments(a_transcript(an_interview()))[0]
    with pytest.raises(NotFound):
        editing.save_segment(
            interview.actor, transcript.id, segment_id=foreign.id, text="x", speaker="child", version=1
        )


def test_dividing_gives_the_rest_to_the_other_voice_and_moves_what_follows(
    interview: Interview, transcript: Transcript
) -> None:
    segment = segment_rows.list_segments(transcript)[1]
    segment.words = json.dumps([[5000, 5400, "Jag", 0.9], [5400, 6000, "undrar", 0.9], [6100, 7000, "varför", 0.4]])
    db.session.flush()
    told = {"text": "Jag undrar varför", "at": 10, "version": segment.version}
    editing.split_segment(interview.actor, transcript.id, segment_id=segment.id, **told)  # type: ignore[arg-type]  # by the test
    assert [text for _, text in lines(transcript)][1:3] == ["Jag undrar", "varför"]
    first, second = segment_rows.list_segments(transcript)[1:3]
    assert (first.end_ms, second.start_ms, second.end_ms, second.speaker) == (6100, 6100, 9000, "interviewer")
    assert [word[2] for word in json.loads(second.words)] == ["varför"]
    assert [one.position for one in segment_rows.list_segments(transcript)] == [0, 1, 2, 3, 4]


def test_dividing_counts_code_points(interview: Interview, transcript: Transcript) -> None:
    segment = segment_rows.list_segments(transcript)[1]
    editing.split_segment(interview.actor, transcript.id, segment_id=segment.id, text="👩‍👧 åäö sen", at=7, version=1)
    assert [text for _, text in lines(transcript)][1:3] == ["👩‍👧 åäö", "sen"]


@pytest.mark.parametrize("at", [0, 5000])
def test_dividing_where_nothing_is_left_is_refused(interview: Interview, transcript: Transcript, at: int) -> None:
    segment = segment_rows.list_segments(transcript)[1]
    with pytest.raises(InvalidInput, match="between two words"):
        editing.split_segment(
            interview.actor, transcript.id, segment_id=segment.id, text=segment.text, at=at, version=1
        )


def test_joining_puts_a_segment_after_the_one_before(interview: Interview, transcript: Transcript) -> None:
    segments = segment_rows.list_segments(transcript)
    editing.join_segment(interview.actor, transcript.id, segment_id=segments[2].id, version=1)
    assert lines(transcript)[1] == ("child", "Jag undrar varför Petra slutade. Fick du veta varför?")
    assert len(lines(transcript)) == 3
    with pytest.raises(WrongState, match="nothing before"):
        editing.join_segment(interview.actor, transcript.id, segment_id=segments[0].id, version=1)


def test_new_words_take_the_approval_back(interview: Interview, transcript: Transcript) -> None:
    transcript.state = State.APPROVED
    save(interview, transcript, text="Nu står det ett nytt namn här.")
    assert transcript.state == State.CORRECTED


@pytest.mark.parametrize("state", [State.HANDED_OVER, State.TRANSCRIBING, State.QUEUED, State.FAILED])
def test_a_text_that_is_not_in_ones_hands_stands_still(
    interview: Interview, transcript: Transcript, state: State
) -> None:
    transcript.state = state
    with pytest.raises(WrongState):
        save(interview, transcript, text="x")


def test_finished_notes_become_a_text_like_any_other(interview: Interview) -> None:
    notes = make.add(Notes(assignment_id=interview.assignment.id, text="- Hur var det?\n\nBra.\n– Och sen?\nVet inte."))
    with pytest.raises(WrongState, match="Finish the notes"):
        editing.begin_from_notes(interview.actor, interview.assignment.id)
    notes.finished_at = notes.finished_at or interview.assignment.created_at
    made = editing.begin_from_notes(interview.actor, interview.assignment.id)
    asked, answered = "interviewer", "child"
    assert lines(made) == [(asked, "Hur var det?"), (answered, "Bra."), (asked, "Och sen?"), (answered, "Vet inte.")]
    assert editing.begin_from_notes(interview.actor, interview.assignment.id).id == made.id
