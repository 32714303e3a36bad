"""Mail against a real server: encrypted or not at all, tried again, at most one too many, none lost without a word."""

import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.factories import CANARY
from tests.network import offline_environment
from tests.toolkit.mail.lab import mail_settings
from tests.toolkit.mail.post_office import PASSWORD, USER, PostOffice, free_port, make_certificate, opened
from tests.wall_clock import ahead
from toolkit import config
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.config import Settings
from toolkit.db import db
from toolkit.jobs import queue
from toolkit.jobs.models import Job
from toolkit.jobs.worker import Worker
from toolkit.mail import sending
from toolkit.mail.models import Failure, Mail, MailChoice, MailKind, MailState
from toolkit.mail_settings import Encryption
from toolkit.people.models import Person

ROOT = Path(__file__).parents[3]
LATER = timedelta(hours=2)

pytestmark = pytest.mark.one_database


@pytest.fixture
def reader(app: Flask) -> Person:
    person = make.a_person(make.a_unit(), Role.UNIT_LEADER, name=CANARY)
    make.add(MailChoice(person_id=person.id, address="chefen@norrvik.example", reminders=True))
    return person


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with opened(PostOffice()) as office:
        yield office


@pytest.fixture
def send(app: Flask, settings: Settings, reader: Person) -> Callable[..., Mail]:
    """`send(port)` asks for a mail, lets a worker empty the queue, and returns the mail as it then is."""

    def run(port: int, *, kind: MailKind = MailKind.FOLLOW_UP, **server: object) -> Mail:
        config.SETTINGS.put(replace(settings, mail=mail_settings(port, **server)))
        sending.ask_for(None, reader.id, kind=kind)
        return work(app)

    return run


def work(app: Flask) -> Mail:
    """What a worker makes of the queue."""
    db.session.commit()
    Worker(app).run(until_idle=True)
    db.session.rollback()
    mail = db.session.scalars(sa.select(Mail)).one()
    db.session.refresh(mail)
    db.session.expunge(mail)
    db.session.rollback()
    return mail


def test_a_mail_says_that_something_waits_and_where_and_nothing_more(
    send: Callable[..., Mail], office: PostOffice
) -> None:
    mail = send(office.port)
    (got,) = office.taken
    assert (mail.state, mail.failure, got["To"]) == (MailState.SENT, None, "chefen@norrvik.example")
    assert str(got["From"]) == "Barnens röster <roster@norrvik.example>"
    assert got["Subject"] == "Barnens röster: något att följa upp"
    assert got["Message-ID"] == f"<{mail.id}@norrvik.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    first, empty, *_ = got.get_content().splitlines()
    assert (first, empty) == ("Det finns något att följa upp. Logga in: https://roster.example", "")
    assert CANARY not in got.as_string() + got.get_content()


def test_the_job_holds_ids_and_the_trail_a_line(send: Callable[..., Mail], office: PostOffice) -> None:
    mail = send(office.port)
    job = db.session.scalars(sa.select(Job)).one()
    assert (job.kind, job.ref, job.reason, job.progress) == ("mail:send", mail.id, None, {})
    acts = sa.select(AuditEntry).where(AuditEntry.event == Event.MAIL_SENT)
    line = db.session.scalars(acts).one()
    assert (line.actor_id, line.object_id, line.facts) == (None, mail.id, {})


def test_a_server_that_is_down_is_tried_again_until_it_is_there(
    send: Callable[..., Mail], app: Flask, office: PostOffice
) -> None:
    nobody = send(free_port())
    assert (nobody.state, nobody.failure, nobody.begun) == (MailState.WAITING, Failure.SERVER_AWAY, 0)
    config.SETTINGS.put(replace(config.current(), mail=mail_settings(office.port)))
    assert work(app).state is MailState.WAITING, "not at once"
    with ahead(LATER):
        assert work(app).state is MailState.SENT
    assert len(office.taken) == 1


def test_after_two_days_a_mail_is_given_up_and_says_so(send: Callable[..., Mail], app: Flask) -> None:
    send(free_port())
    with ahead(timedelta(days=3)):
        mail = work(app)
    assert (mail.state, mail.failure) == (MailState.FAILED, Failure.SERVER_AWAY)
    job = queue.find_job(sending.SEND, ref=mail.id)
    assert job
    assert (job.state, job.reason) == ("failed", "mail_server_away")


def test_4xx_is_patience_and_then_it_is_accepted(send: Callable[..., Mail], app: Flask, office: PostOffice) -> None:
    office.to_recipients = ["450 Greylisted, come again"]
    office.answers = ["451 Not now"]
    assert send(office.port).failure is Failure.LATER
    with ahead(timedelta(minutes=10)):
        put_off = work(app)
        assert (put_off.failure, put_off.begun) == (Failure.LATER, 0), "it was answered, so nothing is in doubt"
    with ahead(timedelta(minutes=20)):
        assert work(app).state is MailState.SENT
    assert len(office.taken) == 1


@pytest.mark.parametrize(
    ("recipient", "answer", "failure"),
    [("550 No such user", "", Failure.RECIPIENT_REFUSED), ("", "554 Spam", Failure.REFUSED)],
)
def test_5xx_is_an_end(
    send: Callable[..., Mail], office: PostOffice, recipient: str, answer: str, failure: Failure
) -> None:
    office.to_recipients, office.answers = [each for each in (recipient,) if each], [each for each in (answer,) if each]
    mail = send(office.port)
    assert (mail.state, mail.failure) == (MailState.FAILED, failure)
    assert not office.taken


def test_a_way_by_starttls_with_a_login(send: Callable[..., Mail], tmp_path: Path) -> None:
    with opened(PostOffice(), starttls=make_certificate(tmp_path), login=True) as office:
        encrypted = {"encryption": Encryption.STARTTLS, "authorities": tmp_path / "cert.pem"}
        mail = send(office.port, user=USER, password=PASSWORD, **encrypted)
        assert (mail.state, mail.failure) == (MailState.SENT, None)
        assert len(office.taken) == 1


def test_a_way_by_tls(send: Callable[..., Mail], tmp_path: Path) -> None:
    with opened(PostOffice(), tls=make_certificate(tmp_path)) as office:
        mail = send(office.port, encryption=Encryption.TLS, authorities=tmp_path / "cert.pem")
    assert (mail.state, mail.failure, len(office.taken)) == (MailState.SENT, None, 1)


def test_no_starttls_on_offer_and_nothing_is_said(send: Callable[..., Mail], office: PostOffice) -> None:
    mail = send(office.port, encryption=Encryption.STARTTLS, user=USER, password=PASSWORD)
    assert (mail.state, mail.failure) == (MailState.WAITING, Failure.NO_STARTTLS)
    assert not office.taken


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    send: Callable[..., Mail], tmp_path: Path, encryption: Encryption
) -> None:
    certificate = make_certificate(tmp_path)
    ways: dict[str, ssl.SSLContext] = {encryption.value: certificate}
    with opened(PostOffice(), **ways) as office:  # type: ignore[arg-type]  # starttls or tls
        assert send(office.port, encryption=encryption).failure is Failure.CERTIFICATE


def test_a_wrong_password_waits_for_the_administrator(send: Callable[..., Mail], tmp_path: Path) -> None:
    with opened(PostOffice(), starttls=make_certificate(tmp_path), login=True) as office:
        encrypted = {"encryption": Encryption.STARTTLS, "authorities": tmp_path / "cert.pem"}
        mail = send(office.port, user=USER, password="fel", **encrypted)
        assert (mail.state, mail.failure, office.taken) == (MailState.WAITING, Failure.WRONG_PASSWORD, [])


def test_a_server_that_lets_nobody_sign_in_does_too(send: Callable[..., Mail], office: PostOffice) -> None:
    mail = send(office.port, user=USER, password=PASSWORD)
    assert (mail.state, mail.failure, office.taken) == (MailState.WAITING, Failure.NO_LOGIN, [])


def test_what_the_server_took_and_did_not_confirm_is_sent_once_more_and_no_third_time(
    send: Callable[..., Mail], app: Flask, office: PostOffice
) -> None:
    office.drops = 5
    assert send(office.port).begun == 1
    for hours in range(1, 5):
        with ahead(timedelta(hours=hours)):
            mail = work(app)
    assert (mail.state, mail.failure) == (MailState.FAILED, Failure.INTERRUPTED)
    assert [got["Message-ID"] for got in office.taken] == [f"<{mail.id}@norrvik.example>"] * 2


def test_one_that_has_left_or_has_no_address_gets_none(
    send: Callable[..., Mail], office: PostOffice, reader: Person
) -> None:
    reader.is_active = False
    mail = send(office.port)
    assert (mail.state, mail.failure, office.taken) == (MailState.FAILED, Failure.NO_ADDRESS, [])


def test_a_mail_that_waited_for_the_server_goes_as_soon_as_another_one_has(
    send: Callable[..., Mail], app: Flask, reader: Person, office: PostOffice
) -> None:
    send(office.port, encryption=Encryption.STARTTLS)
    config.SETTINGS.put(replace(config.current(), mail=mail_settings(office.port)))
    sending.ask_for(None, reader.id, kind=MailKind.TEST)
    db.session.commit()
    Worker(app).run(until_idle=True)
    db.session.rollback()
    assert set(db.session.scalars(sa.select(Mail.state))) == {MailState.SENT}


@pytest.mark.slow
def test_a_worker_that_is_killed_in_mid_send_leaves_one_mail_too_many_at_most(
    app: Flask, settings: Settings, reader: Person, office: PostOffice
) -> None:
    sending.ask_for(None, reader.id, kind=MailKind.FOLLOW_UP)
    db.session.commit()
    url = db.engine.url.render_as_string(hide_password=False)
    killed: list[int] = []

    def kill() -> None:
        if not killed:
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    office.when_taken = kill
    command = [sys.executable, "-m", "tests.toolkit.mail.lab", url, str(office.port)]
    worker = subprocess.Popen(command, cwd=ROOT, env=offline_environment())
    assert worker.wait(timeout=60) == -signal.SIGKILL
    config.SETTINGS.put(replace(settings, mail=mail_settings(office.port)))
    mail = work(app)
    assert (mail.state, mail.failure, mail.begun) == (MailState.SENT, None, 2)
    assert {got["Message-ID"] for got in office.taken} == {f"<{mail.id}@norrvik.example>"}
    assert len(office.taken) == 2, "the one that nobody had confirmed, and one more"
    with ahead(LATER):
        work(app)
    assert len(office.taken) == 2
