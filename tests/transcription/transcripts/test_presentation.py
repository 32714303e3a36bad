"""How times and speakers are said on the pages of a text."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from toolkit import clock
from toolkit.language import gettext
from transcription.transcripts import presentation
from transcription.transcripts.speaker_turns import Speaker


@pytest.mark.parametrize(
    ("ms", "said"),
    [(0, "0.00"), (999, "0.00"), (1000, "0.01"), (724_000, "12.04"), (3_599_999, "59.59"), (3_724_000, "1.02.04")],
)
def test_a_place_in_the_recording(ms: int, said: str) -> None:
    assert presentation.moment(ms) == said


@pytest.mark.parametrize(("ms", "whole"), [(0, 0), (1, 1), (59_000, 1), (89_999, 1), (90_001, 2), (3_600_000, 60)])
def test_anything_at_all_is_a_minute_and_nothing_is_none(ms: int, whole: int) -> None:
    assert presentation.minutes(ms) == whole


@pytest.mark.parametrize("ms", [0, 1, 59_999])
def test_before_the_first_minute_nothing_is_said_of_the_time_spent(app: Flask, ms: int) -> None:
    with app.test_request_context():
        assert presentation.time_spent(ms) == ""
        assert "1 minut" in presentation.time_spent(60_000)
        assert "2 minuter" in presentation.time_spent(179_999)


def test_the_reader_sees_no_you_and_an_unknown_voice_is_a_question(app: Flask) -> None:
    with app.test_request_context():
        assert presentation.speaker(Speaker.INTERVIEWER) == "Du"
        assert presentation.reader_speaker(Speaker.INTERVIEWER) == "Intervjuare"
        assert presentation.speaker(Speaker.UNKNOWN) == "?"
        assert presentation.names().keys() == {one.value for one in Speaker}
        with pytest.raises(ValueError, match="nobody"):
            presentation.speaker("nobody")


@pytest.mark.clock(datetime(2026, 11, 3, 9, tzinfo=UTC))  # ten in the morning here
@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(seconds=-30), "Ready in a moment."),
        (timedelta(minutes=1), "Ready in a moment."),
        (timedelta(hours=13), "Ready tonight."),
        (timedelta(hours=17), "Ready tonight."),
    ],
)
def test_what_is_near_or_at_night_has_no_clock_time(app: Flask, left: timedelta, said: str) -> None:
    with app.test_request_context():
        assert presentation.ready(clock.now() + left) == gettext(said)


@pytest.mark.clock(datetime(2026, 11, 3, 9, tzinfo=UTC))
@pytest.mark.parametrize(
    ("left", "times"),
    [
        (timedelta(minutes=6, seconds=1), "10.07"),  # up to the minute
        (timedelta(minutes=31), "10.35"),  # to five
        (timedelta(hours=4, minutes=1), "14.15"),  # to a quarter
        (timedelta(hours=23), "9.00"),  # tomorrow
        (timedelta(days=3), "6 november"),
    ],
)
def test_what_is_further_off_is_said_less_exactly(app: Flask, left: timedelta, times: str) -> None:
    with app.test_request_context():
        assert times in presentation.ready(clock.now() + left)
        assert presentation.ready(None) == ""
