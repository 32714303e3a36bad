"""A text has one name: before the seminar and at it, also when a child handed over several parts."""

import uuid
from datetime import timedelta

from flask import Flask

from seminar.texts import interviews, transcripts
from seminar.texts.numbering import TextNumber, number_all
from tests import factories as make
from tests.seminar import making
from toolkit import clock
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Transcript

ONE, TWO, THREE, FOUR = (uuid.UUID(int=number) for number in range(4))


def test_parts_of_one_interview_have_its_number() -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    assert number_all([(ONE, first), (TWO, second), (THREE, first)]) == {
        ONE: TextNumber(1, 1, 2, 2), TWO: TextNumber(2, 1, 1, 2), THREE: TextNumber(1, 2, 2, 2),
    }  # fmt: skip
    assert number_all([]) == {}


def test_the_words_name_a_part_only_where_there_are_several(app: Flask) -> None:
    with app.test_request_context():
        assert [str(TextNumber(3, 1, 1, 6)), str(TextNumber(3, 2, 2, 6))] == ["3", "3 (del 2)"]
        assert TextNumber(3, 1, 1, 6).in_full == "Intervju 3 av 6"
        assert TextNumber(3, 2, 2, 6).in_full == "Intervju 3 av 6, del 2"


def test_the_number_is_that_of_the_interview_before_the_seminar(app: Flask) -> None:
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    first = seminar.transcripts[0]
    now = clock.now() + timedelta(minutes=1)
    original = make.add(Transcript(assignment_id=first.assignment_id, state="handed_over", handed_over_at=now))
    line = DeidentifiedSegment(position=0, start_ms=0, end_ms=8000, speaker="child", text="En sak till.")
    part = make.add(
        DeidentifiedTranscript(
            assignment_id=first.assignment_id,
            transcript_id=original.id,
            revision=1,
            handed_over_at=now,
            segments=[line],
        )
    )
    before = {text.id: one.number for one in interviews.list_interviews(seminar.cycle.id) for text in one.parts}
    listed = transcripts.list_texts(seminar.leads, seminar.cycle.id)
    assert {one.transcript.id: one.number.number for one in listed} == before
    assert [(one.transcript.id, one.number.part, one.number.of) for one in listed] == [
        (first.id, 1, 2), (part.id, 2, 2), (seminar.transcripts[1].id, 1, 2),
    ]  # fmt: skip
    assert transcripts.list_numbers(seminar.leads, seminar.cycle.id) == {
        one.transcript.id: one.number for one in listed
    }
