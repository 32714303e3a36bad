"""So many of so many: every child once, only those who were read, and no number that points at few."""

from collections.abc import Sequence

import pytest
from flask import Flask

from interview_guides.codes import CountableAnswer
from seminar.answers import answering, counting, wording
from seminar.answers.counting import Counted
from seminar.coding import readings
from tests.seminar import making
from tests.seminar.answers.test_answering import NO, NOT_ASKED, YES, said
from tests.seminar.making import Seminar
from toolkit import content
from toolkit.disclosure.memory import Memory
from toolkit.disclosure.shown import NOT_SAID, Shown
from toolkit.language import force_locale

PARTLY = CountableAnswer.PARTLY


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar(*[(13, "girl")] * 12)


def answer(seminar: Seminar, *groups: tuple[int, CountableAnswer]) -> None:
    """So many children answered every question like that, and the next so many like this."""
    texts = iter(seminar.transcripts)
    for many, kind in groups:
        for _ in range(many):
            answering.save(
                seminar.leads, seminar.cycle.id, next(texts).assignment_id, answers=said(kind), version=0
            )  # fmt: skip


def count(seminar: Seminar) -> Sequence[Counted]:
    return counting.count(seminar.leads, seminar.cycle)


def test_nobody_has_been_gone_through(seminar: Seminar) -> None:
    assert count(seminar) == ()


def test_not_asked_never_counts_as_no(seminar: Seminar) -> None:
    answer(seminar, (7, YES), (5, NOT_ASKED))
    for one in count(seminar):
        assert one.of == Shown(12)
        assert [one.numbers[kind].value for kind in (YES, PARTLY, NO, NOT_ASKED)] == [7, 0, 0, 5]


def test_a_small_number_is_hidden_together_with_one_that_gives_it_away(seminar: Seminar) -> None:
    answer(seminar, (6, YES), (5, PARTLY), (1, NO))
    numbers = count(seminar)[0].numbers
    assert [numbers[kind].value for kind in (YES, PARTLY, NO)] == [6, None, None]


def test_of_too_few_children_nothing_is_said(seminar: Seminar) -> None:
    answer(seminar, (4, YES))
    assert {(one.of, len(one.numbers)) for one in count(seminar)} == {(Shown(None, 5), 0)}
    assert wording.sentences(count(seminar)) == ""


def test_whoever_reads_the_report_reads_the_same(seminar: Seminar) -> None:
    answer(seminar, (7, YES), (5, NO))
    assert counting.count(seminar.decides, seminar.cycle) == count(seminar)
    assert counting.count(making.a_seminar().leads, making.another_cycle(seminar).cycle) == ()


def test_an_interview_that_is_unread_again_counts_no_more(seminar: Seminar) -> None:
    answer(seminar, (7, YES))
    readings.mark_read(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, is_read=False)
    assert count(seminar)[0].of == Shown(6)


def test_what_an_edition_told_stands_where_it_would_not_be_said_now(seminar: Seminar) -> None:
    """A page beside a report that moved with a withdrawal would tell of whoever took it back."""
    answer(seminar, (1, YES))
    question = next(one.countable for one in count(seminar))
    key = f"answers.{question.id}"
    published = {key: Shown(15), f"{key}.{YES}": Shown(8), f"{key}.{NO}": Shown(7)}
    beside = Memory([published], threshold=5, stands=True)
    (told,) = counting.count_each(seminar.leads, seminar.cycle, of=[question], memory=beside)
    assert (told.of, told.numbers[YES], told.numbers[NO]) == (Shown(15), Shown(8), Shown(7))
    only_the_whole = Memory([{key: Shown(15)}], threshold=5, stands=True)
    (told,) = counting.count_each(seminar.leads, seminar.cycle, of=[question], memory=only_the_whole)
    assert (told.of, set(told.numbers.values())) == (Shown(15), {NOT_SAID})


def test_every_question_belongs_to_one_area(seminar: Seminar) -> None:
    answer(seminar, (12, YES))
    counted = tuple(count(seminar))
    by_area = [counting.in_area(counted, area.id) for area in content.current().question_areas]
    assert [one for area in by_area for one in area] == list(counted)
    assert all(by_area)


TOLD = {
    "sv": "7 av 12 barn vet varför de har eller hade kontakt med socialtjänsten. 7 av 12 barn har bytt ",
    "en": "7 of 12 children know why they have or had contact with social services. 7 of 12 children have changed ",
}


@pytest.mark.parametrize("language", TOLD)
def test_the_report_says_it_in_running_text(app: Flask, seminar: Seminar, language: str) -> None:
    answer(seminar, (7, YES), (5, NO))
    with app.test_request_context(), force_locale(language):
        counted = count(seminar)[:2]
        assert wording.sentences(counted).startswith(TOLD[language])
        hidden = Counted(counted[1].countable, Shown(12), {**counted[1].numbers, YES: NOT_SAID})
        assert wording.sentences([hidden]) == ""
