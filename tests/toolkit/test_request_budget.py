"""Who asks by machine is braked, with words and a time; who works, streams and sends recordings never is."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from toolkit import access, request_budget
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.config import Settings
from toolkit.db import db
from toolkit.people.models import Person
from toolkit.request_budget import AT_ONCE, LIGHT, REMEMBERED, WHOLE, Budget

SignIn = Callable[[Person], FlaskClient]
A_MINUTE = 4


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def watch() -> Watch:
    return Watch()


def spend(budget: Budget, person: uuid.UUID, many: int, cost: float = WHOLE) -> int:
    """How many of so many were let through."""
    let = 0
    for _ in range(many):
        if not budget.wait(person):
            budget.spend(person, cost)
            let += 1
    return let


def test_some_minutes_worth_may_be_asked_for_at_once_and_then_so_much_a_minute(watch: Watch) -> None:
    budget, person = Budget(60, now=watch), uuid.uuid4()
    assert spend(budget, person, 1000) == 60 * AT_ONCE
    assert budget.wait(person) == pytest.approx(1.0)
    watch.at += 10
    assert spend(budget, person, 1000) == 10
    watch.at += 24 * 3600
    assert spend(budget, person, 1000) == 60 * AT_ONCE, "a quiet night gives no more than some minutes' worth"


def test_one_persons_pages_are_nobody_elses(watch: Watch) -> None:
    budget = Budget(60, now=watch)
    assert spend(budget, uuid.uuid4(), 1000) == spend(budget, uuid.uuid4(), 1000) == 60 * AT_ONCE


def test_a_seminar_with_thirty_windows_of_one_person_goes_on(watch: Watch) -> None:
    """Each window is opened anew, and draws a part three times a second for as long as a change comes each second."""
    budget, person = Budget(180, now=watch), uuid.uuid4()
    assert spend(budget, person, 30) == 30
    for _second in range(600):
        watch.at += 1
        assert spend(budget, person, 30, LIGHT) == 30


def test_what_is_remembered_is_bounded(watch: Watch) -> None:
    budget, first = Budget(60, now=watch), uuid.uuid4()
    spend(budget, first, 10)
    for _ in range(REMEMBERED):
        spend(budget, uuid.uuid4(), 1)
    assert len(budget) == REMEMBERED


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, requests_a_minute=A_MINUTE)


@pytest.fixture
def worker(app: Flask) -> Person:
    @access.allow_signed_in
    def part() -> str:
        return "<p>a part</p>"

    app.add_url_rule("/part", "part", part)
    return make.a_person(make.a_unit(), Role.SOCIAL_WORKER)


def test_pages_by_machine_are_braked_with_words_and_a_time(app: Flask, worker: Person, signed_in: SignIn) -> None:
    browser = signed_in(worker)
    answers = [browser.get("/account", headers={"X-Fragment": "1"}) for _ in range(A_MINUTE * AT_ONCE + 3)]
    assert {one.status_code for one in answers[: A_MINUTE * AT_ONCE]} == {200}, "no header makes a page cheap"
    refused = answers[-1]
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60 / A_MINUTE
    assert "sekunder går det igen" in refused.text
    assert "Gå till startsidan" in refused.text
    inspect_page(refused.text, refused.headers)
    as_json = browser.get("/account", headers={"Accept": "application/json"})
    assert (as_json.status_code, as_json.json["status"]) == (429, 429)  # type: ignore[index]  # it is JSON
    lines = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.PAGES_THROTTLED)).all()
    assert {(line.actor_id, line.facts["endpoint"]) for line in lines} == {(worker.id, "people.account")}
    db.session.rollback()
    assert signed_in(make.a_person(worker.unit, Role.SOCIAL_WORKER)).get("/account").status_code == 200


def test_what_was_typed_is_given_back(app: Flask, worker: Person, signed_in: SignIn) -> None:
    browser = signed_in(worker)
    for _ in range(A_MINUTE * AT_ONCE):
        browser.get("/account")
    refused = browser.post("/account/mail", data={"note": "Ett helt stycke som jag skrev."})
    assert refused.status_code == 429
    assert "Ett helt stycke som jag skrev." in refused.text


def test_parts_cost_little_and_visitors_nothing(app: Flask, worker: Person, signed_in: SignIn) -> None:
    browser, visitor = signed_in(worker), app.test_client()
    many = A_MINUTE * AT_ONCE * 3
    assert {browser.get("/part").status_code for _ in range(many)} == {200}
    assert {visitor.get("/sign-in").status_code for _ in range(many)} == {200}


def test_a_recording_on_its_way_in_is_never_braked(app: Flask, worker: Person, signed_in: SignIn) -> None:
    browser, talk = signed_in(worker), uuid.uuid4()
    for _ in range(A_MINUTE * AT_ONCE):
        browser.get("/account")
    assert browser.get("/account").status_code == 429
    assert browser.put(f"/interviews/{talk}/recordings/{talk}/chunks/1", data=b"x").status_code == 404
    assert browser.post(f"/interviews/{talk}/recordings/{talk}/finish").status_code == 404
    assert browser.get(f"/interviews/{talk}/token").status_code == 404


def test_what_is_not_counted_is_what_a_recording_needs(app: Flask) -> None:
    found = {name for name, view in app.view_functions.items() if getattr(view, "is_uncounted", False)}
    wanted = {"token", "open_recording", "resume", "put_chunk", "finish"}
    assert found == {f"recordings.{name}" for name in wanted}
    assert request_budget.LIGHT < WHOLE
