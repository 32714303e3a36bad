"""Signs and questions stand where they were made, in the reader's language; what was leafed through does not."""

import pytest
from flask import Flask

from tests import factories as make
from tests.transcription.interviews import a_transcript, an_interview
from toolkit import clock, content
from toolkit.interviews.models import Mark
from toolkit.interviews.room import questions_of
from transcription.editor import editing, lines
from transcription.transcripts import nonverbal_marks, segment_rows
from transcription.transcripts.models import Transcript


@pytest.fixture
def transcript(app: Flask) -> Transcript:
    return a_transcript(an_interview())


def note(transcript: Transcript, kind: str, at_ms: int, question: str | None = None, **values: object) -> None:
    where = {"assignment_id": transcript.assignment_id, "recording_id": transcript.recording_id}
    make.add(Mark(**where, kind=kind, at_ms=at_ms, question_id=question, **values))


def questions(transcript: Transcript) -> list[tuple[str, str]]:
    return list(questions_of(transcript.assignment, content=content.current()).items())


def test_what_was_asked_stands_with_the_guides_words_and_its_time(transcript: Transcript) -> None:
    (first, words), (second, other), *_ = questions(transcript)
    note(transcript, "asked", 500, first)
    note(transcript, "nods", 5200, first)
    note(transcript, "asked", 9000, second)
    note(transcript, "laughs", 9500, second, undone_at=clock.now())
    shown = [(one.kind, one.name, one.at_ms) for one in nonverbal_marks.list_signs(transcript)]
    assert shown == [("asked", words, 500), ("nods", "Nickar", 5200), ("asked", other, 9000)]
    drawn = lines.draw(segment_rows.list_segments(transcript), nonverbal_marks.list_signs(transcript))
    stands = [([q.at_ms for q in one.questions], [run.sign.kind for run in one.runs if run.sign]) for one in drawn]
    assert stands == [([500], []), ([9000], ["nods"]), ([], []), ([], [])]


def test_a_question_that_was_passed_by_was_not_asked(transcript: Transcript) -> None:
    (first, _a), (second, _b), (third, words), *_ = questions(transcript)
    for question, at_ms in ((first, 100), (second, 900), (third, 1500)):
        note(transcript, "asked", at_ms, question)
    assert [one.name for one in nonverbal_marks.list_signs(transcript)] == [words]


def test_a_question_answered_already_is_said_once(transcript: Transcript) -> None:
    (first, words), *_ = questions(transcript)
    note(transcript, "asked", 100, first)
    note(transcript, "already_answered", 7000, first)
    assert [(one.kind, one.name) for one in nonverbal_marks.list_signs(transcript)] == [("already_answered", words)]


def test_what_was_said_of_the_guide_is_not_part_of_the_talk(transcript: Transcript) -> None:
    (first, words), *_ = questions(transcript)
    note(transcript, "asked", 100, first)
    note(transcript, "too_hard", 900, first)
    note(transcript, "repeated", 1200, first)
    assert [(one.kind, one.name) for one in nonverbal_marks.list_signs(transcript)] == [("asked", words)]


def test_a_question_that_is_no_longer_in_the_guide_is_left_out(transcript: Transcript) -> None:
    note(transcript, "asked", 100, "gone")
    assert nonverbal_marks.list_signs(transcript) == []


def test_notes_have_none_and_the_page_carries_all(transcript: Transcript) -> None:
    note(transcript, "nods", 300)
    actor = make.actor(transcript.assignment.interviewer)
    assert [one.kind for one in editing.open_page(actor, transcript.id).signs] == ["nods"]
    transcript.recording_id = None
    assert nonverbal_marks.list_signs(transcript) == []
