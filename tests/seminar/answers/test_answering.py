"""One pass through the interviews: what is saved, who may, what is read by it, and that a withdrawal takes it back."""

import pytest
import sqlalchemy as sa
from flask import Flask

from interview_guides.codes import CountableAnswer
from seminar.answers import answering
from seminar.answers.answering import Answers
from seminar.answers.models import CountedAnswers
from seminar.coding import readings
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import content
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound, Overtaken, WrongState

YES, NO, NOT_ASKED = CountableAnswer.YES, CountableAnswer.NO, CountableAnswer.NOT_ASKED


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"), (16, "boy"))


def said(answer: CountableAnswer = YES, **others: CountableAnswer) -> Answers:
    """The same answer to every question but those named."""
    return {**{one.id: answer for one in content.current().codebook.countables}, **others}


def save(seminar: Seminar, number: int, answers: Answers, *, version: int = 0) -> CountedAnswers:
    assignment_id = seminar.transcripts[number].assignment_id
    return answering.save(seminar.leads, seminar.cycle.id, assignment_id, answers=answers, version=version)


def test_what_was_answered_stands_and_the_text_is_read(seminar: Seminar) -> None:
    save(seminar, 1, said(NO, decides=NOT_ASKED))
    first, second, _third = answering.list_interviews(seminar.leads, seminar.cycle.id)
    assert (first.row, first.answers) == (None, {})
    assert second.answers == said(NO, decides=NOT_ASKED)
    assert readings.list_read(seminar.leads, seminar.cycle.id) == {seminar.transcripts[1].id}
    assert making.events_of(seminar.transcripts[1].assignment_id) == ["seminar:answers:saved"]


def test_no_answer_lies_readable_in_the_database(seminar: Seminar) -> None:
    save(seminar, 0, said(CountableAnswer.DOES_NOT_WANT))
    stored = db.session.connection().exec_driver_sql("SELECT answers FROM counted_answers").scalar_one()
    assert b"does_not_want" not in bytes(stored)


def test_several_texts_of_a_child_are_one_interview(seminar: Seminar) -> None:
    again = making.a_handed_over(seminar.cycle, seminar.unit)
    again.assignment_id = seminar.transcripts[0].assignment_id
    db.session.flush()
    interviews = answering.list_interviews(seminar.leads, seminar.cycle.id)
    assert [(one.number, len(one.interview.parts)) for one in interviews] == [(1, 2), (2, 1), (3, 1)]
    save(seminar, 0, said())
    assert readings.list_read(seminar.leads, seminar.cycle.id) == {seminar.transcripts[0].id, again.id}
    assert len(answering.open_texts(seminar.leads, interviews[0])) == 2


def test_the_next_is_one_that_is_left_onwards_and_round(seminar: Seminar) -> None:
    first, second, third = answering.list_interviews(seminar.leads, seminar.cycle.id)
    for number, after, left in ((1, second, third), (2, third, first), (0, first, None)):
        save(seminar, number, said())
        found = answering.find_next(seminar.leads, seminar.cycle.id, after=after)
        assert (found and found.number) == (left and left.number)


def test_two_who_answer_at_once_see_each_other(seminar: Seminar) -> None:
    assert save(seminar, 0, said()).version == 1
    assert save(seminar, 0, said()).version == 1, "the same once more changes nothing"
    with pytest.raises(Overtaken):
        save(seminar, 0, said(NO))
    assert save(seminar, 0, said(NO), version=1).version == 2


def test_it_is_the_facilitators_of_the_unit_and_of_this_cycle(seminar: Seminar) -> None:
    elsewhere = making.a_seminar()
    assignment_id = seminar.transcripts[0].assignment_id
    for actor in (elsewhere.leads, make.actor(seminar.worker), seminar.decides):
        with pytest.raises(NotFound):
            answering.save(actor, seminar.cycle.id, assignment_id, answers=said(), version=0)
    with pytest.raises(NotFound):
        answering.save(seminar.leads, elsewhere.cycle.id, assignment_id, answers=said(), version=0)
    with pytest.raises(NotFound):
        answering.get_interview(seminar.leads, making.another_cycle(seminar).cycle.id, assignment_id)


def test_a_finished_report_keeps_what_stands(seminar: Seminar) -> None:
    save(seminar, 0, said())
    seminar.cycle.state = CycleState.RUNNING
    states.finish(seminar.leads, seminar.cycle.id)
    with pytest.raises(WrongState):
        save(seminar, 0, said(NO), version=1)


def test_a_withdrawn_interview_leaves_no_answer(seminar: Seminar) -> None:
    for number in (0, 1):
        save(seminar, number, said())
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    left = db.session.scalars(sa.select(CountedAnswers.assignment_id)).all()
    assert left == [seminar.transcripts[1].assignment_id]
    assert len(answering.list_interviews(seminar.leads, seminar.cycle.id)) == 2


def test_a_question_that_the_codebook_has_lost_is_left_out(seminar: Seminar) -> None:
    row = save(seminar, 0, {**said(), "gone": YES})
    assert answering.read(row) == said()
