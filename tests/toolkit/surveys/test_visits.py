"""Whoever knows a child's code afterwards neither reads nor changes what the child has written."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.toolkit.surveys.conftest import Year, begin
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.surveys import answering, offering
from toolkit.surveys.models import ChildAnswer, ChildResponse


@pytest.fixture
def other(app: Flask) -> FlaskClient:
    """The browser of somebody else who has seen the code: the interviewer."""
    return app.test_client()


def words() -> dict[str, str]:
    db.session.expire_all()
    return {row.question: row.words for row in db.session.scalars(select(ChildAnswer))}


def test_the_code_opens_only_what_is_empty(client: FlaskClient, other: FlaskClient, year: Year) -> None:
    code = year.code()
    begin(client, code)
    client.post("/s/1", data={"go": "next", "face": "1", "words": make.CANARY})
    client.post("/s/2", data={"go": "stop", "words": ""})
    assert begin(other, code) == "/s/2"
    assert other.get("/s/1").status_code == 404
    assert other.post("/s/1", data={"go": "next", "face": "3", "words": "ändrat"}).status_code == 404
    assert make.CANARY not in other.get("/s/2").text
    assert "Tillbaka" not in other.get("/s/2").text  # the way back leads to nothing that is closed
    assert words() == {"being_interviewed": make.CANARY}


def test_somebody_with_the_code_ends_the_childs_visit_and_still_reads_nothing(
    client: FlaskClient, other: FlaskClient, year: Year
) -> None:
    code = year.code()
    begin(client, code)
    client.post("/s/1", data={"go": "next", "words": make.CANARY})
    assert begin(other, code) == "/s/2"
    assert other.get("/s/1").status_code == 404
    assert client.get("/s/1").headers["Location"] == "/s"
    assert words() == {"being_interviewed": make.CANARY}


def test_a_survey_that_was_answered_to_the_end_is_spent(client: FlaskClient, other: FlaskClient, year: Year) -> None:
    code = year.code()
    begin(client, code)
    for number in range(1, 6):
        client.post(f"/s/{number}", data={"go": "skip"})
    assert "Jag vill ändra mina svar" in client.get("/s/thanks").text  # the child still may, in this visit
    answer = other.post("/s", data={"code": code})
    assert answer.status_code == 422
    assert "Frågorna bakom den här koden är besvarade" in answer.text
    assert client.get("/s/1").status_code == 200  # trying the spent code disturbs nobody


def test_leaving_ends_the_cookie_and_every_copy_of_it(client: FlaskClient, other: FlaskClient, year: Year) -> None:
    begin(client, year.code())
    client.post("/s/1", data={"go": "next", "words": make.CANARY})
    copied = client.get_cookie("form")
    assert copied is not None
    client.post("/s/leave")
    for browser in (client, other):
        browser.set_cookie("form", copied.value)
        assert browser.get("/s/1").headers["Location"] == "/s"
    assert db.session.scalars(select(ChildResponse.visit_hash)).one() is None


def test_leaving_before_the_end_by_the_thanks_page_spends_the_code(client: FlaskClient, year: Year) -> None:
    code = year.code()
    begin(client, code)
    client.post("/s/leave")
    assert client.post("/s", data={"code": code}).status_code == 422


def test_when_all_is_closed_there_is_thanks_and_nothing_to_change(client: FlaskClient, year: Year) -> None:
    code = year.code()
    begin(client, code)
    for number in range(1, 5):
        client.post(f"/s/{number}", data={"go": "next", "words": "ord"})
    client.post("/s/5", data={"go": "stop", "words": "sist"})
    answer = client.post("/s", data={"code": code})
    assert answer.status_code == 422  # the last question was answered, so it is spent
    assert "ändra mina svar" not in client.get("/s/thanks").text


def test_back_goes_over_what_is_closed(client: FlaskClient, year: Year) -> None:
    code = year.code()
    begin(client, code)
    client.post("/s/1", data={"go": "next"})
    client.get("/s/3")
    client.post("/s/3", data={"go": "stop", "words": "tredje"})
    assert begin(client, code) == "/s/2"
    assert client.post("/s/2", data={"go": "next"}).headers["Location"] == "/s/4"
    assert client.post("/s/4", data={"go": "back"}).headers["Location"] == "/s/2"


@pytest.mark.parametrize(
    "held", [{}, {"key": "x"}, {"key": "x", "token": "y", "at": "2026-01-01T00:00:00+00:00"}, "text"]
)
def test_an_odd_cookie_opens_nothing(client: FlaskClient, year: Year, held: object) -> None:
    with client.session_transaction() as session:
        session["child_survey"] = held
    assert client.get("/s/1").headers["Location"] == "/s"


def test_a_visit_needs_its_own_token(year: Year) -> None:
    visit = answering.begin(offering.digest(year.code()))
    with pytest.raises(NotFound):
        answering.get_page(answering.Visit(visit.key, "guessed"), number=1)
    answering.leave(answering.Visit(visit.key, "guessed"), is_finished=True)
    assert answering.is_open(visit)


def test_a_spent_code_is_not_counted_as_a_guess(client: FlaskClient, year: Year) -> None:
    code = year.code()
    answering.leave(answering.begin(offering.digest(code)), is_finished=True)
    db.session.commit()
    for _ in range(40):
        assert client.post("/s", data={"code": code}).status_code == 422


def test_a_child_whose_survey_was_opened_elsewhere_is_told_so(
    client: FlaskClient, other: FlaskClient, year: Year
) -> None:
    code = year.code()
    for browser in (client, other):
        begin(browser, code)
    assert client.post("/s/1", data={"go": "next", "words": "ord"}).headers["Location"] == "/s"
    door = client.get("/s").text
    assert "Du öppnade sidan på ett annat ställe" in door
    assert "Ditt senaste svar sparades inte" in door
    other.post("/s/leave")
    assert "Du öppnade" not in other.get("/s").text, "whoever takes the tablet next hears nothing of it"
