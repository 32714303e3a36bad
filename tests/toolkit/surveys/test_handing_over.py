"""While a child answers in the worker's browser, nothing of the worker's session is reached; the PIN brings it back."""

from collections.abc import Callable, Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.toolkit.surveys.conftest import Year
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.people import locking
from toolkit.people.models import Person, SignInSession
from toolkit.surveys.models import ChildAnswer, SurveyOffer

PIN = "8264"


@pytest.fixture
def browser(year: Year, signed_in: Callable[[Person], FlaskClient]) -> FlaskClient:
    return signed_in(year.worker)


@pytest.fixture
def url(year: Year) -> str:
    return f"/interviews/{year.assignment.id}/child-survey"


def hand_over(browser: FlaskClient, url: str, pin: str = PIN) -> None:
    answer = browser.post(f"{url}/here", data={"pin": pin})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/s/1"), answer.text


def row() -> SignInSession:
    db.session.expire_all()
    return db.session.scalars(select(SignInSession)).one()


def test_the_child_answers_and_nothing_else_can_be_reached(browser: FlaskClient, year: Year, url: str) -> None:
    hand_over(browser, url)
    assert browser.get("/s/1").status_code == 200
    browser.post("/s/1", data={"go": "next", "face": "3"})
    for address in ("/", "/my-interview", "/account", url, f"/interviews/{year.assignment.id}/notes"):
        assert browser.get(address, follow_redirects=True).request.path == "/unlock", address
    assert browser.post("/account/sign-out-elsewhere").status_code == 401
    assert year.worker.name not in browser.get("/unlock").text
    assert db.session.scalars(select(ChildAnswer)).one().face == 3
    assert len(db.session.scalars(select(SurveyOffer)).all()) == 1


def test_the_pages_that_are_open_are_told(browser: FlaskClient, url: str) -> None:
    answer = browser.post(f"{url}/here", data={"pin": PIN})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    cookie = browser.get_cookie("locked")
    assert cookie is not None
    assert not cookie.http_only
    assert 'data-module="handed-over fresh"' in browser.get("/s/1").text
    browser.delete_cookie("locked")
    assert browser.get("/account").status_code == 303  # the lock is the session's, not the cookie's


def test_the_pin_brings_the_worker_back_to_where_they_were(browser: FlaskClient, url: str) -> None:
    hand_over(browser, url)
    answer = browser.post("/unlock", data={"pin": PIN})
    assert (answer.status_code, answer.headers["Location"]) == (303, url)
    assert browser.get_cookie("locked") is None
    assert browser.get("/account").status_code == 200
    assert row().pin_hash is None
    assert browser.get("/unlock").status_code == 303  # there is nothing to unlock any more
    assert browser.get("/s/1").headers["Location"] == "/s"  # and what the child wrote is not the worker's to read


def test_the_way_back_from_the_lock_leads_to_the_childs_next_question(browser: FlaskClient, url: str) -> None:
    hand_over(browser, url)
    browser.post("/s/1", data={"go": "next", "face": "3"})
    assert browser.get("/s").headers["Location"] == "/s/2"


def test_a_wrong_pin_is_said_and_the_fifth_ends_the_session(browser: FlaskClient, url: str) -> None:
    hand_over(browser, url)
    for _ in range(locking.TRIES - 1):
        answer = browser.post("/unlock", data={"pin": "0001"})
        assert answer.status_code == 422
        assert "Pinkoden stämmer inte" in answer.text
    answer = browser.post("/unlock", data={"pin": "0001"})
    assert answer.headers["Location"] == "/sign-in"
    assert row().ended_at is not None
    browser.post("/unlock", data={"pin": PIN})  # now the right one comes too late
    assert browser.get("/account").status_code == 303


def test_every_wrong_pin_stands_on_the_trail_and_so_does_the_end(browser: FlaskClient, year: Year, url: str) -> None:
    hand_over(browser, url)
    for _ in range(locking.TRIES):
        browser.post("/unlock", data={"pin": "0001"})
    failed = [line for line in lines() if line.event == Event.SIGN_IN_FAILED]
    assert len(failed) == locking.TRIES
    assert {(line.actor_id, line.object_id, line.facts["kind"]) for line in failed} == {(None, year.worker.id, "pin")}
    assert all(line.facts["place"] for line in failed)
    assert "0001" not in str([line.facts for line in lines()])
    assert [line.object_id for line in lines() if line.event == Event.SESSION_ENDED_BY_PIN] == [year.worker.id]


def lines() -> Sequence[AuditEntry]:
    db.session.expire_all()
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()


def test_a_new_hand_over_counts_anew(browser: FlaskClient, url: str) -> None:
    for _ in range(2):
        hand_over(browser, url)
        for _try in range(locking.TRIES - 1):
            browser.post("/unlock", data={"pin": "0001"})
        assert browser.post("/unlock", data={"pin": PIN}).headers["Location"] == url


def test_the_password_is_another_way_back(browser: FlaskClient, year: Year, url: str) -> None:
    hand_over(browser, url)
    assert browser.get("/sign-in").headers["Location"] == "/unlock"
    assert browser.get("/sign-in?password=1").status_code == 200
    answer = browser.post("/sign-in", data={"username": year.worker.username, "password": make.PASSWORD})
    assert answer.status_code == 303
    assert browser.get_cookie("locked") is None
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("pin", "words"),
    [
        ("", "Välj en pinkod."),
        ("123", "fyra till åtta siffror"),
        ("12a4", "fyra till åtta siffror"),
        ("123456789", "fyra till åtta siffror"),
        ("٤٤٥٦", "fyra till åtta siffror"),
        ("1234", "vad alla provar först"),
        ("7777", "vad alla provar först"),
        ("9876", "vad alla provar först"),
    ],
)
def test_a_pin_that_is_none_is_refused_and_nothing_is_locked(
    browser: FlaskClient, url: str, pin: str, words: str
) -> None:
    answer = browser.post(f"{url}/here", data={"pin": pin})
    assert answer.status_code == 422
    assert words in answer.text
    assert row().locked_at is None
    assert db.session.scalars(select(SurveyOffer)).all() == []


def test_a_code_in_a_browser_where_somebody_is_signed_in_asks_for_a_pin_first(browser: FlaskClient, year: Year) -> None:
    assert "Du är inloggad på den här enheten" in browser.get("/s").text
    code = year.code()
    assert browser.post("/s", data={"code": code, "pin": ""}).status_code == 422
    assert browser.post("/s", data={"code": code, "pin": PIN}).headers["Location"] == "/s/1"
    assert browser.get("/account").status_code == 303
    assert browser.get("/s/1").status_code == 200


def test_whoever_types_in_a_paper_stays_signed_in(browser: FlaskClient, year: Year) -> None:
    answer = browser.post("/s", data={"code": year.code(), "from_paper": "y"})
    assert answer.headers["Location"] == "/s/1"
    assert browser.get("/account").status_code == 200


def test_a_childs_own_browser_is_never_asked_for_a_pin(client: FlaskClient, year: Year) -> None:
    assert "pinkod" not in client.get("/s").text
    assert client.get("/unlock").headers["Location"] == "/sign-in"


def test_giving_and_taking_back_stand_on_the_trail(browser: FlaskClient, url: str) -> None:
    hand_over(browser, url)
    browser.post("/unlock", data={"pin": PIN})
    told = select(AuditEntry.event).where(AuditEntry.event.like("people:session:%")).order_by(AuditEntry.seq)
    actions = db.session.scalars(told).all()
    assert actions[-2:] == ["people:session:handed_over", "people:session:taken_back"]


def test_nobody_hands_over_somebody_elses_interview(year: Year, signed_in: Callable[[Person], FlaskClient]) -> None:
    stranger = signed_in(make.a_person(year.unit, *year.worker.roles))
    assert stranger.post(f"/interviews/{year.assignment.id}/child-survey/here", data={"pin": PIN}).status_code == 404
    assert row_of(stranger).locked_at is None


def row_of(_browser: FlaskClient) -> SignInSession:
    return db.session.scalars(select(SignInSession).order_by(SignInSession.created_at.desc()).limit(1)).one()
