"""The head of the trail reaches a file, syslog and a mailbox; one way that is closed keeps no other back."""

import dataclasses
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.toolkit.mail import post_office
from tests.toolkit.mail.lab import mail_settings
from tests.wall_clock import ahead
from toolkit import config
from toolkit.audit import chain, comparing, trail
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db, reading
from toolkit.errors import InvalidInput
from toolkit.findings import Level
from toolkit.installation import current
from toolkit.jobs import registry
from toolkit.jobs.context import JobContext, Postponed
from toolkit.jobs.daily import NOTHING
from toolkit.jobs.leases import claim
from toolkit.jobs.queue import enqueue
from toolkit.monitoring_settings import MonitoringSettings
from toolkit.operations import head_check, head_sending

KIND = "audit:head"


def set_ways(**ways: object) -> None:
    mail = ways.pop("mail", None)
    made = MonitoringSettings(**ways)  # type: ignore[arg-type]
    config.SETTINGS.put(dataclasses.replace(config.current(), monitoring=made, mail=mail), current())  # type: ignore[arg-type]


def some_lines(number: int) -> chain.Head:
    for each in range(number):
        trail.record(None, Event.RECORDING_LISTENED, number=each)
    db.session.commit()
    return trail.read_head(db.session())


def send() -> Postponed:
    """Do the job as a worker does; when it wants to be done next."""
    enqueue(None, KIND, ref=NOTHING)
    db.session.commit()
    held = claim("somebody", kinds=[KIND], lease=timedelta(minutes=1))
    assert held is not None
    with reading(), pytest.raises(Postponed) as ended:
        head_sending.handle(JobContext(held, lost=threading.Event(), stop=threading.Event()))
    return ended.value


def acts() -> list[tuple[str, str]]:
    sent = sa.select(AuditEntry.event, AuditEntry.facts).where(AuditEntry.event.like("audit:head:%"))
    return sorted((event, facts["kind"]) for event, facts in db.session.execute(sent))


def levels() -> list[Level]:
    return [one.level for one in head_check.check()]


@pytest.fixture
def syslog() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(5)
        yield listening


def test_it_reaches_a_file_syslog_and_a_mailbox(app: Flask, tmp_path: Path, syslog: socket.socket) -> None:
    file, head = tmp_path / "heads.txt", some_lines(3)
    with post_office.opened(post_office.PostOffice()) as office:
        set_ways(
            head_file=file, head_syslog=f"127.0.0.1:{syslog.getsockname()[1]}", head_mail="it@norrvik.example",
            mail=mail_settings(office.port),
        )  # fmt: skip
        assert send().after == timedelta(days=1)
    assert acts() == [("audit:head:sent", way) for way in ("file", "mail", "syslog")]
    received = [file.read_text(), syslog.recv(4096).decode(), office.taken[0].get_content()]
    for text in received:
        assert str(head) in text
        assert comparing.compare(text).agrees
    assert received[1].startswith("<110>1 ")
    assert file.stat().st_mode & 0o777 == 0o600
    assert levels() == [Level.OK]
    with ahead(head_check.LATE * 2):
        assert levels() == [Level.WARNING]


def test_each_day_adds_a_line(app: Flask, tmp_path: Path) -> None:
    set_ways(head_file=tmp_path / "heads.txt")
    some_lines(1)
    send()
    with ahead(timedelta(days=1, minutes=5)):
        send()
    assert len((tmp_path / "heads.txt").read_text().splitlines()) == 2
    found = comparing.compare((tmp_path / "heads.txt").read_text())
    assert (found.heads, found.agrees) == (2, True)


def test_a_way_that_is_closed_keeps_no_other_back_and_is_tried_soon(app: Flask, tmp_path: Path) -> None:
    some_lines(1)
    set_ways(head_file=tmp_path / "heads.txt", head_syslog=str(tmp_path / "no.socket"))
    assert send().after == head_sending.RETRY_AFTER
    assert acts() == [("audit:head:not_sent", "syslog"), ("audit:head:sent", "file")]
    assert "audit head" in (tmp_path / "heads.txt").read_text()


@pytest.mark.one_database
def test_nobody_is_told_anything_unless_a_way_is_named(app: Flask) -> None:
    some_lines(1)
    assert send().after == timedelta(days=1)
    assert (acts(), levels()) == ([], [Level.WARNING])


@pytest.mark.one_database
def test_what_could_not_be_sent_is_wrong_until_it_could(app: Flask, tmp_path: Path) -> None:
    some_lines(1)
    set_ways(head_file=tmp_path / "no" / "heads.txt")
    send()
    assert levels() == [Level.WRONG]
    (tmp_path / "no").mkdir()
    with ahead(head_sending.RETRY_AFTER):
        send()
        assert levels() == [Level.OK]


def test_a_tail_that_was_cut_off_shows_against_what_was_sent(app: Flask) -> None:
    some_lines(4)
    early, late = chain.Head(2, _hash(2)), trail.read_head(db.session())
    other = chain.Head(3, "a" * 64)
    assert comparing.compare(f"x {early} y\n{late}").agrees
    gone = chain.Head(late.seq + 1, "b" * 64)
    found = comparing.compare(f"{early} {other} {gone}")
    assert (found.heads, found.missing, found.agrees) == (3, (other, gone), False)
    assert found.verdict.is_whole


def _hash(seq: int) -> str:
    return db.session.scalars(sa.select(AuditEntry.hash).where(AuditEntry.seq == seq)).one()


@pytest.mark.one_database
def test_a_file_without_a_seal_is_refused(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        comparing.compare("1:abc and nothing else")
    (tmp_path / "heads.txt").write_text("nothing")
    refused = app.test_cli_runner().invoke(args=["audit", "compare", str(tmp_path / "heads.txt")])
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output


@pytest.mark.one_database
def test_the_command_compares_and_records_that(app: Flask, tmp_path: Path) -> None:
    head = some_lines(2)
    (tmp_path / "heads.txt").write_text(f"{head}\n")
    good = app.test_cli_runner().invoke(args=["audit", "compare", str(tmp_path / "heads.txt")])
    assert (good.exit_code, good.output.splitlines()[-1]) == (0, "1 kontrollsumma jämfördes.")
    (tmp_path / "heads.txt").write_text(f"{head}\n{chain.Head(9, 'c' * 64)}\n")
    bad = app.test_cli_runner().invoke(args=["audit", "compare", str(tmp_path / "heads.txt")])
    assert bad.exit_code == 1
    assert "rad 9" in bad.output
    assert trail.read_head(db.session()).seq == 4


@pytest.mark.one_database
def test_the_job_is_done_every_day(app: Flask) -> None:
    assert registry.handlers()[KIND].daily
