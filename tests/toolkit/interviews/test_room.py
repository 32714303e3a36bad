"""The room: questions for the age, silent signs, worry. And notes, when nothing was recorded."""

import uuid

import pytest
from sqlalchemy import select

from tests.factories import CANARY
from tests.sounds import sound
from tests.toolkit.interviews.conftest import JSON, Talk
from toolkit import clock
from toolkit.db import db
from toolkit.interviews.models import Mark, Notes, Worry
from toolkit.participation.models import Consent


def test_the_room_shows_the_guide_for_the_age_one_question_at_a_time(talk: Talk) -> None:
    page = talk.client.get(f"{talk.url}/room?card=10")
    assert page.status_code == 200
    assert "Vad får dig att lita på någon här?" in page.text
    assert "fråga 8 av 15" in page.text
    assert page.headers["Permissions-Policy"].endswith("microphone=(self)")
    assert talk.client.get(f"{talk.url}/recording").headers["Permissions-Policy"].endswith("microphone=()")


@pytest.mark.parametrize("card", ["0", "-3", "99", "x"])
def test_an_odd_address_still_shows_a_question(talk: Talk, card: str) -> None:
    assert talk.client.get(f"{talk.url}/room?card={card}").status_code == 200


def test_before_the_yes_there_is_no_room(talk: Talk) -> None:
    for answer in db.session.scalars(select(Consent)):
        answer.withdrawn_at = clock.now()
    db.session.commit()
    assert talk.client.get(f"{talk.url}/room").status_code == 409
    assert "Först ett ja" in talk.client.get(f"{talk.url}/recording").text


def test_a_mark_is_noted_once_and_can_be_taken_back(talk: Talk) -> None:
    recording = talk.send(sound("webm")).rsplit("/", 1)[1]
    sent = {
        "mark_id": str(uuid.uuid4()),
        "kind": "nods",
        "at_ms": 4200,
        "recording_id": recording,
        "question_id": "trust",
    }
    for _ in range(2):
        assert talk.client.post(f"{talk.url}/marks", data=sent, headers=JSON).json == {"id": sent["mark_id"]}
    made = db.session.scalars(select(Mark)).one()
    assert (made.kind, made.at_ms, str(made.recording_id), made.question_id) == ("nods", 4200, recording, "trust")
    assert talk.client.post(f"{talk.url}/marks/{made.id}/undo", headers=JSON).status_code == 200
    db.session.expire_all()
    assert made.undone_at is not None


def test_a_question_that_was_asked_is_noted_with_its_time(talk: Talk) -> None:
    recording = talk.send(sound("webm")).rsplit("/", 1)[1]
    sent = {
        "mark_id": str(uuid.uuid4()),
        "kind": "asked",
        "at_ms": 800,
        "recording_id": recording,
        "question_id": "trust",
    }
    assert talk.client.post(f"{talk.url}/marks", data=sent, headers=JSON).status_code == 200
    made = db.session.scalars(select(Mark)).one()
    assert (made.kind, made.at_ms, made.question_id) == ("asked", 800, "trust")


@pytest.mark.parametrize("kind", ["already_answered", "too_hard", "repeated"])
def test_what_is_said_of_a_question_is_kept_for_the_next_guide(talk: Talk, kind: str) -> None:
    sent = {"mark_id": str(uuid.uuid4()), "kind": kind, "question_id": "trust"}
    assert talk.client.post(f"{talk.url}/marks", data=sent, headers=JSON).status_code == 200
    assert [(one.kind, one.question_id) for one in db.session.scalars(select(Mark))] == [(kind, "trust")]


def test_marks_without_script(talk: Talk) -> None:
    sent = {"mark_id": str(uuid.uuid4()), "kind": "already_answered", "question_id": "trust", "card": 7}
    answer = talk.client.post(f"{talk.url}/marks", data=sent)
    assert answer.status_code == 303
    assert "card=7" in answer.headers["Location"]
    assert "Ångra" in talk.client.get(answer.headers["Location"]).text


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "sighs"}, {"mark_id": "x"}, {"recording_id": "x"}, {"recording_id": str(uuid.uuid4())}, {"at_ms": "x"}],
)
def test_an_odd_mark_is_refused(talk: Talk, wrong: dict[str, str]) -> None:
    sent = {"mark_id": str(uuid.uuid4()), "kind": "nods", "at_ms": "1", **wrong}
    assert talk.client.post(f"{talk.url}/marks", data=sent, headers=JSON).status_code in {404, 422}
    assert db.session.scalars(select(Mark)).all() == []


def test_a_worry_stores_the_day_and_to_whom_and_nothing_else(talk: Talk) -> None:
    page = talk.client.get(f"{talk.url}/worry").text
    assert "Följ enhetens rutin" in page
    answer = talk.client.post(f"{talk.url}/worry", data={"on": str(clock.today()), "handed_to": CANARY})
    assert answer.status_code == 303
    stored = db.session.scalars(select(Worry)).one()
    assert (stored.on, stored.handed_to) == (clock.today(), CANARY)
    assert set(Worry.__table__.columns.keys()) == {"id", "created_at", "assignment_id", "on", "handed_to"}


def test_a_worry_on_a_day_to_come(talk: Talk) -> None:
    answer = talk.client.post(f"{talk.url}/worry", data={"on": "2099-01-01", "handed_to": "Mottagningen"})
    assert answer.status_code == 422
    assert "Den dagen har inte varit än." in answer.text


def test_notes_are_saved_finished_and_sealed(talk: Talk) -> None:
    url = f"{talk.url}/notes"
    assert talk.client.post(url, data={"text": "Hon sa", "version": 0}, headers=JSON).json == {"version": 1}
    done = talk.client.post(url, data={"text": f"Hon sa {CANARY}", "version": 1, "finish": "1"})
    assert done.status_code == 303
    assert "Anteckningarna är klara." in talk.client.get(done.headers["Location"]).text
    assert db.session.scalars(select(Notes)).one().finished_at
    raw = db.session.connection().exec_driver_sql("SELECT text FROM notes").scalar()
    assert CANARY.encode() not in bytes(raw or b"")


def test_two_tabs_never_overwrite_each_others_notes(talk: Talk) -> None:
    url = f"{talk.url}/notes"
    talk.client.post(url, data={"text": "första", "version": 0}, headers=JSON)
    assert talk.client.post(url, data={"text": "andra", "version": 1}, headers=JSON).status_code == 200
    late = talk.client.post(url, data={"text": "min text", "version": 1}, headers=JSON)
    assert late.status_code == 409
    assert late.json
    assert "annat fönster" in late.json["error"]
    page = talk.client.post(url, data={"text": "min text", "version": 1})
    assert page.status_code == 409
    assert "min text" in page.text  # what was typed is still there
    assert db.session.scalars(select(Notes)).one().text == "andra"


def test_empty_notes_are_not_finished(talk: Talk) -> None:
    answer = talk.client.post(f"{talk.url}/notes", data={"text": "  ", "version": 0, "finish": "1"})
    assert answer.status_code == 422
    assert "inget skrivet" in answer.text
