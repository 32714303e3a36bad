"""Whoever guesses waits, whoever belongs here gets in, and a wrong try is on the trail without what was typed."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.people import passwords, signin
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
NEW = "en helt annan lång mening"
WRONG = "fel lösenord som ingen har"
HERE, THERE = "192.0.2.7", "198.51.100.9"
BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.clock(BEGAN)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing takes no time here: what is tried is how often one may."""
    monkeypatch.setattr(passwords, "matches", lambda _kept, password: password == make.PASSWORD)


@pytest.fixture
def person(app: Flask) -> Person:
    found = make.a_person(make.a_unit(), Role.ADMINISTRATOR)
    db.session.commit()
    return found


def tries(client: FlaskClient, person: Person, password: str, *, place: str, times: int = 1) -> list[int]:
    """The answers to so many tries from a place: 303 is in, 422 is wrong, 409 is to wait."""
    sent = {"username": person.username, "password": password}
    where = {"REMOTE_ADDR": place}
    return [client.post("/sign-in", data=sent, environ_base=where).status_code for _ in range(times)]


def lines(event: Event) -> list[AuditEntry]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == event).order_by(AuditEntry.seq)))


def test_a_stranger_keeps_nobody_out_but_whoever_sits_at_the_same_place_on_a_new_browser(
    app: Flask, person: Person
) -> None:
    known = app.test_client()
    assert tries(known, person, make.PASSWORD, place=HERE) == [303]
    known.post("/sign-out")
    assert tries(app.test_client(), person, WRONG, place=HERE, times=8) == [422] * 5 + [409] * 3
    assert tries(app.test_client(), person, make.PASSWORD, place=HERE) == [409]
    assert tries(app.test_client(), person, make.PASSWORD, place=THERE) == [303], "from elsewhere"
    assert tries(known, person, make.PASSWORD, place=HERE) == [303], "on a browser that is known"


def test_a_stranger_who_goes_on_for_days_does_not_keep_the_person_out(app: Flask, person: Person) -> None:
    known = app.test_client()
    assert tries(known, person, make.PASSWORD, place=HERE) == [303]
    known.post("/sign-out")
    stranger = app.test_client()
    for number in range(20):
        assert tries(stranger, person, WRONG, place=f"203.0.113.{number}", times=5) == [422] * 5
    for hours in (20, 40, 60):
        with ahead(hours * HOUR):
            assert tries(stranger, person, WRONG, place=f"203.0.113.{hours}", times=2) == [422, 409]
    with ahead(60 * HOUR):
        assert tries(stranger, person, WRONG, place="203.0.113.99") == [409], "the name is guessed from everywhere"
        assert tries(known, person, make.PASSWORD, place=HERE) == [303]
        code = signin.issue_code(db.session.get_one(Person, person.id))
        db.session.commit()
        sent = {"username": person.username, "code": code, "new": NEW}
        assert app.test_client().post("/first-password", data=sent).status_code == 303, "and with a code on a new one"


def test_nobody_behind_an_address_locks_the_others_out(app: Flask, person: Person) -> None:
    colleague = make.a_person(person.unit, Role.SOCIAL_WORKER)
    db.session.commit()
    known = app.test_client()
    assert tries(known, colleague, make.PASSWORD, place=HERE) == [303]
    known.post("/sign-out")
    stranger = app.test_client()
    for number in range(20):
        tries(stranger, Person(username=f"gissat{number}"), WRONG, place=HERE, times=3)
    assert tries(stranger, Person(username="gissat"), WRONG, place=HERE) == [409]
    assert tries(known, colleague, make.PASSWORD, place=HERE) == [303]
    code = signin.issue_code(db.session.get_one(Person, person.id))
    db.session.commit()
    sent = {"username": person.username, "code": code, "new": NEW}
    answer = app.test_client().post("/first-password", data=sent, environ_base={"REMOTE_ADDR": HERE})
    assert answer.status_code == 303
    assert app.test_client().post("/s", data={"code": "XXXX-XXXX"}).status_code == 422, "children are counted apart"
    with ahead(timedelta(minutes=16)):
        assert tries(app.test_client(), person, make.PASSWORD, place=HERE) == [303]


def test_a_known_browser_is_slowed_too(app: Flask, person: Person) -> None:
    known = app.test_client()
    tries(known, person, make.PASSWORD, place=HERE)
    known.post("/sign-out")
    limit = signin.PER_KNOWN_BROWSER.free
    assert tries(known, person, WRONG, place=HERE, times=limit + 1) == [422] * limit + [409]
    assert tries(known, person, make.PASSWORD, place=THERE) == [409], "it is the browser that waits"
    assert tries(app.test_client(), person, make.PASSWORD, place=HERE) == [303]


def test_a_right_one_takes_back_what_was_counted(app: Flask, person: Person) -> None:
    for _ in range(3):
        assert tries(app.test_client(), person, WRONG, place=HERE, times=4) == [422] * 4
        assert tries(app.test_client(), person, make.PASSWORD, place=HERE) == [303]


def test_sixteen_guesses_at_once_are_five(app: Flask, person: Person) -> None:
    start, username = threading.Barrier(16), person.username
    db.session.rollback()

    def guess(_number: int) -> bool:
        """Whether the guess was looked at."""
        with app.app_context():
            start.wait()
            try:
                signin.sign_in(username, WRONG, place=HERE)
            except InvalidInput:
                return True
            except signin.LockedOut:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(guess, range(16))) == signin.PER_NAME_AND_PLACE.free
    assert len(lines(Event.SIGN_IN_FAILED)) == signin.PER_NAME_AND_PLACE.free
    assert len(lines(Event.SIGN_IN_LOCKED)) == 1


def test_wrong_tries_stand_on_the_trail_with_account_and_place_and_nothing_that_was_typed(
    app: Flask, person: Person
) -> None:
    typed = "min hemliga mening i fel ruta"
    tries(app.test_client(), person, WRONG, place=HERE, times=6)
    tries(app.test_client(), Person(username=typed), WRONG, place=THERE)
    failed, locked = lines(Event.SIGN_IN_FAILED), lines(Event.SIGN_IN_LOCKED)
    assert [line.object_id for line in failed] == [person.id] * 5 + [None]
    assert len({line.facts["place"] for line in failed}) == 2
    assert {line.facts["kind"] for line in failed} == {"password"}
    assert [line.object_id for line in locked] == [person.id]
    everything = " ".join(str(vars(line)) for line in (*failed, *locked))
    for secret in (typed, WRONG, person.username, HERE, THERE):
        assert secret not in everything


def test_wrong_codes_stand_there_too_and_stop_filling_it(app: Flask, person: Person) -> None:
    sent = {"username": person.username, "code": "0000-0000-0000-0000", "new": NEW}
    client = app.test_client()
    statuses = [client.post("/first-password", data=sent).status_code for _ in range(signin.WRONG_CODES.free + 3)]
    assert statuses == [422] * signin.WRONG_CODES.free + [409] * 3
    failed = lines(Event.SIGN_IN_FAILED)
    assert len(failed) == signin.WRONG_CODES.free
    assert {(line.object_id, line.facts["kind"]) for line in failed} == {(person.id, "one_time_code")}


def test_a_child_s_wrong_code_stands_there(client: FlaskClient) -> None:
    client.post("/s", data={"code": "XXXX-XXXX"})
    line = lines(Event.SIGN_IN_FAILED)[-1]
    assert (line.facts["kind"], line.object_id, line.actor_id) == ("survey_code", None, None)


def test_whoever_found_a_browser_open_cannot_guess_the_password_there(signed_in: SignIn, person: Person) -> None:
    browser, limit = signed_in(person), signin.PRESENT_PASSWORD.free
    sent = {"old": WRONG, "new": NEW}
    statuses = [browser.post("/account/password", data=sent).status_code for _ in range(limit + 1)]
    assert statuses == [422] * limit + [409]
    sent["old"] = make.PASSWORD
    assert browser.post("/account/password", data=sent).status_code == 409
    failed = lines(Event.SIGN_IN_FAILED)
    assert {(line.object_id, line.facts["kind"]) for line in failed} == {(person.id, "present_password")}
    with ahead(timedelta(minutes=1, seconds=1)):
        assert browser.post("/account/password", data=sent).status_code == 303


def test_a_password_that_is_changed_while_it_is_compared_lets_nobody_in(
    app: Flask, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare_and_change(_kept: str, _password: str) -> bool:
        with db.engine.begin() as elsewhere:
            elsewhere.execute(sa.update(Person).values(password_hash="$another"))
        return True

    username = person.username
    db.session.rollback()
    monkeypatch.setattr(passwords, "matches", compare_and_change)
    monkeypatch.setattr(passwords, "is_outdated", lambda _kept: False)
    with pytest.raises(InvalidInput):
        signin.sign_in(username, make.PASSWORD, place=HERE)
