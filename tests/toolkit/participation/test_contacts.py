"""The contact log: a mistaken try is taken out by its interviewer, with a line on the trail, and nothing else is."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_page
from toolkit import clock
from toolkit.access import Role
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Assignment, CycleState
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.participation import contacts
from toolkit.participation.models import ContactEntry
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


def an_assignment() -> tuple[Person, Assignment]:
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    return worker, make.an_assignment(make.a_child(make.a_cycle(unit, worker, interviewers=(worker,))), worker)


def a_try(worker: Person, assignment: Assignment) -> ContactEntry:
    return contacts.log(
        make.actor(worker), assignment, with_whom="child", channel="telephone", outcome="no_reply", at=clock.now(),
        note=make.CANARY,
    )  # fmt: skip


def test_a_mistaken_try_goes_and_the_trail_keeps_what_it_was(app: Flask) -> None:
    worker, assignment = an_assignment()
    wrong, right = a_try(worker, assignment), a_try(worker, assignment)
    contacts.remove(make.actor(worker), assignment, entry_id=wrong.id)
    db.session.commit()
    assert contacts.list_entries(assignment) == [right]
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "participation:contact:removed")).one()
    assert line.object_id == assignment.id
    assert (line.facts["who"], line.facts["outcome"]) == ("child", "no_reply")
    assert make.CANARY not in str(line.facts)


def test_a_try_of_another_interview_is_not_found(app: Flask) -> None:
    worker, assignment = an_assignment()
    colleague, other = an_assignment()
    theirs = a_try(colleague, other)
    with pytest.raises(NotFound):
        contacts.remove(make.actor(worker), assignment, entry_id=theirs.id)
    assert contacts.list_entries(other) == [theirs]


def test_what_the_report_has_counted_stays(app: Flask) -> None:
    worker, assignment = an_assignment()
    entry = a_try(worker, assignment)
    assignment.cycle.state = CycleState.REPORTED
    with pytest.raises(WrongState):
        contacts.remove(make.actor(worker), assignment, entry_id=entry.id)


def test_the_page_asks_before_it_takes_out(app: Flask, signed_in: SignIn) -> None:
    worker, assignment = an_assignment()
    entry = a_try(worker, assignment)
    browser, stranger = signed_in(worker), signed_in(make.a_person(make.a_unit(), Role.SOCIAL_WORKER))
    page = browser.get(f"/interviews/{assignment.id}/contact")
    inspect_page(page.text, page.headers)
    address = f"/interviews/{assignment.id}/contact/entries/{entry.id}/remove"
    assert address in page.text
    assert stranger.post(address).status_code == 404
    assert browser.post(address).status_code == 303
    assert address not in browser.get(f"/interviews/{assignment.id}/contact").text
    assert browser.post(address).status_code == 404
