"""A child answers without an account: with a code, one question at a time, and may skip, stop, come back and change."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.toolkit.surveys.conftest import Year, begin
from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.surveys import answering
from toolkit.surveys.models import ChildAnswer, ChildResponse


def answers() -> dict[str, tuple[int | None, str]]:
    db.session.expire_all()
    return {row.question: (row.face, row.words) for row in db.session.scalars(select(ChildAnswer))}


def test_five_questions_and_thanks(client: FlaskClient, year: Year) -> None:
    assert begin(client, year.code()) == "/s/1"
    first = client.get("/s/1").text
    assert "Hur tyckte du att det var att bli intervjuad?" in first
    assert "Fråga 1 av 5" in first
    assert "checked" not in first  # no answer is suggested
    for number in (1, 2, 3):
        client.post(f"/s/{number}", data={"go": "next", "face": "3", "words": make.CANARY if number == 1 else ""})
    client.post("/s/4", data={"go": "next", "words": "Om hunden"})
    last = client.post("/s/5", data={"go": "skip", "words": "ångrade mig"})
    assert last.headers["Location"] == "/s/thanks"
    assert "Tack för att du berättade." in client.get("/s/thanks").text
    assert answers() == {
        "being_interviewed": (3, make.CANARY),
        "the_questions": (3, ""),
        "important_things": (3, ""),
        "should_have_asked": (None, "Om hunden"),
        "anything_else": (None, ""),
    }
    assert db.session.scalars(select(ChildResponse)).one().finished


def test_the_words_are_sealed_in_the_database(client: FlaskClient, year: Year) -> None:
    begin(client, year.code())
    client.post("/s/1", data={"go": "next", "words": make.CANARY})
    stored = db.session.connection().exec_driver_sql("SELECT words FROM child_answer").scalar_one()
    assert make.CANARY.encode() not in bytes(stored)


def test_stop_saves_and_the_code_leads_to_what_is_left(client: FlaskClient, year: Year) -> None:
    code = year.code()
    begin(client, code)
    client.post("/s/1", data={"go": "next", "face": "2"})
    stopped = client.post("/s/2", data={"go": "stop", "face": "1"})
    assert stopped.headers["Location"] == "/s/stopped"
    assert stopped.headers["Clear-Site-Data"] == '"cache"'
    assert "okej att sluta" in client.get("/s/stopped").text
    assert client.get("/s/1").headers["Location"] == "/s"  # nobody else on this device can read it
    assert begin(client, code.lower().replace("-", " ")) == "/s/3"


def test_an_answer_can_be_changed_and_taken_back(client: FlaskClient, year: Year) -> None:
    begin(client, year.code())
    client.post("/s/1", data={"go": "next", "face": "1", "words": "nej"})
    client.post("/s/1", data={"go": "next", "face": "3", "words": "jo"})
    assert answers()["being_interviewed"] == (3, "jo")
    client.post("/s/1", data={"go": "skip", "face": "3", "words": "jo"})
    assert answers()["being_interviewed"] == (None, "")


def test_going_back_from_an_empty_page_counts_as_nothing(client: FlaskClient, year: Year) -> None:
    begin(client, year.code())
    client.post("/s/1", data={"go": "next", "face": "2"})
    assert client.post("/s/2", data={"go": "back"}).headers["Location"] == "/s/1"
    assert set(answers()) == {"being_interviewed"}


@pytest.mark.parametrize("face", ["0", "4", "glad", "-1"])
def test_a_face_that_is_not_there_is_refused(client: FlaskClient, year: Year, face: str) -> None:
    begin(client, year.code())
    assert client.post("/s/1", data={"go": "next", "face": face}).status_code == 422
    assert answers() == {}


def test_a_wrong_code_is_said_kindly_beside_the_field(client: FlaskClient, year: Year) -> None:
    answer = client.post("/s", data={"code": "BBBB-2222"})
    assert answer.status_code == 422
    assert "Koden stämmer inte." in answer.text
    assert 'aria-describedby="code-error"' in answer.text


def test_guessing_codes_is_braked(client: FlaskClient, year: Year) -> None:
    code = year.code()
    for _ in range(answering.WRONG_CODES.free):
        client.post("/s", data={"code": "BBBB-2222"})
    answer = client.post("/s", data={"code": code})
    assert answer.status_code == 409
    assert "Det var många försök." in answer.text
    with ahead(answering.WRONG_CODES.first + timedelta(minutes=1)):
        assert begin(client, code) == "/s/1"


def test_a_borrowed_tablet_forgets_after_a_while(client: FlaskClient, year: Year) -> None:
    begin(client, year.code())
    assert client.get("/s/1").status_code == 200
    with ahead(timedelta(minutes=21)):
        assert client.get("/s/1").headers["Location"] == "/s"


def test_finished_means_forgotten_on_this_device(client: FlaskClient, year: Year) -> None:
    begin(client, year.code())
    assert client.post("/s/leave").headers["Location"] == "/s"
    assert client.get("/s/1").headers["Location"] == "/s"
    assert "ändra mina svar" not in client.get("/s/thanks").text


def test_a_closed_code_says_so(client: FlaskClient, year: Year) -> None:
    code = year.code()
    begin(client, code)
    with ahead(timedelta(days=100)):
        assert "går inte att använda längre" in client.post("/s", data={"code": code}).text
        assert client.get("/s/1").headers["Location"] == "/s"


def test_one_childs_code_never_opens_anothers_answers(app: Flask, year: Year) -> None:
    one, other = app.test_client(), app.test_client()
    begin(one, year.code())
    begin(other, year.code())
    one.post("/s/1", data={"go": "next", "face": "1", "words": make.CANARY})
    assert make.CANARY not in other.get("/s/1").text


@pytest.mark.parametrize("number", [0, 6, 99])
def test_there_is_no_question_beyond_the_last(client: FlaskClient, year: Year, number: int) -> None:
    begin(client, year.code())
    assert client.get(f"/s/{number}").status_code == 404


def test_five_faces_where_the_unit_wants_them_but_not_for_the_youngest(client: FlaskClient, year: Year) -> None:
    year.unit.five_faces = True
    db.session.commit()
    begin(client, year.code(age=8))
    assert client.get("/s/1").text.count('class="face"') == 3
    begin(client, year.code(age=9))
    assert client.get("/s/1").text.count('class="face"') == 5
