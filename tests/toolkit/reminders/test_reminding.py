"""What is due is said on the first page of whom it concerns, and mailed once a week to whoever chose that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions.models import Action, ActionState
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.toolkit.mail.lab import mail_settings
from tests.wall_clock import ahead
from toolkit import clock, config
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.jobs.models import Job
from toolkit.mail.models import Mail, MailChoice, MailKind
from toolkit.people.models import Person
from toolkit.reminders import due, mailing
from toolkit.reminders.due import ReminderKind

SignIn = Callable[[Person], FlaskClient]
OVERDUE = timedelta(days=3)


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"))


@pytest.fixture
def action(seminar: Seminar) -> Action:
    return promising.an_action(seminar, responsible=seminar.worker.name)


def kinds(actor: Actor) -> list[tuple[str, int]]:
    return [(reminder.kind.value, reminder.count) for reminder in due.list_due(actor)]


def test_the_leader_hears_of_the_units_and_a_worker_of_their_own(seminar: Seminar, action: Action) -> None:
    owner, other = make.actor(seminar.worker), make.actor(make.a_person(seminar.unit, Role.SOCIAL_WORKER))
    stranger = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    assert action.responsible_id == seminar.worker.id
    with ahead(OVERDUE):
        for actor in (seminar.decides, seminar.leads, owner):
            assert kinds(actor) == [("action_overdue", 1)], actor.roles
        assert kinds(other) == kinds(stranger) == []


def test_what_is_done_waits_for_somebody_else(seminar: Seminar, action: Action) -> None:
    promising.tell(seminar, action, ActionState.DONE)
    assert kinds(seminar.leads) == [(ReminderKind.ACTION_TO_CONFIRM.value, 1)]
    assert kinds(seminar.decides) == [], "whoever said that it is done does not confirm it"
    promising.confirm(seminar, action)
    assert kinds(seminar.leads) == []


def test_a_first_page_says_it_kindly(seminar: Seminar, action: Action, signed_in: SignIn) -> None:
    action.due = clock.today() - OVERDUE
    for who, address in ((seminar.worker, "/my-interview"), (seminar.facilitator, f"/cycles/{seminar.cycle.id}")):
        page = signed_in(who).get(address)
        inspect_page(page.text, page.headers)
        assert "1 löfte skulle ha följts upp. I dag är också en bra dag." in page.text, address


@pytest.fixture
def server(app: Flask) -> None:
    config.SETTINGS.put(replace(config.current(), mail=mail_settings(2525)))


def choose(person: Person, *, reminders: bool = True) -> None:
    make.add(MailChoice(person_id=person.id, address="namn@norrvik.example", reminders=reminders))


def test_whoever_chose_it_is_mailed_once_a_week(seminar: Seminar, action: Action, server: None) -> None:
    choose(seminar.leader)
    choose(seminar.facilitator, reminders=False)
    assert mailing.remind() == 1
    (mail,) = db.session.scalars(sa.select(Mail))
    assert (mail.person_id, mail.kind) == (seminar.leader.id, MailKind.FOLLOW_UP)
    assert [(job.kind, job.ref) for job in db.session.scalars(sa.select(Job))] == [("mail:send", mail.id)]
    assert mailing.remind() == 0
    with ahead(timedelta(days=6)):
        assert mailing.remind() == 0
    with ahead(timedelta(days=8)):
        assert mailing.remind() == 1


def test_nobody_is_mailed_when_nothing_presses_or_no_server_is_set(seminar: Seminar, action: Action) -> None:
    choose(seminar.leader)
    assert mailing.remind() == 0, "no server"
    config.SETTINGS.put(replace(config.current(), mail=mail_settings(2525)))
    action.due = clock.today() + timedelta(days=12)
    db.session.flush()
    assert kinds(seminar.decides) == [("action_due", 1)], "the page says it"
    assert mailing.remind() == 0, "and mail waits until it is near"
    seminar.leader.is_active = False
    action.due = clock.today()
    db.session.flush()
    assert mailing.remind() == 0
