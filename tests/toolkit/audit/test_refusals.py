"""A page that somebody asked for and did not get stands on the trail: who, which view, which id."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.factories import CANARY
from toolkit.access import Role
from toolkit.audit import refusals
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def worker(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.SOCIAL_WORKER)


def refused() -> list[AuditEntry]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.PAGE_REFUSED)))


def test_a_page_for_others_has_its_line(signed_in: SignIn, worker: Person) -> None:
    assert signed_in(worker).get(f"/admin/people/{worker.id}").status_code == 404
    (line,) = refused()
    assert (line.actor_id, line.object_id) == (worker.id, worker.id)
    assert line.facts == {"endpoint": "administration.person"}


def test_somebody_else_s_interview_has_its_line_also_when_it_was_to_be_changed(
    signed_in: SignIn, worker: Person
) -> None:
    foreign = uuid.uuid4()
    assert signed_in(worker).get(f"/interviews/{foreign}").status_code == 404
    assert signed_in(worker).post(f"/interviews/{foreign}/booking").status_code == 404
    assert [(line.object_id, line.facts["endpoint"]) for line in refused()] == [
        (foreign, "interviews.show"),
        (foreign, "interviews.booking"),
    ]


def test_no_line_for_an_address_that_is_not_there_nor_for_nobody(
    signed_in: SignIn, client: FlaskClient, worker: Person
) -> None:
    assert signed_in(worker).get("/no/such/page").status_code == 404
    assert signed_in(worker).get("/account").status_code == 200
    client.get(f"/admin/people/{worker.id}")
    client.post(f"/admin/people/{worker.id}")
    assert refused() == []


def test_the_words_for_it_stand_in_the_log(signed_in: SignIn, worker: Person) -> None:
    boss = signed_in(make.a_person(worker.unit, Role.ADMINISTRATOR))
    boss.get(f"/admin/people/{uuid.uuid4()}")
    shown = boss.get("/admin/log").text
    assert "/admin/people/…" in shown


def forms_refused(app: Flask, client: FlaskClient, times: int, *, to: str = "/account/mail") -> list[AuditEntry]:
    """What stands on the trail after so many forms without their page's token."""
    app.config["WTF_CSRF_ENABLED"] = True
    statuses = {client.post(to, data={"address": CANARY}).status_code for _ in range(times)}
    assert statuses == {400}
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.FORM_REFUSED)))


def test_a_form_that_no_page_of_ours_sent_has_its_line_and_nothing_of_what_it_said(
    app: Flask, signed_in: SignIn, worker: Person
) -> None:
    (line,) = forms_refused(app, signed_in(worker), 1)
    assert (line.actor_id, line.facts) == (worker.id, {"endpoint": "mail.choose"})


def test_whoever_sends_many_has_so_many_lines_an_hour_and_others_have_theirs(
    app: Flask, signed_in: SignIn, worker: Person
) -> None:
    client, other = signed_in(worker), signed_in(make.a_person(worker.unit, Role.SOCIAL_WORKER))
    assert len(forms_refused(app, client, refusals.MOST_AN_HOUR + 3)) == refusals.MOST_AN_HOUR
    assert len(forms_refused(app, other, 1)) == refusals.MOST_AN_HOUR + 1


def test_nobody_in_particular_leaves_no_line(app: Flask, client: FlaskClient, worker: Person) -> None:
    assert forms_refused(app, client, 2, to="/sign-in") == []


def choices_refused() -> list[AuditEntry]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.CHOICE_REFUSED)))


def send_choice(client: FlaskClient, purpose: str) -> int:
    return client.post("/admin/people/new", data={"name": "Bo Al", "username": "bo.al", "roles": purpose}).status_code


def test_a_choice_that_no_page_offers_has_its_line_and_nothing_of_what_it_was(
    signed_in: SignIn, worker: Person
) -> None:
    boss = make.a_person(worker.unit, Role.ADMINISTRATOR)
    assert send_choice(signed_in(boss), CANARY) == 422
    (line,) = choices_refused()
    assert (line.actor_id, line.object_id) == (boss.id, None)
    assert line.facts == {"endpoint": "administration.new_person"}
    assert "inte erbjöd" in signed_in(boss).get("/admin/log").text


def test_a_slip_is_no_such_line(signed_in: SignIn, worker: Person) -> None:
    boss = signed_in(make.a_person(worker.unit, Role.ADMINISTRATOR))
    assert boss.post("/admin/people/new", data={"name": "", "username": ""}).status_code == 422
    assert choices_refused() == []


def test_many_forged_choices_are_so_many_lines_an_hour(signed_in: SignIn, worker: Person) -> None:
    boss = signed_in(make.a_person(worker.unit, Role.ADMINISTRATOR))
    for _ in range(refusals.MOST_AN_HOUR + 2):
        send_choice(boss, "x")
    assert len(choices_refused()) == refusals.MOST_AN_HOUR
