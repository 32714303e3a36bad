"""Open answers reach the report when enough have answered, names are taken out, and a person has approved each."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from interview_guides.surveys import Occasion
from seminar.report import drafting, finishing, open_answers
from seminar.report.models import ReportAnswer, ReportInterviewerAnswer
from tests import factories as make
from tests.inspection import inspect_page
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles import assignments
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person, Unit
from toolkit.surveys import answering, focus_notes, interviewer, offering, staff
from toolkit.vault.texts import text_key_id

SignedIn = Callable[[Person], FlaskClient]


@dataclass(frozen=True)
class Year:
    """A unit with a year in which surveys are answered."""

    unit: Unit
    cycle: Cycle
    facilitator: Person

    @property
    def leads(self) -> Actor:
        return make.actor(self.facilitator)

    def worker(self) -> Actor:
        return make.actor(make.a_person(self.unit, Role.SOCIAL_WORKER))

    def interviewers_say(self, *learnt: str) -> list[Actor]:
        people = [self.worker() for _ in learnt]
        for person, words in zip(people, learnt, strict=True):
            row = make.add(make.an_assignment(make.a_child(self.cycle), db.session.get_one(Person, person.id)))
            interviewer.save(person, row.id, answers={"learnt": words}, version=0)
        return people

    def staff_say(self, *learnt: str) -> None:
        staff.open_survey(self.leads, self.cycle.id, occasion=Occasion.AFTER)
        for words in learnt:
            staff.answer(self.worker(), self.cycle.id, occasion=Occasion.AFTER, answers={"learnt": words, "knows": "4"})
        staff.close(self.leads, self.cycle.id, occasion=Occasion.AFTER)

    def children_say(self, *words: str) -> None:
        for said in words:
            worker = make.a_person(self.unit, Role.SOCIAL_WORKER)
            row = make.an_assignment(make.a_child(self.cycle), worker)
            visit = answering.begin(offering.digest(offering.offer(make.actor(worker), row.id)))
            answering.answer(visit, number=1, face=3, words=said)

    def waiting(self) -> dict[str, open_answers.Waiting]:
        return {one.answer.words: one for one in open_answers.open_page(self.leads, self.cycle.id).waiting}

    def use(self, words: str, text: str | None = None) -> None:
        source = self.waiting()[words].answer.source
        open_answers.decide(self.leads, self.cycle.id, source=source, text=words if text is None else text)

    def said_in_report(self) -> str:
        report = drafting.collect(self.leads, self.cycle.id)
        surveys = (*report.surveys, *report.staff.own)
        return " ".join(
            [words for survey in surveys for question in survey.questions for words in question.words]
            + [line for talk in report.staff.talks for line in talk.lines]
        )


@pytest.fixture
def year(app: object) -> Year:
    unit = make.a_unit(small_group=5)
    facilitator = make.a_person(unit, Role.FACILITATOR, name="Majken Ollonqvist")
    return Year(unit, make.a_cycle(unit, facilitator), facilitator)


FIVE = ("Att vänta in", "Att fråga om byten", "Att lyssna", "Att rita", "Att Majken Ollonqvist hade rätt")


def test_a_name_is_suggested_away_and_nothing_stands_before_a_person_has_approved(year: Year) -> None:
    year.staff_say(*FIVE)
    found = year.waiting()[FIVE[-1]]
    assert found.suggestion.finds == 1
    assert "Majken" not in found.suggestion.proposed
    assert year.said_in_report() == ""
    year.use(FIVE[-1], found.suggestion.proposed)
    assert year.said_in_report() == found.suggestion.proposed
    assert FIVE[-1] not in year.waiting()


@pytest.mark.parametrize("survey", ["staff_say", "interviewers_say", "children_say"])
def test_below_the_threshold_nothing_is_handed_out(year: Year, survey: str) -> None:
    getattr(year, survey)(*FIVE[:4])
    assert year.waiting() == {}


@pytest.mark.parametrize("survey", ["staff_say", "interviewers_say", "children_say"])
def test_every_survey_s_words_reach_chapter_eight(year: Year, survey: str) -> None:
    getattr(year, survey)(*FIVE)
    assert set(year.waiting()) == set(FIVE)
    year.use("Att lyssna")
    year.use("Att rita", "")
    assert year.said_in_report() == "Att lyssna"
    assert [one.text for one in open_answers.open_page(year.leads, year.cycle.id).decided].count("") == 1


def test_a_talk_in_the_group_is_chosen_line_by_line(year: Year) -> None:
    text = "Vi försvarade oss.\n\n  Väntan är vår, inte barnets. \n"
    focus_notes.save(year.leads, year.cycle.id, occasion=Occasion.AFTER, text=text, version=0)
    assert set(year.waiting()) == {"Vi försvarade oss.", "Väntan är vår, inte barnets."}
    year.use("Väntan är vår, inte barnets.")
    talk = drafting.collect(year.leads, year.cycle.id).staff.talks[0]
    assert (talk.occasion, talk.lines) == ("Efter seminariet", ("Väntan är vår, inte barnets.",))


def test_changed_words_wait_anew_and_what_was_approved_of_the_old_ones_is_gone(year: Year) -> None:
    people = year.interviewers_say(*FIVE)
    year.use("Att lyssna")
    person = people[FIVE.index("Att lyssna")]
    own = assignments.list_own(person)[0]
    interviewer.save(person, own.id, answers={"learnt": "Att tiga"}, version=1)
    assert year.said_in_report() == ""
    assert "Att tiga" in year.waiting()


def test_a_withdrawn_interview_takes_its_interviewer_s_words_along(year: Year) -> None:
    people = year.interviewers_say(*FIVE, "Att vila")
    year.use("Att lyssna")
    row = db.session.scalars(sa.select(ReportInterviewerAnswer)).one()
    stored = db.session.connection().exec_driver_sql("SELECT text FROM report_interviewer_answer").scalar_one()
    assert text_key_id(bytes(stored)) == row.assignment_id.hex, "it lies under the interview's own key"
    own = assignments.list_own(people[FIVE.index("Att lyssna")])[0]
    withdrawal.withdraw(year.leads, own)
    assert db.session.scalars(sa.select(ReportInterviewerAnswer)).all() == []
    assert year.said_in_report() == ""


def test_two_facilitators_do_not_decide_twice_and_a_decision_can_be_made_anew(year: Year) -> None:
    year.staff_say(*FIVE)
    source = year.waiting()["Att lyssna"].answer.source
    year.use("Att lyssna")
    with pytest.raises(WrongState):
        open_answers.decide(year.leads, year.cycle.id, source=source, text="något annat")
    for _twice in range(2):
        open_answers.undecide(year.leads, year.cycle.id, source=source)
    assert "Att lyssna" in year.waiting()
    assert db.session.scalars(sa.select(ReportAnswer)).all() == []


def test_a_finished_report_does_not_change_and_says_before_what_it_leaves_out(year: Year) -> None:
    year.staff_say(*FIVE)
    assert finishing.list_left_out(year.leads, year.cycle).open_answers == 5
    source = year.waiting()["Att lyssna"].answer.source
    year.cycle.state, year.cycle.reported_at = CycleState.REPORTED, clock.now()
    with pytest.raises(WrongState):
        open_answers.decide(year.leads, year.cycle.id, source=source, text="Att lyssna")


def test_only_the_own_unit_s_facilitator_reads_and_decides(year: Year) -> None:
    year.staff_say(*FIVE)
    stranger = make.actor(make.a_person(make.a_unit(), Role.FACILITATOR))
    for who in (stranger, year.worker(), make.actor(make.a_person(year.unit, Role.UNIT_LEADER))):
        with pytest.raises(NotFound):
            open_answers.open_page(who, year.cycle.id)
        with pytest.raises(NotFound):
            open_answers.decide(who, year.cycle.id, source=year.waiting()["Att rita"].answer.source, text="x")
    with pytest.raises(NotFound):
        open_answers.decide(year.leads, year.cycle.id, source="0" * 64, text="x")
    with pytest.raises(InvalidInput):
        open_answers.require_words("")


@pytest.mark.one_database
def test_the_page_marks_what_was_found_and_takes_the_decision(year: Year, signed_in: SignedIn) -> None:
    year.staff_say(*FIVE)
    browser, address = signed_in(year.facilitator), f"/cycles/{year.cycle.id}/report/open-answers"
    page = browser.get(address).text
    assert '<mark class="identifier">Majken Ollonqvist</mark>' in page
    assert "5 svar väntar på dig" in page
    source = year.waiting()["Att lyssna"].answer.source
    assert browser.post(address, data={"source": source, "go": "use", "text": " "}).status_code == 422
    far_too_long = browser.post(address, data={"source": source, "go": "use", "text": "ord " * 1001})
    assert far_too_long.status_code == 422
    assert re.search(r'error-summary.*href="#text-\d"', far_too_long.text, re.DOTALL), "it leads to its field"
    assert "ord ord ord" in far_too_long.text, "what was written is still there"
    inspect_page(far_too_long.text, far_too_long.headers)
    assert browser.post(address, data={"source": source, "go": "sometimes"}).status_code == 422
    assert browser.post(address, data={"source": source, "go": "use", "text": "Att lyssna"}).status_code == 303
    assert "4 svar väntar på dig" in browser.get(address).text
    assert "Välj öppna svar" in browser.get(f"/cycles/{year.cycle.id}/report").text
    assert browser.post(address, data={"source": source, "go": "undo"}).status_code == 303
    assert "5 svar väntar på dig" in browser.get(address).text


@pytest.mark.one_database
def test_of_a_finished_report_the_page_says_what_was_chosen_and_that_it_stands(year: Year, signed_in: SignedIn) -> None:
    year.staff_say(*FIVE)
    year.use("Att lyssna")
    year.cycle.state, year.cycle.reported_at = CycleState.REPORTED, clock.now()
    db.session.commit()
    page = signed_in(year.facilitator).get(f"/cycles/{year.cycle.id}/report/open-answers").text
    assert "väntar på dig" not in page
    assert "4 svar valdes aldrig" in page
    assert "inget kan ändras nu" in page
    assert "Läs varje svar" not in page
    assert 'name="go"' not in page
