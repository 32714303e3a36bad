"""What one key does with a segment: join, set the times, say who speaks, say that it is right. Each is one step."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.transcription.interviews import Interview, a_transcript, an_interview
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from transcription.editor import segments
from transcription.transcripts import history, segment_rows
from transcription.transcripts.models import Segment, Transcript


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return a_transcript(interview)


def at(transcript: Transcript, number: int) -> dict[str, Any]:
    """What a page that shows the segment sends with every act."""
    one = segment_rows.list_segments(transcript)[number]
    return {"segment_id": one.id, "version": one.version}


def test_a_segment_is_joined_with_the_next(interview: Interview, transcript: Transcript) -> None:
    joined = segments.join_next(interview.actor, transcript.id, **at(transcript, 0))
    assert joined.text == "Hej Alva, vad bra att du kom. Jag undrar varför Petra slutade."
    assert (joined.start_ms, joined.end_ms, joined.speaker) == (0, 9000, "interviewer")
    assert [one.position for one in segment_rows.list_segments(transcript)] == [0, 1, 2]
    with pytest.raises(WrongState, match="nothing after"):
        segments.join_next(interview.actor, transcript.id, **at(transcript, 2))


def test_the_times_of_a_segment_can_be_set_between_its_neighbours(interview: Interview, transcript: Transcript) -> None:
    moved = segments.set_times(interview.actor, transcript.id, start_ms=4200, end_ms=8000, **at(transcript, 1))
    assert (moved.start_ms, moved.end_ms) == (4200, 8000)
    history.undo(interview.actor, transcript.id)
    assert (moved.start_ms, moved.end_ms) == (5000, 9000)


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "why"),
    [
        (6000, 6000, "begin before it ends"),
        (-1, 6000, "begin before it ends"),
        (-0, 4000, "before the one above"),
        (10_001, 12_000, "after the one below"),
    ],
)
def test_times_that_break_the_order_are_refused(
    interview: Interview, transcript: Transcript, start_ms: int, end_ms: int, why: str
) -> None:
    first = segment_rows.list_segments(transcript)[0]
    first.start_ms = 100
    db.session.flush()
    with pytest.raises(InvalidInput, match=why):
        segments.set_times(interview.actor, transcript.id, start_ms=start_ms, end_ms=end_ms, **at(transcript, 1))


def test_a_guessed_speaker_becomes_a_fact(interview: Interview, transcript: Transcript) -> None:
    guessed = segment_rows.list_segments(transcript)[1]
    guessed.speaker_is_guess = True
    db.session.flush()
    named = segments.set_speaker(interview.actor, transcript.id, speaker="interpreter", **at(transcript, 1))
    assert (named.speaker, named.speaker_is_guess) == ("interpreter", False)


def test_all_alike_change_in_one_step(interview: Interview, transcript: Transcript) -> None:
    segments.set_speaker_of_all_alike(interview.actor, transcript.id, speaker="other", **at(transcript, 1))
    assert [one.speaker for one in segment_rows.list_segments(transcript)] == ["interviewer", "other"] * 2
    history.undo(interview.actor, transcript.id)
    assert [one.speaker for one in segment_rows.list_segments(transcript)] == ["interviewer", "child"] * 2


@pytest.mark.parametrize("act", [segments.set_speaker, segments.set_speaker_of_all_alike])
def test_nobody_can_speak_who_is_none(
    interview: Interview, transcript: Transcript, act: Callable[..., Segment]
) -> None:
    with pytest.raises(InvalidInput, match="who speaks"):
        act(interview.actor, transcript.id, speaker="nobody", **at(transcript, 1))


def test_every_proposal_is_accepted_at_once_and_once(interview: Interview, transcript: Transcript) -> None:
    for one in segment_rows.list_segments(transcript)[:3]:
        one.speaker_is_guess = True
    db.session.flush()
    for _ in range(2):
        segments.accept_speakers(interview.actor, transcript.id)
    assert not any(one.speaker_is_guess for one in segment_rows.list_segments(transcript))
    assert transcript.revision == 2


def test_an_uncertain_word_is_right_as_it_stands(interview: Interview, transcript: Transcript) -> None:
    unsure = segment_rows.list_segments(transcript)[1]
    unsure.words = json.dumps([[5000, 5400, "Jag", 0.2], [5400, 6000, "undrar", 0.3], [6100, 7000, "varför", 0.9]])
    db.session.flush()
    segments.mark_sure(interview.actor, transcript.id, at_ms=5400, **at(transcript, 1))
    assert [word[3] for word in json.loads(unsure.words)] == [0.2, 1.0, 0.9]
    assert unsure.edited_at is None
    segments.mark_sure(interview.actor, transcript.id, at_ms=None, **at(transcript, 1))
    assert [word[3] for word in json.loads(unsure.words)] == [1.0, 1.0, 0.9]
    assert unsure.edited_at is not None


ACTS: dict[str, tuple[Callable[..., Segment], dict[str, Any]]] = {
    "join": (segments.join_next, {}),
    "times": (segments.set_times, {"start_ms": 5000, "end_ms": 5500}),
    "speaker": (segments.set_speaker, {"speaker": "other"}),
    "alike": (segments.set_speaker_of_all_alike, {"speaker": "other"}),
    "sure": (segments.mark_sure, {"at_ms": None}),
}


@pytest.mark.parametrize("name", ACTS)
def test_no_act_reaches_past_an_old_page_or_into_another_text(
    interview: Interview, transcript: Transcript, name: str
) -> None:
    act, more = ACTS[name]
    told = at(transcript, 1)
    with pytest.raises(WrongState, match="another tab"):
        act(interview.actor, transcript.id, **{**told, "version": told["version"] + 1}, **more)
    with pytest.raises(NotFound):
        act(an_interview().actor, transcript.id, **told, **more)
    with pytest.raises(NotFound):
        act(interview.actor, transcript.id, **at(a_transcript(an_interview()), 0), **more)
    assert transcript.revision == 1
