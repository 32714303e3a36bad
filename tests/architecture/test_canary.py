"""A canary stands in every sealed column and every name. After a walk through everything it has sung nowhere."""

import io
import itertools
import logging
import re
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none
from tests.factories import CANARY
from tests.speakers import handle
from tests.sweep import NOBODY, Town, list_addresses
from tests.world import STAFF_CANARY
from toolkit.access import allow_anyone
from toolkit.db import Base, db
from toolkit.jobs import queue
from toolkit.jobs.context import JobContext
from toolkit.jobs.worker import Worker
from toolkit.logs import JsonLines
from toolkit.operations import metrics
from toolkit.people.models import Person
from toolkit.vault.columns import SealedText

# The part of the name that is the same in every encoding that text is likely to be written in.
BYTES_OF_CHILD = CANARY.rpartition("-")[2].encode()
IN_HEX = CANARY.encode().hex()
NAMES = (CANARY, STAFF_CANARY)
ID = r"[0-9a-f]{8}-[0-9a-f]{4}-"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[io.StringIO]:
    """Everything that anybody logs, at every level, as our own lines and as plain ones with their stack traces."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    written = io.StringIO()
    handlers = [logging.StreamHandler(written), logging.StreamHandler(written)]
    handlers[0].setFormatter(JsonLines())
    root, ours = logging.getLogger(), logging.getLogger("barnens_roster")
    # SQLAlchemy repeats parameters when asked to echo at DEBUG; nobody may set that, and settings give no way to.
    levels = [(root, root.level), (ours, ours.level)]
    root.setLevel(logging.INFO)
    ours.setLevel(logging.DEBUG)
    for handler in handlers:
        root.addHandler(handler)
        ours.addHandler(handler)
    yield written
    for handler in handlers:
        root.removeHandler(handler)
        ours.removeHandler(handler)
    for logger, level in levels:
        logger.setLevel(level)


def test_the_canary_stands_in_every_sealed_column(town: Town) -> None:
    with town.app.app_context():
        for table in Base.metadata.sorted_tables:
            for column in table.c:
                if isinstance(column.type, SealedText):
                    values = db.session.scalars(sa.select(column)).all()
                    sings = any(CANARY in (value or "") or IN_HEX in (value or "") for value in values)
                    assert sings, f"plant it in {table.name}.{column.name}"


@pytest.mark.one_database
def test_nothing_sings_after_a_walk_through_everything(town: Town, heard: io.StringIO, tmp_path: Path) -> None:
    problems = [*_walk(town)]
    for name in NAMES:
        if name in heard.getvalue():
            line = next(line for line in heard.getvalue().splitlines() if name in line)
            problems.append(f"logged: {line[:300]}")
    assert '"event": "request"' in heard.getvalue(), "nothing was logged, so nothing was proved"
    expect_none([*problems, *_in_rows(town), *_in_files(tmp_path), *_in_metrics(town), *_in_lines(town, heard)])


def test_nothing_sings_when_the_program_breaks(town: Town, heard: io.StringIO) -> None:
    town.app.config["PROPAGATE_EXCEPTIONS"] = False

    @allow_anyone
    def breaks() -> str:
        child = CANARY
        db.session.execute(sa.text("INSERT INTO nowhere VALUES (:child)"), {"child": child})
        return child

    @allow_anyone
    def breaks_with_words() -> str:
        raise RuntimeError(CANARY)

    for view in (breaks, breaks_with_words):
        town.app.add_url_rule(f"/{view.__name__}", view.__name__, view, methods=["GET", "POST"])
    for name, method in itertools.product(("breaks", "breaks_with_words"), ("GET", "POST")):
        answer = town.browser(NOBODY).open(f"/{name}", method=method)
        assert answer.status_code == 500
        assert CANARY not in answer.get_data(as_text=True)
        assert "Traceback" not in answer.get_data(as_text=True)
    assert '"event": "failed"' in heard.getvalue()
    assert CANARY not in heard.getvalue()


def test_nothing_sings_when_a_job_fails(town: Town, heard: io.StringIO) -> None:
    def fails(_unit: JobContext) -> None:
        raise RuntimeError(CANARY)

    handle(town.app, "test:fails", fails, tries=1)
    ref = uuid.uuid4()
    with town.app.app_context():
        queue.enqueue(None, "test:fails", ref=ref)
        db.session.commit()
    Worker(town.app).run(until_idle=True)
    with town.app.app_context():
        job = queue.find_job("test:fails", ref=ref)
        assert job is not None
        assert job.state == "failed"
        db.session.rollback()
    assert '"event": "job"' in heard.getvalue()
    assert CANARY not in heard.getvalue()
    expect_none(_in_rows(town))


NOT_NOW = "Det går inte just nu"  # the heading of the error page for 409


def _walk(town: Town) -> Iterator[str]:
    """Everybody at every door; addresses, redirects and refusals are listened to."""
    for address in list_addresses(town.app):
        for who in (*town.world.people, NOBODY):
            if town.app.config["TESTING"] and not (is_welcome(address, who) or who in {"colleague", NOBODY}):
                continue  # test_access.py tries the rest; here one refusal of each kind is enough
            answer = town.visit(address, who)
            told = [town.url(address, whose="here"), answer.headers.get("Location", "")]
            # A form that came back shows what stands there to somebody who may read it; an error page never does.
            is_own_page = answer.status_code == 409 and is_welcome(address, who) and NOT_NOW not in answer.text
            if not is_own_page and answer.status_code in {400, 401, 404, 405, 409, 413, 500, 503, 507}:
                told.append(answer.get_data(as_text=True))
            yield from (f"{who}: {address} says {CANARY} ({answer.status_code})" for text in told if CANARY in text)
        if address.method != "GET":
            town.restore()


def _in_metrics(town: Town) -> Iterator[str]:
    """Figures for a watcher hold no id and no name, whatever was asked for."""
    with town.app.app_context():
        figures = metrics.METRICS.get().write().decode()
    assert "roster_requests_total" in figures, "nothing was counted, so nothing was proved"
    for line in figures.splitlines():
        if any(word in line for word in NAMES) or re.search(ID, line):
            yield f"a figure tells: {line}"


def _in_lines(town: Town, heard: io.StringIO) -> Iterator[str]:
    """A line of the log that may leave the house holds no person's own id, and nobody's address."""
    with town.app.app_context():
        people = [str(person_id) for person_id in db.session.scalars(sa.select(Person.id))]
    lines = [line for line in heard.getvalue().splitlines() if line.startswith("{")]
    assert any('"event": "trail"' in line for line in lines), "nothing was told of the trail"
    for line in lines:
        if "127.0.0.1" in line or any(person in line for person in people):
            yield f"logged: {line[:300]}"


def _in_rows(town: Town) -> Iterator[str]:
    """What the database holds, as it holds it: no column opens by itself here."""
    with town.app.app_context(), db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(sa.text(f'SELECT * FROM "{table.name}"')):  # noqa: S608
                values = [bytes(value) if isinstance(value, memoryview) else value for value in row]
                if any(BYTES_OF_CHILD in str(value).encode() for value in values):
                    yield f"readable in a row of {table.name}"
                if table.name in {"job", "audit_entry"} and any(STAFF_CANARY in str(value) for value in values):
                    yield f"a name in a row of {table.name}"


def _in_files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and BYTES_OF_CHILD in path.read_bytes():
            yield f"readable in {path.relative_to(folder)}"
