"""Saying that a text is finished: what the page knows is told once, and the interviewer decides."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.transcription.interviews import Interview, a_transcript
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person
from transcription.editor import finishing, time_spent
from transcription.transcripts import segment_rows
from transcription.transcripts.models import TimeSpent, Transcript
from transcription.transcripts.states import State

TWENTY_MINUTES = 20 * 60_000
UNSURE = '[[5000, 5400, " Jag", 0.21], [5400, 5900, " undrar", 0.99]]'
Browser = Callable[[Person], FlaskClient]


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    """Nothing uncertain in it, and a recording of half a minute."""
    made = a_transcript(interview)
    assert made.recording is not None
    made.recording.duration_ms = 30_000
    return made


def lengthen(transcript: Transcript, duration_ms: int, *, spent_ms: int = 0) -> None:
    assert transcript.recording is not None
    transcript.recording.duration_ms = duration_ms
    if spent_ms:
        db.session.add(
            TimeSpent(transcript_id=transcript.id, active_ms=spent_ms, beat_at=transcript.recording.created_at)
        )
    db.session.flush()


def is_corrected(transcript: Transcript) -> bool:
    db.session.refresh(transcript)
    return transcript.corrected_at is not None


def test_a_short_text_without_uncertain_places_has_nothing_left(interview: Interview, transcript: Transcript) -> None:
    assert finishing.look(interview.actor, transcript.id).is_nothing


@pytest.mark.parametrize(("spent_ms", "is_unheard"), [(0, True), (9 * 60_000, True), (10 * 60_000, False)])
def test_listening_takes_half_the_recording_at_the_highest_speed(
    interview: Interview, transcript: Transcript, spent_ms: int, is_unheard: bool
) -> None:
    lengthen(transcript, TWENTY_MINUTES, spent_ms=spent_ms)
    left = finishing.look(interview.actor, transcript.id)
    assert (left.is_unheard, left.is_nothing) == (is_unheard, not is_unheard)
    assert left.spent_ms == time_spent.own_ms(interview.actor, transcript.id) == spent_ms


def test_uncertain_words_are_left_until_somebody_has_looked(interview: Interview, transcript: Transcript) -> None:
    segment_rows.list_segments(transcript)[1].words = UNSURE
    db.session.flush()
    left = finishing.look(interview.actor, transcript.id)
    assert (left.unsure, left.is_nothing) == (1, False)


def test_a_text_that_was_finished_has_nothing_left(interview: Interview, transcript: Transcript) -> None:
    lengthen(transcript, TWENTY_MINUTES)
    transcript.state = State.CORRECTED
    db.session.flush()
    assert finishing.look(interview.actor, transcript.id).is_nothing


def test_nobody_else_may_look(interview: Interview, transcript: Transcript) -> None:
    with pytest.raises(NotFound):
        finishing.look(make.actor(interview.colleague), transcript.id)


def test_the_page_tells_and_lets_the_person_decide(
    interview: Interview, transcript: Transcript, signed_in: Browser
) -> None:
    segment_rows.list_segments(transcript)[1].words = UNSURE
    lengthen(transcript, TWENTY_MINUTES)
    client, place = signed_in(interview.worker), f"/transcripts/{transcript.id}"
    assert client.post(f"{place}/corrected").location == f"{place}/corrected"

    page = client.get(f"{place}/corrected")
    inspect_page(page.text, page.headers)
    assert "1 ställe är fortfarande osäkert. Det är markerat i texten." in page.text
    assert "Inspelningen är 20 minuter lång. Du har arbetat med texten i mindre än en minut." in page.text
    assert not is_corrected(transcript)

    assert client.post(f"{place}/corrected", data={"anyway": "1"}).location == f"{place}/words"
    assert is_corrected(transcript)
    assert client.get(f"{place}/corrected").location == place


def test_nothing_is_asked_where_nothing_is_known(
    interview: Interview, transcript: Transcript, signed_in: Browser
) -> None:
    client, place = signed_in(interview.worker), f"/transcripts/{transcript.id}"
    assert client.post(f"{place}/corrected").location == f"{place}/words"
