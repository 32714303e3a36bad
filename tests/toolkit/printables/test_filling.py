"""What a sheet is filled with, for whom, and where its pages are."""

import uuid
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from toolkit import content
from toolkit.access import Role
from toolkit.cycles.models import Assignment
from toolkit.errors import NotFound
from toolkit.interviews import guide_choice, guide_editions
from toolkit.interviews.guide_changes import CardWords
from toolkit.people.models import Person
from toolkit.printables import filling
from toolkit.printables.sheet import PaperSize, Sheet

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("app")]

SignIn = Callable[[Person], FlaskClient]
A4, A6 = PaperSize.A4, PaperSize.A6
OURS = "Vad tycker du om dörren till vårt hus?"


def a_scene(*, age: int = 10) -> tuple[Person, Assignment]:
    """A worker with a telephone who is to meet a child, in a unit that has changed a card of its guide."""
    home = make.a_unit(phone="060-10 00 00")
    worker = make.a_person(home, Role.SOCIAL_WORKER, name="Sara Lindgren", phone="060-10 00 21")
    leader = make.a_person(home, Role.FACILITATOR)
    cycle = make.a_cycle(home, leader, interviewers=(worker,))
    guide_editions.save_card(
        make.actor(leader), "guide_9_12", question_id="reception", words=CardWords(text=OURS), version=0
    )
    return worker, make.an_assignment(make.a_child(cycle, age=age), worker)


def words_of(sheet: Sheet) -> list[str]:
    return [text for card in sheet.cards for text in (card.words, *(point.text for point in card.points)) if text]


def test_the_cards_have_the_unit_s_own_questions() -> None:
    worker, _assignment = a_scene()
    for name in filling.FROM_THE_GUIDE:
        assert OURS in words_of(filling.fill(make.actor(worker), name, size=A4, guide_id="guide_9_12"))
    stranger = make.a_person(make.a_unit(), Role.SOCIAL_WORKER)
    theirs = filling.fill(make.actor(stranger), "questions", size=A4, guide_id="guide_9_12")
    assert OURS not in words_of(theirs)


def test_each_age_has_its_own_cards() -> None:
    worker, _assignment = a_scene()
    for guide in content.current().guides:
        told = words_of(filling.fill(make.actor(worker), "questions", size=A4, guide_id=guide.id))
        assert guide.closing_questions[0].text in told
    with pytest.raises(NotFound):
        filling.fill(make.actor(worker), "questions", size=A4, guide_id="guide_0_4")
    with pytest.raises(NotFound):
        filling.fill(make.actor(worker), "dragons", size=A4)


def test_an_interview_prints_the_cards_that_are_asked_in_it() -> None:
    worker, assignment = a_scene()
    actor = make.actor(worker)
    told = words_of(filling.fill_for_interview(actor, assignment.id, name="questions", size=A4)[1])
    assert OURS in told
    guide_choice.choose(
        actor, assignment, guide_id="guide_15_18", variants=("closed",), reason="Vill ha de äldres", version=0
    )
    told = words_of(filling.fill_for_interview(actor, assignment.id, name="questions", size=A4)[1])
    assert OURS not in told
    asked = guide_choice.in_use(assignment, content=content.current()).asked
    assert {question.text for question in asked.questions} <= set(told)


def test_the_contact_card_has_the_number_of_whoever_prints_it() -> None:
    worker, _assignment = a_scene()
    sheet = filling.fill(make.actor(worker), "contact_card", size=A4)
    filled, empty = sheet.papers[0][0], sheet.papers[0][-1]
    assert dict(filled.fields) == {
        "Jag heter": "Sara Lindgren", "Ring eller sms:a": "060-10 00 21", "Jag svarar oftast": "",
        "Svarar jag inte? Ring": "060-10 00 00",
    }  # fmt: skip
    assert {value for _label, value in empty.fields} == {""}
    assert [len(paper) for paper in sheet.papers] == [8]
    assert len(filling.fill(make.actor(worker), "contact_card", size=A6).papers) == 2


def test_what_the_guide_names_stands_first() -> None:
    worker, assignment = a_scene(age=6)
    choice = filling.list_for_interview(make.actor(worker), assignment.id)
    named = {one.id for one in choice.named}
    assert {"questions", "pocket_guide", "places", "feelings", "strengths", "drawing"} <= named
    assert "timeline" not in named
    assert len(choice.named) + len(choice.others) == len(content.current().printables)


def test_only_the_interviewer_prints_for_an_interview() -> None:
    _worker, assignment = a_scene()
    colleague = make.actor(make.a_person(assignment.cycle.unit, Role.SOCIAL_WORKER))
    for wanted in (assignment.id, uuid.uuid4()):
        with pytest.raises(NotFound):
            filling.fill_for_interview(colleague, wanted, name="questions", size=A4)
        with pytest.raises(NotFound):
            filling.list_for_interview(colleague, wanted)
    administrator = make.actor(make.a_person(assignment.cycle.unit, Role.ADMINISTRATOR))
    with pytest.raises(NotFound):
        filling.fill(administrator, "feelings", size=A4)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_sheet_is_a_page_in_both_sizes(language: str, signed_in: SignIn) -> None:
    worker, _assignment = a_scene()
    browser = signed_in(worker)
    browser.post("/language", data={"locale": language})
    for sheet in content.in_language(language).printables:
        for size in PaperSize:
            answer = browser.get(f"/printables/{sheet.id}?size={size}")
            assert answer.status_code == 200
            if size is A4:  # the other differs by a class
                inspect_page(answer.text, answer.headers)
            for text, _age in sheet.texts():
                assert text.split("'")[0] in answer.text, text


def test_a_pdf_is_kept_by_nobody_on_its_way(signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    browser = signed_in(worker)
    for way in (f"/interviews/{assignment.id}/printables/questions.pdf", "/printables/questions.pdf?guide=guide_9_12"):
        answer = browser.get(f"{way}{'&' if '?' in way else '?'}size=a6")
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"] == "attachment; filename=fragekort-a6.pdf"
    assert browser.get("/printables/feelings?size=a3").status_code == 404


def test_every_aid_of_a_guide_leads_to_its_sheet(signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    browser, words = signed_in(worker), content.in_language("sv")
    page = browser.get(f"/interviews/{assignment.id}/guide").text
    asked = guide_choice.in_use(assignment, content=words).asked
    for code in {code for question in asked.questions for code in question.aids}:
        sheet = words.find_printable_of(code)
        assert sheet is None or f'/interviews/{assignment.id}/printables/{sheet.id}"' in page
    assert f'/interviews/{assignment.id}/printables"' in browser.get(f"/interviews/{assignment.id}").text


def test_whoever_edits_a_guide_finds_the_sheets_too(signed_in: SignIn) -> None:
    browser = signed_in(make.a_person(make.a_unit(), Role.FACILITATOR))
    assert '/printables"' in browser.get("/guides").text
    for leads in ("/printables/timeline", "/printables/places"):
        assert f'"{leads}"' in browser.get("/guides/guide_9_12").text
        assert browser.get(leads).status_code == 200
