"""Each person chooses whether mail comes; the administrator sees in a sentence whether it does."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.mail.lab import mail_settings
from toolkit import clock, config
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, Overtaken, WrongState
from toolkit.jobs.models import Job
from toolkit.mail import choosing
from toolkit.mail.models import Failure, Mail, MailChoice, MailKind, MailState
from toolkit.mail.wording import FAILURES
from toolkit.people.models import Person

SignedIn = Callable[[Person], FlaskClient]
ADDRESS = "chefen@norrvik.example"


@pytest.fixture
def administrator(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR)


@pytest.fixture
def server(app: Flask) -> None:
    config.SETTINGS.put(replace(config.current(), mail=mail_settings(2525)))


def test_no_choice_is_no_mail_and_an_empty_address_takes_it_back(administrator: Person) -> None:
    actor = make.actor(administrator)
    assert choosing.find_own(actor) is None
    choosing.choose(actor, address=ADDRESS, reminders=True, version=0)
    row = choosing.find_own(actor)
    assert row
    assert (row.address, row.reminders, row.version) == (ADDRESS, True, 1)
    choosing.choose(actor, address="", reminders=False, version=1)
    assert choosing.find_own(actor) is None


def test_what_cannot_be_is_said_beside_its_field(administrator: Person) -> None:
    actor = make.actor(administrator)
    for address in ("chefen", "a@b.example\r\nBcc: c@d.example"):
        with pytest.raises(InvalidInput, match="such as"):
            choosing.choose(actor, address=address, reminders=False, version=0)
    with pytest.raises(InvalidInput, match="need an address"):
        choosing.choose(actor, address="", reminders=True, version=0)
    choosing.choose(actor, address=ADDRESS, reminders=False, version=0)
    with pytest.raises(Overtaken):
        choosing.choose(actor, address=ADDRESS, reminders=True, version=0)


def test_every_failure_has_its_sentence() -> None:
    assert set(FAILURES) == set(Failure)


def test_the_page_of_ones_own(administrator: Person, signed_in: SignedIn, server: None) -> None:
    client = signed_in(administrator)
    page = client.get("/account/mail")
    inspect_page(page.text, page.headers)
    assert "Inga mejl skickas härifrån än" not in page.text
    wrong = client.post("/account/mail", data={"address": "fel", "version": "0"})
    assert wrong.status_code == 422
    assert "till exempel namn@norrvik.example" in wrong.text
    saved = client.post("/account/mail", data={"address": f" {ADDRESS} ", "reminders": "y", "version": "0"})
    assert saved.status_code == 303
    assert db.session.get(MailChoice, administrator.id).address == ADDRESS  # type: ignore[union-attr]
    late = client.post("/account/mail", data={"address": "annan@norrvik.example", "version": "0"})
    assert late.status_code == 409
    assert "Ett annat fönster hann spara först" in late.text


def test_without_a_server_the_pages_say_so(administrator: Person, signed_in: SignedIn) -> None:
    client = signed_in(administrator)
    assert "Inga mejl skickas härifrån än" in client.get("/account/mail").text
    page = client.get("/admin/mail")
    inspect_page(page.text, page.headers)
    assert "Ingen e-postserver är angiven" in page.text
    refused = client.post("/admin/mail/test")
    assert refused.status_code == 409
    assert "Ange en med BR_MAIL_HOST" in refused.text


def test_a_test_mail_goes_to_whoever_asks_and_is_sent_by_the_worker(
    administrator: Person, signed_in: SignedIn, server: None
) -> None:
    client = signed_in(administrator)
    assert "Skriv din egen e-postadress först" in client.get("/admin/mail").text
    assert client.post("/admin/mail/test").status_code == 409
    choosing.choose(make.actor(administrator), address=ADDRESS, reminders=False, version=0)
    db.session.commit()
    assert client.post("/admin/mail/test").status_code == 303
    (mail,) = db.session.scalars(sa.select(Mail))
    assert (mail.kind, mail.state, mail.person_id) == (MailKind.TEST, MailState.WAITING, administrator.id)
    (job,) = db.session.scalars(sa.select(Job))
    assert (job.kind, job.ref, job.is_brief) == ("mail:send", mail.id, True)
    assert "1 mejl väntar på att skickas" in client.get("/admin/mail").text


def test_the_last_failure_stands_in_a_plain_sentence_until_a_mail_is_sent(
    administrator: Person, signed_in: SignedIn, server: None
) -> None:
    failed = make.add(
        Mail(
            person_id=administrator.id,
            kind=MailKind.TEST,
            state=MailState.WAITING,
            failure=Failure.WRONG_PASSWORD,
            tried_at=clock.now(),
        )
    )
    client = signed_in(administrator)
    page = client.get("/admin/mail")
    inspect_page(page.text, page.headers)
    assert "E-postservern godtog inte användaren eller lösenordet." in page.text
    assert "lösenord" in page.text
    make.add(Mail(person_id=administrator.id, kind=MailKind.TEST, state=MailState.SENT, sent_at=clock.now()))
    failed.tried_at = failed.created_at
    db.session.commit()
    assert "Det senaste mejlet skickades inte" not in client.get("/admin/mail").text


def test_only_an_administrator_looks_or_tries(app: Flask, server: None) -> None:
    leader = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    for act in (choosing.health, choosing.send_test):
        with pytest.raises(NotFound):
            act(leader)


def test_a_test_needs_a_server(administrator: Person) -> None:
    with pytest.raises(WrongState, match="No mail server"):
        choosing.send_test(make.actor(administrator))
