"""Sessions: how long one lives, what ends it, and what the browser and the database each hold."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests import factories as make
from tests.wall_clock import at
from toolkit import clock
from toolkit.access import Role
from toolkit.db import db
from toolkit.people import sessions
from toolkit.people.models import Person, SignInSession

BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
SignIn = Callable[[Person], FlaskClient]

pytestmark = pytest.mark.clock(BEGAN)


@pytest.fixture
def person(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR)


def _lives(app: Flask, token: str | None) -> bool:
    with app.test_request_context():
        return sessions.find_actor(token) is not None


def test_the_cookie_s_token_is_known_as_a_hash_only(person: Person) -> None:
    token = sessions.begin(person)
    row = db.session.scalars(select(SignInSession)).one()
    assert row.token_hash == sessions.digest(token)
    assert token not in str(vars(row))


def test_two_sign_ins_are_two_sessions(app: Flask, person: Person) -> None:
    first, second = sessions.begin(person), sessions.begin(person)
    sessions.end(first)
    assert not _lives(app, first)
    assert _lives(app, second)


def test_the_eleventh_ends_the_one_that_was_used_longest_ago_and_nobody_else_s(app: Flask, person: Person) -> None:
    other = sessions.begin(make.a_person(person.unit))
    mine = []
    for minute in range(sessions.MOST):
        with at(BEGAN + timedelta(minutes=minute)):
            mine.append(sessions.begin(person))
    with at(BEGAN + timedelta(minutes=30)):
        first = SignInSession.token_hash == sessions.digest(mine[0])
        db.session.execute(update(SignInSession).where(first).values(seen_at=clock.now()))
        newest = sessions.begin(person)
        alive = [_lives(app, token) for token in (*mine, newest, other)]
        assert len(sessions.list_open(person.id)) == sessions.MOST
    assert alive == [True, False, *[True] * sessions.MOST]


@pytest.mark.parametrize("token", [None, "", "nonsense", "å" * 40])
def test_whoever_has_no_token_is_nobody(app: Flask, person: Person, token: str | None) -> None:
    sessions.begin(person)
    assert not _lives(app, token)


def test_a_session_ends_after_two_idle_hours(app: Flask, person: Person) -> None:
    token = sessions.begin(person)
    with at(BEGAN + sessions.IDLE - timedelta(seconds=1)):
        assert _lives(app, token)
    with at(BEGAN + sessions.IDLE):
        assert not _lives(app, token)


def test_whoever_goes_on_working_stays_signed_in_for_twelve_hours_and_no_longer(
    signed_in: SignIn, person: Person
) -> None:
    browser = signed_in(person)
    for hours in range(1, 12):
        with at(BEGAN + timedelta(hours=hours)):
            assert browser.get("/account").status_code == 200
    with at(BEGAN + sessions.LIFETIME):
        assert browser.get("/account").status_code == 303


def test_a_page_moves_the_idle_limit_at_most_once_a_minute(signed_in: SignIn, person: Person) -> None:
    browser = signed_in(person)

    def seen_after(seconds: int) -> float:
        with at(BEGAN + timedelta(seconds=seconds)):
            browser.get("/account")
        db.session.expire_all()
        return (db.session.scalars(select(SignInSession.seen_at)).one() - BEGAN).total_seconds()

    assert [seen_after(30), seen_after(59), seen_after(60), seen_after(90), seen_after(120)] == [0, 0, 60, 60, 120]


def test_signing_out_elsewhere_keeps_this_browser(signed_in: SignIn, person: Person) -> None:
    here, there = signed_in(person), signed_in(person)
    assert here.post("/account/sign-out-elsewhere").status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303


def test_ending_all_leaves_other_people_alone(app: Flask, person: Person) -> None:
    mine, theirs = sessions.begin(person), sessions.begin(make.a_person(person.unit))
    sessions.end_all(person.id)
    assert not _lives(app, mine)
    assert _lives(app, theirs)


def test_a_session_that_has_ended_keeps_the_time_when_it_did(person: Person) -> None:
    token = sessions.begin(person)
    sessions.end(token)
    with at(BEGAN + timedelta(hours=1)):
        sessions.end(token)
        sessions.end_all(person.id)
    assert db.session.scalars(select(SignInSession.ended_at)).one() == BEGAN


def test_where_there_is_https_the_cookie_is_bound_to_the_host() -> None:
    assert sessions.cookie_name(secure=True) == "__Host-who"
    assert sessions.cookie_name(secure=False) == "who"


def test_signing_out_clears_what_was_shown_and_never_what_waits_in_the_browser(
    signed_in: SignIn, person: Person
) -> None:
    answer = signed_in(person).post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"'  # neither storage nor the cookies of neighbouring sites
