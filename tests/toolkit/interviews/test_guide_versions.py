"""What a unit has made of its guide holds on: in versions, in interviews, and in what was said of its cards."""

import re
import uuid
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select

from interview_guides.guides import QuestionArea
from tests import factories as make
from tests.shown import said
from tests.toolkit.interviews.conftest import GUIDE, GUIDE_ID, OWN_CARD, OwnGuide
from toolkit import content
from toolkit.access import Role
from toolkit.db import db
from toolkit.interviews import guide_editions, room
from toolkit.interviews.models import GuideEdition, Mark
from toolkit.people.models import Person
from toolkit.surveys import interviewer, results

THIRTEEN, URL, OURS = GUIDE_ID, GUIDE, OWN_CARD
KNOWLEDGE, CONTACT, PARTICIPATION = QuestionArea


def test_words_are_kept_when_the_card_was_taken_out_meanwhile(own_guide: OwnGuide) -> None:
    card = own_guide.add()
    seen = own_guide.version
    own_guide.send(card, "remove")
    sent = {"text": "Vad säger de om nästa gång?", "probes": "", "hint": "", "version": seen}
    late = own_guide.leader.post(f"{URL}/cards/{card}", data=sent)
    assert late.status_code == 409
    assert "Vad säger de om nästa gång?" in late.text
    assert "Kortet är borttaget." in late.text
    own_guide.leader.post(f"{URL}/versions/0/restore")
    late = own_guide.leader.post(f"{URL}/cards/{card}", data=sent)
    assert late.status_code == 409, "a card of the unit's own is never lost, not even by going back"


def test_going_back_keeps_own_cards_among_those_taken_out(own_guide: OwnGuide) -> None:
    shipped = own_guide.asked()
    card = own_guide.add()
    own_guide.leader.post(f"{URL}/versions/0/restore")
    assert own_guide.asked() == shipped
    assert OURS in own_guide.page()
    own_guide.leader.post(f"{URL}/versions/1/restore")
    assert own_guide.asked() == [*shipped, card]
    own_guide.leader.post(f"{URL}/versions/1/restore")
    assert own_guide.version == 3, "restored twice it is one"
    assert OURS in own_guide.leader.get(f"{URL}/versions/1").text


def test_an_interview_keeps_the_card_that_it_was_prepared_with(own_guide: OwnGuide) -> None:
    card = own_guide.add()
    own_guide.talk.client.post(f"{own_guide.talk.url}/guide")
    own_guide.send(card, "remove")
    assert card in own_guide.asked()
    assert OURS in own_guide.talk.client.get(f"{own_guide.talk.url}/room").text


def test_what_was_marked_of_a_card_is_read_after_it_was_taken_out(own_guide: OwnGuide) -> None:
    """Though nobody had said that the guide was read."""
    talk, card = own_guide.talk, own_guide.add()
    talk.client.post(f"{talk.url}/marks", data={"mark_id": str(uuid.uuid4()), "kind": "too_hard", "question_id": card})
    own_guide.send(card, "remove")
    assert room.questions_of(talk.assignment, content=content.in_language("sv"))[card] == OURS
    known = dict(interviewer.known_for(make.actor(talk.worker), talk.assignment.id))
    assert known["Frågor som du märkte som för svåra"] == OURS
    assert "För svår: i några få intervjuer" in own_guide.page()
    assert "För svår: i några få intervjuer" in own_guide.leader.get(f"{URL}/cards/{card}").text


def test_own_cards_are_counted_in_the_results_by_their_words(own_guide: OwnGuide) -> None:
    card, cycle = own_guide.add(), own_guide.talk.assignment.cycle
    for _ in range(5):
        worker = make.a_person(cycle.unit, Role.SOCIAL_WORKER)
        assignment = make.an_assignment(make.a_child(cycle), worker)
        make.add(Mark(assignment_id=assignment.id, kind="too_hard", question_id=card, at_ms=1))
        interviewer.save(make.actor(worker), assignment.id, answers={"how_it_went": "well"}, version=0)
    db.session.commit()
    own_guide.send(card, "remove")
    found = results.results(make.actor(own_guide.person), cycle_id=cycle.id).interviewers.questions
    assert next(one for one in found if one.id == "hard_questions").choices == said((OURS, 5))


def test_every_version_is_readable(own_guide: OwnGuide) -> None:
    card = own_guide.add()
    own_guide.send(card, "move", to=1)
    own_guide.send("waiting", "remove")
    numbers = db.session.scalars(select(GuideEdition.number).order_by(GuideEdition.number)).all()
    assert numbers == [1, 2, 3]
    waiting = guide_editions.get_card(make.actor(own_guide.person), THIRTEEN, question_id="waiting").text
    told = re.findall(r"Version (\d)</a>.*?: ([^<]*)</span>", own_guide.page())
    assert told == [("3", "ett kort borttaget"), ("2", "annan ordning"), ("1", "ett nytt kort")]
    shown = [own_guide.leader.get(f"{URL}/versions/{number}").text for number in numbers]
    assert [waiting in page for page in shown] == [True, True, False]
    assert shown[1].index(OURS) < shown[1].index(waiting) < shown[0].index(OURS)


def test_a_worker_and_another_unit_change_nothing(
    own_guide: OwnGuide, signed_in: Callable[[Person], FlaskClient]
) -> None:
    card = own_guide.add()
    other = signed_in(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    for who in (other, own_guide.talk.client):
        assert who.post(f"{URL}/cards/{card}/remove", data={"version": 1}).status_code in {403, 404}
        assert who.post(f"{URL}/cards/{card}/move", data={"version": 1, "to": 1}).status_code in {403, 404}
    assert own_guide.version == 1
    assert OURS not in other.get(URL).text
