"""The name of a button says what is done with a segment, and an unknown name saves what was written."""

from typing import Any

import pytest
from flask import Flask

from tests.transcription.interviews import Interview, a_transcript
from transcription.editor import actions
from transcription.editor.forms import SegmentForm
from transcription.transcripts import segment_rows
from transcription.transcripts.models import Transcript

FIRST, SECOND, THIRD, FOURTH = (
    "Hej Alva, vad bra att du kom.",
    "Jag undrar varför Petra slutade.",
    "Fick du veta varför?",
    "Nej. Min kompis Samir sa det, och Samirs pappa.",
)


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return a_transcript(interview)


def perform(app: Flask, interview: Interview, transcript: Transcript, *, name: str | None, **sent: Any) -> list[str]:
    """Press a button under the second segment; returns the texts afterwards."""
    segment = segment_rows.list_segments(transcript)[1]
    fields = {"version": str(segment.version), "text": segment.text, "speaker": segment.speaker, **sent}
    with app.test_request_context(method="POST", data=fields):
        actions.perform(interview.actor, segment, name=name, form=SegmentForm())
    return [one.text for one in segment_rows.list_segments(transcript)]


@pytest.mark.parametrize(
    ("name", "sent", "texts"),
    [
        ("join", {}, [f"{FIRST} {SECOND}", THIRD, FOURTH]),
        ("join_next", {}, [FIRST, f"{SECOND} {THIRD}", FOURTH]),
        ("split", {"at": "10"}, [FIRST, "Jag undrar", "varför Petra slutade.", THIRD, FOURTH]),
        ("split", {}, [FIRST, "Jag undrar varfö", "r Petra slutade.", THIRD, FOURTH]),
        ("save", {"text": "Nytt."}, [FIRST, "Nytt.", THIRD, FOURTH]),
        (None, {"text": "Nytt."}, [FIRST, "Nytt.", THIRD, FOURTH]),
        ("no such button", {"text": "Nytt."}, [FIRST, "Nytt.", THIRD, FOURTH]),
    ],
)
def test_a_button_changes_the_words(
    app: Flask, interview: Interview, name: str | None, sent: dict[str, str], texts: list[str]
) -> None:
    assert perform(app, interview, a_transcript(interview), name=name, **sent) == texts


def test_a_button_says_who_speaks(app: Flask, interview: Interview, transcript: Transcript) -> None:
    perform(app, interview, transcript, name="speaker", speaker="interpreter")
    assert [one.speaker for one in segment_rows.list_segments(transcript)][1:] == [
        "interpreter",
        "interviewer",
        "child",
    ]
    perform(app, interview, transcript, name="alike", speaker="other")
    assert [one.speaker for one in segment_rows.list_segments(transcript)][1:] == ["other", "interviewer", "child"]


def test_a_button_sets_the_times_as_they_are_written(app: Flask, interview: Interview, transcript: Transcript) -> None:
    perform(app, interview, transcript, name="times", start="0.05,5", end="0.08")
    moved = segment_rows.list_segments(transcript)[1]
    assert (moved.start_ms, moved.end_ms) == (5500, 8000)


def test_a_button_says_that_it_is_right(app: Flask, interview: Interview, transcript: Transcript) -> None:
    perform(app, interview, transcript, name="sure")
    assert segment_rows.list_segments(transcript)[1].edited_at is not None
