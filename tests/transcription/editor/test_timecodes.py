"""A timecode as people write it, and as the program writes it back."""

import pytest
from flask import Flask

from transcription.editor import timecodes
from transcription.editor.forms import SegmentForm

READ = {
    "12.04": 724_000,
    " 12:04 ": 724_000,
    "1.02.04": 3_724_000,
    "12.04,3": 724_300,
    "0.05,25": 5_250,
    "75": 75_000,
    "120.00": 7_200_000,
}


@pytest.mark.parametrize("text", READ)
def test_a_timecode_is_read(text: str) -> None:
    assert timecodes.find_ms(text) == READ[text]


@pytest.mark.parametrize("text", ["", "tolv", "1.2.3.4", "12.04.", "-1", "12,04,3", "1.02.04,1234"])
def test_what_is_none_is_none(text: str) -> None:
    assert timecodes.find_ms(text) is None


@pytest.mark.parametrize("ms", [0, 900, 59_900, 60_000, 724_300, 3_599_900, 3_724_000, 86_399_900])
def test_what_is_written_is_read_back_to_the_tenth(ms: int) -> None:
    assert timecodes.find_ms(timecodes.write(ms)) == ms


def a_form(app: Flask, start: str) -> SegmentForm:
    with app.test_request_context(method="POST", data={"version": "1", "start": start}):
        form = SegmentForm()
        form.validate()
        return form


def test_a_field_takes_a_timecode_and_says_what_is_wrong(app: Flask) -> None:
    assert a_form(app, "0.05,5").start.data == 5500
    assert a_form(app, "").start.data is None
    wrong = a_form(app, "fem över")
    assert "12.04" in wrong.start.errors[0]
    assert wrong.start._value() == "fem över", "what was written stays in the field"
