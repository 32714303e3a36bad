"""The text as it is drawn: runs of words, uncertain words, marks where they were made, and times for the player."""

import json
import uuid
from typing import Any

import pytest

from transcription.editor import lines
from transcription.transcripts.models import Segment
from transcription.transcripts.nonverbal_marks import Sign

WORDS = [[1000, 1300, "Jag", 0.9], [1400, 1700, "kanske", 0.2], [1800, 2100, "vet.", 0.9]]


def a_segment(text: str = "Jag kanske vet.", **values: Any) -> Segment:
    told = {"start_ms": 1000, "end_ms": 2200, "speaker": "child", "words": json.dumps(WORDS), **values}
    return Segment(id=uuid.uuid4(), transcript_id=uuid.uuid4(), position=0, text=text, version=1, **told)


def drawn(segment: Segment, *marks: Sign) -> lines.Line:
    (line,) = lines.draw([segment], marks)
    return line


def test_a_plain_segment_is_drawn_as_it_is() -> None:
    line = drawn(a_segment(words="[]"))
    assert (line.runs, line.times, line.unsure) == ((), "", False)


def test_an_uncertain_word_stands_by_itself_with_its_time() -> None:
    line = drawn(a_segment())
    assert [(run.text, run.at_ms) for run in line.runs] == [("Jag", None), ("kanske", 1400), ("vet.", None)]
    assert line.times == "0 40 80"


def test_a_word_that_was_changed_was_not_heard_and_is_not_uncertain() -> None:
    line = drawn(a_segment("Jag tror säkert vet."))
    assert not any(run.at_ms for run in line.runs)
    assert line.times == "0 - - 80"


def test_a_mark_stands_before_the_word_that_came_after_it() -> None:
    nod, question = Sign("nods", "Nickar", 1350), Sign("asked", "Hur var det?", 900)
    line = drawn(a_segment(), nod, question)
    assert line.questions == (question,)
    assert [run.sign.name if run.sign else run.text for run in line.runs] == ["Jag", "kanske", "Nickar", "vet."]


@pytest.mark.parametrize(("edited", "unsure"), [(None, True), ("2026-11-28", False)])
def test_a_doubted_segment_is_unsure_until_somebody_has_changed_it(edited: str | None, unsure: bool) -> None:
    assert drawn(a_segment(words="[]", confidence_flag="loop", edited_at=edited)).unsure is unsure


def test_every_uncertain_word_is_counted_and_a_doubted_segment_without_one_once() -> None:
    found = [drawn(a_segment()), drawn(a_segment(words="[]", confidence_flag="silence")), drawn(a_segment(words="[]"))]
    assert lines.count_unsure(found) == 2


@pytest.mark.parametrize(("uncertain", "much"), [(1, False), (2, True), (9, True)])
def test_one_word_in_five_is_much(uncertain: int, *, much: bool) -> None:
    words = [[n * 500, n * 500 + 400, f"ord{n}", 0.1 if n < uncertain else 0.9] for n in range(10)]
    line = drawn(a_segment(" ".join(f"ord{n}" for n in range(10)), start_ms=0, words=json.dumps(words)))
    assert lines.is_much_guessed([line]) is much


def test_a_few_words_are_too_few_to_judge_by() -> None:
    assert not lines.is_much_guessed([drawn(a_segment())])


def test_a_mark_belongs_to_the_segment_that_was_going_on() -> None:
    first, second = a_segment(words="[]"), a_segment(words="[]", start_ms=5000, end_ms=6000)
    marks = [Sign("nods", "Nickar", at_ms) for at_ms in (0, 4999, 5000, 99_000)]
    found = [[run.sign.at_ms for run in line.runs if run.sign] for line in lines.draw([first, second], marks)]
    assert found == [[0, 4999], [5000, 99_000]]
