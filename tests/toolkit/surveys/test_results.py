"""Results: distribution and mean with n, nothing when few answered, words for the facilitator alone."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import factories as make
from tests.shown import said
from tests.toolkit.surveys.conftest import Year
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person
from toolkit.surveys import answering, interviewer, offering
from toolkit.surveys.results import Results, results


def answer_all(year: Year, faces: list[int | None], *, words: str = "", **child: object) -> None:
    """One child per face answers the first question."""
    for face in faces:
        visit = answering.begin(offering.digest(year.code(**child)))
        answering.answer(visit, number=1, face=face, words=words)
    db.session.commit()


def seen_by(person: Person, year: Year) -> Results:
    return results(make.actor(person), cycle_id=year.cycle.id)


def test_distribution_mean_and_n(year: Year) -> None:
    answer_all(year, [3] * 6 + [2] * 5 + [None])
    children = seen_by(year.facilitator, year).children
    first = children.questions[0]
    assert (children.asked, children.answered) == (12, 11)
    assert (first.answered, first.asked) == (11, 12)
    assert first.choices == said(("Bra", 6), ("Sådär", 5), ("Inte bra", 0))
    assert (first.mean, first.highest) == (2.5, 3)


def test_a_count_of_few_is_not_shown_nor_the_mean_that_would_tell_it(year: Year) -> None:
    answer_all(year, [*[3] * 6, *[2] * 5, 1])
    first = seen_by(year.facilitator, year).children.questions[0]
    assert first.choices == said(("Bra", 6), ("Sådär", None), ("Inte bra", None))
    assert first.mean is None


@pytest.mark.parametrize(("count", "hidden"), [(0, True), (1, True), (4, True), (5, False)])
def test_few_answers_are_not_shown(year: Year, count: int, hidden: bool) -> None:
    answer_all(year, [1] * count, words="hemligt")
    first = seen_by(year.facilitator, year).children.questions[0]
    assert first.hidden is hidden
    assert first.answered == count  # n is always there
    assert bool(first.choices) is bool(first.words) is (not hidden)
    assert (first.mean is None) is hidden


def test_the_unit_decides_what_few_is(year: Year) -> None:
    year.unit.small_group = 2
    answer_all(year, [1, 3])
    assert not seen_by(year.facilitator, year).children.questions[0].hidden


def test_faces_are_hidden_when_most_wrote_words_only(year: Year) -> None:
    answer_all(year, [3])
    answer_all(year, [None] * 4, words="bara ord")
    first = seen_by(year.facilitator, year).children.questions[0]
    assert first.answered == 5
    assert first.choices == ()
    assert first.mean is None


def test_three_and_five_faces_are_not_mixed(year: Year) -> None:
    answer_all(year, [3] * 5)
    year.unit.five_faces = True
    answer_all(year, [5] * 5, age=12)
    found = [one for one in seen_by(year.facilitator, year).children.questions if one.text.startswith("Hur tyckte")]
    assert sorted((one.highest, one.mean) for one in found) == [(3, 3.0), (5, 5.0)]


def test_words_are_for_the_facilitator_alone(year: Year) -> None:
    answer_all(year, [3] * 5, words=make.CANARY)
    leader = make.a_person(year.unit, Role.UNIT_LEADER)
    assert seen_by(year.facilitator, year).children.questions[0].words == (make.CANARY,) * 5
    assert seen_by(leader, year).children.questions[0].words == ()
    assert seen_by(leader, year).children.questions[0].choices[:1] == said(("Bra", 5))


def test_nobody_from_another_unit_and_no_worker(year: Year) -> None:
    stranger = make.a_person(make.a_unit(), Role.FACILITATOR)
    for person in (stranger, year.worker, make.a_person(year.unit, Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            seen_by(person, year)


def test_interviewers_are_counted_together(year: Year) -> None:
    for grade in (2, 3, 4, 5, 5):
        worker = make.a_person(year.unit, Role.SOCIAL_WORKER)
        assignment = make.an_assignment(make.a_child(year.cycle), worker)
        answers = {"developed": str(grade), "go_on": "yes", "minutes": 30 + grade, "aids": ["rita"], "learnt": "mycket"}
        interviewer.save(make.actor(worker), assignment.id, answers=answers, version=0)
    found = seen_by(year.facilitator, year).interviewers
    by_text = {one.text: one for one in found.questions}
    developed = by_text["Intervjun hjälpte mig att utvecklas i mitt arbete"]
    assert (found.answered, found.asked) == (5, 6)
    assert (developed.mean, developed.highest) == (3.8, 5)
    assert by_text["Ska vi fortsätta med de här intervjuerna?"].choices[:1] == said(("Ja", 5))
    assert by_text["Samtalet i minuter"].mean == 33.8
    assert by_text["Hur gick det?"].hidden


def test_the_page_shows_n_and_says_why_something_is_missing(
    year: Year, signed_in: Callable[[Person], FlaskClient]
) -> None:
    answer_all(year, [3, 3, 3, 3, 3])
    page = signed_in(year.facilitator).get(f"/cycles/{year.cycle.id}/survey-answers").text
    assert "5 har svarat, av 5 som fick frågan." in page
    assert "Medel 3 av 3" in page
    assert "För få har svarat" in page
    assert "När 5 har svarat visas svaren här." in page


@pytest.mark.one_database
def test_the_page_says_that_a_number_is_hidden_and_why_and_shows_none_of_few(
    year: Year, signed_in: Callable[[Person], FlaskClient]
) -> None:
    answer_all(year, [*[3] * 6, *[2] * 5, 1])
    for is_open in (True, True, True, True, False):
        worker = make.a_person(year.unit, Role.SOCIAL_WORKER)
        assignment = make.an_assignment(make.a_child(year.cycle, case_open=is_open), worker)
        interviewer.save(make.actor(worker), assignment.id, answers={"go_on": "yes"}, version=0)
    page = signed_in(year.facilitator).get(f"/cycles/{year.cycle.id}/survey-answers").text
    assert page.count('<span class="answers__hidden">visas inte</span>') == 4  # two faces, two states of the case
    assert "Där det står ”visas inte” är talet så litet" in page
    assert "några få" not in page
    assert not [few for few in ("1", "2", "3", "4") if f"<b>{few}</b>" in page]
