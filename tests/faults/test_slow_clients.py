"""Two hundred half requests and forty that dribble: everybody else is answered, and nothing half sent counts."""

import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.journeys.site import Site
from tests.slow_clients import Colleague, SlowClients

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ROUNDS = 20


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A running web server with one worker in it."""
    site = Site(tmp_path)
    site.start()
    yield site
    site.kill()


def count(site: Site, table: str) -> int:
    """How many rows there are, seen from outside."""
    with closing(sqlite3.connect(site.settings.database_url.removeprefix("sqlite:///"))) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own word


def test_everybody_else_is_answered_and_everything_is_saved(site: Site) -> None:
    colleague = Colleague(site)
    before = count(site, "audit_entry")
    with SlowClients(site.port, colleague.cookie):
        time.sleep(1)
        answers = [(colleague.health(), colleague.write()) for _ in range(ROUNDS)]
    assert answers == [(200, 303)] * ROUNDS
    assert count(site, "audit_entry") == before + ROUNDS


def test_a_form_that_breaks_off_is_not_saved(site: Site) -> None:
    colleague = Colleague(site)
    path = f"/interviews/{site.assignment_id}/notes"
    form = urlencode({"csrf_token": colleague.token, "version": "0", "text": "Hej hej"})
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {colleague.cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
    )
    with closing(socket.create_connection(("127.0.0.1", site.port))) as client:
        client.sendall(f"{head}{len(form) + 10}\r\n\r\n{form}".encode())
        time.sleep(0.5)
    time.sleep(1)
    assert count(site, "notes") == 0
    assert colleague.ask("POST", path, form)[0] == 303, "the same form, whole"
    assert count(site, "notes") == 1


def test_a_recording_that_breaks_off_leaves_nothing(site: Site) -> None:
    colleague = Colleague(site)
    start = (
        f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{colleague.token}\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.webm"\r\n\r\n'
    ).encode()
    head = (
        f"POST /interviews/{site.assignment_id}/recording HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {colleague.cookie}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 3000000\r\n\r\n"
    )
    before = {path for path in site.settings.vault.rglob("*") if path.is_file()}
    with closing(socket.create_connection(("127.0.0.1", site.port))) as client:
        client.sendall(head.encode() + start + b"a" * 2_000_000)
        time.sleep(0.5)
    time.sleep(1)
    assert count(site, "recording") == 0
    assert {path for path in site.settings.vault.rglob("*") if path.is_file()} == before
    assert colleague.write() == 303
