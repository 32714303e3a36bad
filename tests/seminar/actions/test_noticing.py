"""An action's question for children: from the decision to the guide, to the seminar's count, to thread and report."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from interview_guides.codes import CountableAnswer
from interview_guides.guides import QuestionArea
from seminar.actions import noticing, progressing
from seminar.actions.models import Action
from seminar.answers import answering, counting, own_questions
from seminar.report import drafting, noticed
from seminar.themes.models import Area
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import content
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.interviews import guide_arranging, guide_choice, guide_editions, guide_offers
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
QUESTION = "Brukar du få veta innan {vad} som ska hända?"
GUIDE, YOUNGEST = "guide_9_12", "guide_5_8"
YES, NO = CountableAnswer.YES, CountableAnswer.NO


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def action(seminar: Seminar) -> Action:
    return promising.an_action(seminar, notice_question=QUESTION)


def next_year(seminar: Seminar, children: int = 8, *, later: int = 1) -> Cycle:
    """A later year of the same unit, in which so many children's interviews have been handed over."""
    cycle = making.another_cycle(seminar).cycle
    cycle.year = seminar.cycle.year + later
    cycle.name = f"{cycle.year}–{cycle.year + 1}"
    for _ in range(children):
        making.a_handed_over(cycle, seminar.unit, age=10)
    db.session.flush()
    return cycle


def answer(seminar: Seminar, cycle: Cycle, action: Action, *said: CountableAnswer) -> None:
    """What each child said to the question; none of the codebook's was asked."""
    names = {one.id for one in content.current().codebook.countables}
    for one, given in zip(answering.list_interviews(seminar.leads, cycle.id), said, strict=False):
        asked = dict.fromkeys(names, CountableAnswer.NOT_ASKED) | {own_questions.PREFIX + str(action.id): given}
        answering.save(seminar.leads, cycle.id, one.assignment.id, answers=asked, version=0)


def test_it_is_offered_to_the_guides_once_it_is_decided_and_until_it_is_asked(seminar: Seminar, action: Action) -> None:
    [offer] = guide_offers.list_offers(seminar.leads, GUIDE)
    assert (offer.key, offer.text, offer.about) == (str(action.id), QUESTION, action.what)
    assert guide_offers.list_offers(seminar.leads, YOUNGEST) == [], "the youngest are not asked for a yes or a no"
    assert guide_offers.list_offers(making.a_seminar().leads, GUIDE) == []
    card = guide_offers.accept(seminar.leads, GUIDE, key=offer.key)
    assert guide_offers.accept(seminar.leads, GUIDE, key=offer.key) == card, "twice is once"
    assert guide_offers.list_offers(seminar.leads, GUIDE) == []
    latest = guide_editions.find_latest(seminar.unit.id, GUIDE)
    cards = guide_editions.applied(guide_editions.shipped(GUIDE), latest).questions
    assert [one.text for one in cards if one.id == card] == [QUESTION]


def test_taken_out_it_is_offered_again_and_comes_back_where_it_stood(seminar: Seminar, action: Action) -> None:
    card = guide_offers.accept(seminar.leads, GUIDE, key=str(action.id))
    version = guide_editions.find_latest(seminar.unit.id, GUIDE)
    assert version is not None
    guide_arranging.remove(seminar.leads, GUIDE, question_id=card, version=version.number)
    assert guide_offers.list_asked(seminar.unit.id) == frozenset()
    assert [one.key for one in guide_offers.list_offers(seminar.leads, GUIDE)] == [str(action.id)]
    assert guide_offers.accept(seminar.leads, GUIDE, key=str(action.id)) == card
    assert guide_offers.list_asked(seminar.unit.id) == {str(action.id)}


def test_a_card_of_it_is_in_the_talk_of_a_child_of_that_age(seminar: Seminar, action: Action) -> None:
    guide_offers.accept(seminar.leads, GUIDE, key=str(action.id))
    text = making.a_handed_over(seminar.cycle, seminar.unit, age=10)
    assert QUESTION in {
        one.text for one in guide_choice.in_use(text.assignment, content=content.current()).asked.questions
    }


def test_what_is_given_up_or_of_another_unit_is_not_offered(seminar: Seminar, action: Action) -> None:
    with pytest.raises(NotFound):
        guide_offers.accept(making.a_seminar().leads, GUIDE, key=str(action.id))
    with pytest.raises(NotFound):
        guide_offers.accept(make.actor(seminar.worker), GUIDE, key=str(action.id))
    progressing.give_up(seminar.decides, action.id, reason="Huset rivs.", seen=0)
    assert guide_offers.list_offers(seminar.leads, GUIDE) == []


def test_the_group_counts_it_in_later_years_while_a_guide_asks_it(seminar: Seminar, action: Action) -> None:
    cycle = next_year(seminar)
    assert own_questions.list_asked(seminar.leads, cycle) == []
    guide_offers.accept(seminar.leads, GUIDE, key=str(action.id))
    [asked] = own_questions.list_asked(seminar.leads, cycle)
    assert asked.question == QUESTION
    assert own_questions.list_asked(seminar.leads, seminar.cycle) == [], "its own year knew nothing of it yet"
    answer(seminar, cycle, action, *[YES] * 8)
    [one] = counting.about_actions(counting.count(seminar.leads, cycle))
    assert (one.of.value, one.numbers[YES].value) == (8, 8)


def test_the_page_of_an_interview_asks_and_saves_it(seminar: Seminar, action: Action, signed_in: SignIn) -> None:
    cycle = next_year(seminar, 1)
    guide_offers.accept(seminar.leads, GUIDE, key=str(action.id))
    db.session.commit()
    [one] = answering.list_interviews(seminar.leads, cycle.id)
    browser, address = signed_in(seminar.facilitator), f"/cycles/{cycle.id}/seminar/answers/{one.assignment.id}"
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert "Brukar du få veta innan {vad}" in page.text
    name = own_questions.PREFIX + str(action.id)
    sent = {one.id: "not_asked" for one in content.current().codebook.countables}
    assert browser.post(address, data=sent | {name: "yes", "version": 0}).status_code == 303
    db.session.expire_all()
    assert answering.get_interview(seminar.leads, cycle.id, one.assignment.id).answers[name] is YES


def test_thread_and_report_say_x_of_n_then_and_now_and_no_trend(
    seminar: Seminar, action: Action, signed_in: SignIn
) -> None:
    guide_offers.accept(seminar.leads, GUIDE, key=str(action.id))
    first, second = next_year(seminar), next_year(seminar, 9, later=2)
    answer(seminar, first, action, *[YES] * 8)
    answer(seminar, second, action, *[YES] * 9)
    db.session.commit()
    years = noticed.over_years(seminar.leads, action)
    assert [(one.cycle.id, one.share.count.value, one.share.of.value) for one in years] == [
        (first.id, 8, 8), (second.id, 9, 9),
    ]  # fmt: skip
    page = signed_in(seminar.worker).get(f"/actions/{action.id}/thread")
    inspect_page(page.text, page.headers)
    for said in ("8 av 8 barn svarade ja", "9 av 9 barn svarade ja", "säger inget om mer eller mindre"):
        assert said in page.text
    [line] = drafting.collect(seminar.leads, first.id).last_year or ()
    assert line.note == f"På frågan ”{QUESTION}” svarade 8 av 8 barn ja."
    counted = counting.count(seminar.leads, second)
    told = noticed.sentences(seminar.leads, second, counted=counted, actions=[action])[action.id]
    assert told.endswith(f"I {first.name} var det 8 av 8. Då var det andra barn som fick frågan.")


def test_few_are_not_told(seminar: Seminar, action: Action, signed_in: SignIn) -> None:
    guide_offers.accept(seminar.leads, GUIDE, key=str(action.id))
    cycle = next_year(seminar)
    answer(seminar, cycle, action, YES, YES, *[NO] * 6)
    db.session.commit()
    [year] = noticed.over_years(seminar.leads, action)
    assert year.share.count.is_hidden
    assert "2 av 8" not in signed_in(seminar.worker).get(f"/actions/{action.id}/thread").text
    [line] = drafting.collect(seminar.leads, cycle.id).last_year or ()
    assert line.note == ""


def test_the_pages_offer_it_and_lead_there(seminar: Seminar, action: Action, signed_in: SignIn) -> None:
    db.session.commit()
    browser = signed_in(seminar.leader)
    assert "Lägg frågan i en guide" in browser.get(f"/actions/{action.id}").text
    assert "Lägg frågan" not in signed_in(seminar.worker).get(f"/actions/{action.id}").text
    page = browser.get(f"/guides/{GUIDE}")
    inspect_page(page.text, page.headers)
    assert "Märktes det?" in page.text
    answer = browser.post(f"/guides/{GUIDE}/offers/{action.id}", follow_redirects=True)
    inspect_page(answer.text, answer.headers)
    assert "Frågan är i guiden" in answer.text
    assert "Märktes det?" not in answer.text
    assert browser.post(f"/guides/{GUIDE}/offers/{seminar.cycle.id}").status_code == 404


@pytest.mark.one_database
def test_every_area_has_its_place_in_a_guide(app: Flask) -> None:
    for area in Area:
        one = noticing.countable(make.a_unit().id, "Märks det?", area)
        assert one.area in set(QuestionArea)
