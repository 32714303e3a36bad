"""A colleague reads before a text is handed over: who may, what they see, and that nothing goes on without them."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_page
from tests.transcription.interviews import Interview, a_transcript, an_interview
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import ChildHandler
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person
from transcription.deidentification import deciding, known_names, searching, second_reading
from transcription.deidentification.models import KnownName, SecondReading
from transcription.deidentification.second_reading import APPROVED, SENT_BACK
from transcription.handover import handing_over
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State


@pytest.fixture
def interview(app: Flask) -> Interview:
    made = an_interview()
    made.worker.unit.second_reader = True
    return made


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    made = searching.search(interview.actor, a_transcript(interview, state=State.CORRECTED).id)
    approve(interview, made)
    return made


def approve(interview: Interview, transcript: Transcript) -> None:
    for word in deciding.open_page(interview.actor, transcript.id).undecided:
        deciding.decide(interview.actor, transcript.id, word=word.word, action="replace", token=word.token)
    deciding.approve(interview.actor, transcript.id)


def ask(interview: Interview) -> SecondReading:
    return second_reading.ask(interview.actor, interview.assignment.id, reader_id=interview.colleague.id)


def test_nothing_is_handed_over_before_a_colleague_has_read(interview: Interview, transcript: Transcript) -> None:
    with pytest.raises(WrongState, match="colleague must read"):
        handing_over.hand_over(interview.actor, interview.assignment.id)
    asked = ask(interview)
    with pytest.raises(WrongState, match="colleague must read"):
        handing_over.hand_over(interview.actor, interview.assignment.id)
    second_reading.answer(make.actor(interview.colleague), asked.id, state=APPROVED)
    assert handing_over.hand_over(interview.actor, interview.assignment.id)
    assert handing_over.open_page(interview.actor, interview.assignment.id).reading.is_missing is False


def test_a_unit_that_does_not_want_it_hands_over_at_once(interview: Interview, transcript: Transcript) -> None:
    interview.worker.unit.second_reader = False
    with pytest.raises(WrongState, match="does not use"):
        ask(interview)
    assert handing_over.hand_over(interview.actor, interview.assignment.id)


def test_the_colleague_sees_the_de_identified_text_only(interview: Interview, transcript: Transcript) -> None:
    asked = ask(interview)
    page = second_reading.open_page(make.actor(interview.colleague), asked.id)
    shown = " ".join(text for _, text in page.lines)
    assert "[kompis 1]" in shown
    assert not any(name in shown for name in ("Alva", "Petra", "Samir"))


def test_the_way_of_a_reading_by_plain_forms(
    interview: Interview, transcript: Transcript, signed_in: Callable[[Person], FlaskClient]
) -> None:
    asking, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}"
    page = asking.get(f"{place}/hand-over")
    inspect_page(page.text, page.headers)
    assert "En kollega läser först" in page.text
    asking.post(f"{place}/second-reader", data={"reader": str(interview.colleague.id)})
    asked = db.session.scalars(select(SecondReading)).one()
    reader = signed_in(interview.colleague)
    assert f"/readings/{asked.id}" in reader.get("/my-interview").text
    page = reader.get(f"/readings/{asked.id}")
    inspect_page(page.text, page.headers)
    assert '<span class="replaced">[kompis 1]</span>' in page.text
    unsaid = reader.post(f"/readings/{asked.id}", data={"state": "sent_back", "comment": ""})
    assert unsaid.status_code == 422
    inspect_page(unsaid.text, unsaid.headers)
    assert reader.post(f"/readings/{asked.id}", data={"state": "approved"}).status_code == 303
    assert "Lämna över" in asking.get(f"{place}/hand-over").text
    acts = db.session.scalars(select(AuditEntry.event).where(AuditEntry.actor_id == interview.colleague.id)).all()
    assert {Event.DEIDENTIFIED_READ, Event.SECOND_READING_ANSWERED} <= set(acts)


def test_sent_back_with_a_word_and_read_again(interview: Interview, transcript: Transcript) -> None:
    asked, reader = ask(interview), make.actor(interview.colleague)
    with pytest.raises(InvalidInput) as refused:
        second_reading.answer(reader, asked.id, state=SENT_BACK, comment="  ")
    assert refused.value.field == "comment"
    second_reading.answer(reader, asked.id, state=SENT_BACK, comment="Hundens ras är ovanlig.")
    last = handing_over.open_page(interview.actor, interview.assignment.id).reading.last
    assert last is not None
    assert last.comment == "Hundens ras är ovanlig."
    with pytest.raises(NotFound):
        second_reading.open_page(reader, asked.id)
    with pytest.raises(WrongState):
        handing_over.hand_over(interview.actor, interview.assignment.id)
    second_reading.answer(reader, ask(interview).id, state=APPROVED)
    assert handing_over.hand_over(interview.actor, interview.assignment.id)


def test_a_change_after_the_reading_makes_it_worth_nothing(interview: Interview, transcript: Transcript) -> None:
    asked, reader = ask(interview), make.actor(interview.colleague)
    second_reading.answer(reader, asked.id, state=APPROVED)
    deciding.decide(interview.actor, transcript.id, word="Samir", action="keep")
    deciding.approve(interview.actor, transcript.id)
    with pytest.raises(WrongState, match="colleague must read"):
        handing_over.hand_over(interview.actor, interview.assignment.id)


def test_a_text_that_is_being_changed_is_closed_to_the_colleague(interview: Interview, transcript: Transcript) -> None:
    asked, reader = ask(interview), make.actor(interview.colleague)
    assert second_reading.list_asked(reader) == [asked]
    deciding.decide(interview.actor, transcript.id, word="Samir", action="keep")
    assert second_reading.list_asked(reader) == []
    with pytest.raises(NotFound):
        second_reading.open_page(reader, asked.id)


def test_who_may_read(interview: Interview, transcript: Transcript) -> None:
    unit = interview.worker.unit
    leader = make.a_person(unit, Role.UNIT_LEADER)
    elsewhere = make.a_person(make.a_unit(), Role.SOCIAL_WORKER)
    handler = db.session.scalars(select(ChildHandler)).one().person
    may = second_reading.list_readers(interview.actor, interview.assignment)
    assert list(may) == [interview.colleague]
    for other in (interview.worker, handler, interview.facilitator, leader, elsewhere):
        with pytest.raises(InvalidInput):
            second_reading.ask(interview.actor, interview.assignment.id, reader_id=other.id)
    asked = ask(interview)
    for other in (interview.worker, handler, interview.facilitator, leader, elsewhere):
        with pytest.raises(NotFound):
            second_reading.open_page(make.actor(other), asked.id)
        with pytest.raises(NotFound):
            second_reading.answer(make.actor(other), asked.id, state=APPROVED)


def test_whoever_becomes_the_child_s_handler_may_no_longer_read(interview: Interview, transcript: Transcript) -> None:
    asked = ask(interview)
    make.add(ChildHandler(child_id=interview.assignment.child_id, person_id=interview.colleague.id, kind="present"))
    with pytest.raises(NotFound):
        second_reading.open_page(make.actor(interview.colleague), asked.id)


def test_asking_somebody_else_lets_go_of_the_first(interview: Interview, transcript: Transcript) -> None:
    first = ask(interview)
    other = make.a_person(interview.worker.unit, Role.SOCIAL_WORKER)
    second_reading.ask(interview.actor, interview.assignment.id, reader_id=other.id)
    with pytest.raises(NotFound):
        second_reading.open_page(make.actor(interview.colleague), first.id)


def test_nobody_is_asked_before_the_text_is_approved(interview: Interview) -> None:
    a_transcript(interview, state=State.CORRECTED)
    with pytest.raises(WrongState, match="approved"):
        ask(interview)


def test_a_withdrawal_takes_names_suggestions_and_readings(interview: Interview, transcript: Transcript) -> None:
    known_names.save(interview.actor, interview.assignment.id, names={"friends": "Samir"}, version=0)
    ask(interview)
    withdrawal.withdraw(interview.actor, interview.assignment)
    for table in (KnownName, SecondReading, Transcript):
        assert db.session.scalars(select(table)).all() == []
