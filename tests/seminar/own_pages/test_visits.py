"""The child's browser: a code opens the page, nobody who is signed in opens it, and no cookie holds both codes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.inspection import inspect_page
from tests.toolkit.own_codes.conftest import Met, met
from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.own_codes import issuing
from toolkit.people.models import Person
from toolkit.surveys import offering

__all__ = ["met"]
SignedIn = Callable[[Person], FlaskClient]


@pytest.fixture
def code(met: Met) -> str:
    made = issuing.give(met.actor, met.assignment.id)
    db.session.commit()
    return made


def test_the_code_opens_the_page_until_it_is_left(client: FlaskClient, code: str) -> None:
    door = client.get("/mine")
    inspect_page(door.text, door.headers)
    assert client.get("/mine/page").headers["Location"] == "/mine"
    assert client.post("/mine", data={"code": code.lower()}).headers["Location"] == "/mine/page"
    page = client.get("/mine/page")
    inspect_page(page.text, page.headers)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    left = client.post("/mine/leave")
    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert client.get("/mine/page").headers["Location"] == "/mine"


def test_a_wrong_code_is_said_beside_its_field(client: FlaskClient, code: str) -> None:
    page = client.post("/mine", data={"code": "BBBBB-22222"})
    assert page.status_code == 422
    assert "Koden stämmer inte" in page.text
    inspect_page(page.text, page.headers)


def test_it_is_never_opened_where_somebody_at_work_is_signed_in(
    met: Met, code: str, signed_in: SignedIn, client: FlaskClient
) -> None:
    browser = signed_in(met.worker)
    page = browser.post("/mine", data={"code": code})
    assert "Inte på den här enheten" in page.text
    inspect_page(page.text, page.headers)
    assert browser.get("/mine/page").headers["Location"] == "/mine"
    client.set_cookie("locked", "1")
    assert "Inte på den här enheten" in client.get("/mine").text


def test_one_browser_holds_a_visit_to_one_of_them_and_never_both(
    app: Flask, met: Met, code: str, client: FlaskClient
) -> None:
    survey = offering.offer(met.actor, met.assignment.id)
    db.session.commit()
    client.post("/s", data={"code": survey})
    client.post("/mine", data={"code": code})
    with client.session_transaction() as held:
        assert "own_code" in held
        assert "child_survey" not in held
    client.post("/s", data={"code": survey})
    with client.session_transaction() as held:
        assert "child_survey" in held
        assert "own_code" not in held


def test_a_visit_that_another_browser_ended_says_so_and_that_the_answer_was_not_kept(
    app: Flask, client: FlaskClient, code: str
) -> None:
    other = app.test_client()
    for browser in (client, other):
        assert browser.post("/mine", data={"code": code}).status_code == 303
    assert client.post("/mine/quotes/1", data={"answer": "stands", "passage": "x"}).headers["Location"] == "/mine/page"
    assert client.get("/mine/page").headers["Location"] == "/mine"
    door = client.get("/mine")
    inspect_page(door.text, door.headers)
    assert "Du öppnade sidan på ett annat ställe" in door.text
    assert "Ditt senaste svar sparades inte" in door.text
    assert "annat ställe" not in client.get("/mine").text, "it is said once"
    assert other.get("/mine/page").status_code == 200
    client.post("/mine", data={"code": code})
    other.get("/mine/page")
    told = other.get("/mine").text
    assert "Du öppnade sidan på ett annat ställe" in told
    assert "sparades inte" not in told, "nothing was answered"


def test_a_visit_that_was_left_alone_says_so_and_one_that_was_ended_says_nothing(
    client: FlaskClient, code: str
) -> None:
    client.post("/mine", data={"code": code})
    with ahead(timedelta(minutes=21)):
        assert client.get("/mine/page").headers["Location"] == "/mine"
        assert "Det var ett tag sedan" in client.get("/mine").text
        client.post("/mine", data={"code": code})
        client.post("/mine/leave")
        assert "Det var ett tag sedan" not in client.get("/mine").text


def test_a_code_that_is_far_too_long_is_answered_as_any_wrong_one(client: FlaskClient, code: str) -> None:
    for door in ("/mine", "/s"):
        page = client.post(door, data={"code": "BKM7R-T4VX9-" * 5})
        assert "Koden stämmer inte" in page.text
        assert "tecken" not in page.text.partition("<main")[2]
