"""What leaves in the log: a line per request and per line of the trail, with pseudonyms that change with the month."""

import json
import logging
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from toolkit import logs
from toolkit.access import Role
from toolkit.audit import chain, resolving, rows, trail, verifying
from toolkit.audit.events import Event
from toolkit.audit.trail import read_head
from toolkit.config import Settings
from toolkit.db import db
from toolkit.monitoring_settings import MonitoringSettings
from toolkit.people.models import Person
from toolkit.vault import pseudonyms

MAY = date(2026, 5, 1)
pytestmark = pytest.mark.clock(datetime(2026, 5, 20, 9, tzinfo=UTC))


class Collector(logging.Handler):
    """Everything that is said, as a SIEM would read it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, object]] = []
        self.setFormatter(logs.JsonLines("barnens-roster-web"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))

    def of(self, event: str) -> list[dict[str, object]]:
        return [line for line in self.lines if line["event"] == event]


@pytest.fixture
def said() -> Iterator[Collector]:
    collector, level = Collector(), logs.log.level
    logs.log.addHandler(collector)
    logs.log.setLevel(logging.INFO)
    yield collector
    logs.log.removeHandler(collector)
    logs.log.setLevel(level)


@pytest.fixture
def person(app: Flask) -> Person:
    made = make.a_person(make.a_unit(), Role.ADMINISTRATOR, name="Alva Ström")
    db.session.commit()
    return made


def test_a_request_says_who_and_from_where_by_pseudonym(
    person: Person, signed_in: Callable[[Person], FlaskClient], client: FlaskClient, said: Collector
) -> None:
    signed_in(person).get("/admin/people", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    client.get("/sign-in", environ_base={"REMOTE_ADDR": "192.0.2.8"})
    with_account, without = said.of("request")
    assert with_account["who"] == pseudonyms.of_id(person.id)
    assert (with_account["from"], without["who"]) == (pseudonyms.of_address("192.0.2.7"), None)
    assert without["from"] != with_account["from"]
    assert "192.0.2" not in json.dumps(said.lines)
    assert str(person.id) not in json.dumps(said.lines)
    assert {line["program"] for line in said.lines} == {"barnens-roster-web"}


def test_a_line_of_the_trail_is_said_once_it_is_committed(person: Person, said: Collector) -> None:
    about, other = uuid.uuid4(), uuid.uuid4()
    trail.record(make.actor(person), Event.RECORDING_LISTENED, about, number=3, child=other)
    assert said.of("trail") == []
    db.session.commit()
    (line,) = said.of("trail")
    assert line["act"] == Event.RECORDING_LISTENED
    assert (line["who"], line["about"]) == (pseudonyms.of_id(person.id), pseudonyms.of_id(about))
    assert line["facts"] == {"number": 3, "child": pseudonyms.of_id(other)}
    assert chain.Head.parse(str(line["head"])) == read_head(db.session()) == verifying.verify().head


def test_what_is_rolled_back_is_never_said(person: Person, said: Collector) -> None:
    trail.record(make.actor(person), Event.RECORDING_LISTENED)
    db.session.rollback()
    trail.record(make.actor(person), Event.LOG_READ, page=1)
    db.session.commit()
    assert [line["act"] for line in said.of("trail")] == [Event.LOG_READ]


@pytest.mark.one_database
def test_a_pseudonym_holds_for_a_month_and_for_one_kind_of_thing(app: Flask) -> None:
    someone = uuid.uuid4()
    assert pseudonyms.of_id(someone) == pseudonyms.of_id(someone, on=MAY)
    assert pseudonyms.of_id(someone) != pseudonyms.of_id(someone, on=date(2026, 6, 1))
    assert pseudonyms.of_id(someone) != pseudonyms.of_id(uuid.uuid4())
    assert pseudonyms.of_address(str(someone))[2:] != pseudonyms.of_id(someone)[2:]


def test_who_was_meant_can_be_asked_and_that_is_recorded(app: Flask, person: Person) -> None:
    last_year = pseudonyms.of_id(person.id, on=date(2025, 7, 1))
    assert resolving.resolve(last_year) == ("Alva Ström", date(2025, 7, 1))
    assert resolving.resolve("p-000000000000") is None
    acts = [(row["event"], row["object_id"]) for row in _trail()]
    assert acts == [(Event.PSEUDONYM_RESOLVED, person.id)]
    told = app.test_cli_runner().invoke(args=["audit", "who", pseudonyms.of_id(person.id)])
    assert told.output == "Alva Ström (2026-05)\n"


def _trail() -> list[dict[str, object]]:
    return [dict(row.values or {}) for row in rows.read_all()]


@pytest.mark.one_database
def test_with_the_setting_every_line_goes_to_standard_output_as_json(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = logs.log.handlers[:], logs.log.level, logs.log.propagate
    spoken = Settings(
        instance=tmp_path / "i", database_url="sqlite://", secret_key="k" * 48,
        monitoring=MonitoringSettings(logs_to_stdout=True),
    )  # fmt: skip
    try:
        logs.begin(spoken, "worker", aloud=True)
        logs.log.info("job", extra={"facts": {"kind": "x"}})
    finally:
        for handler in logs.log.handlers:
            handler.close()
        logs.log.handlers[:], logs.log.propagate = before[0], before[2]
        logs.log.setLevel(before[1])
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (line["event"], line["kind"], line["program"]) == ("job", "x", "barnens-roster-worker")
    assert json.loads((tmp_path / "i" / "logs" / "worker.jsonl").read_text())["event"] == "job"


@pytest.mark.one_database
def test_the_command_says_when_nobody_was_meant(app: Flask) -> None:
    refused = app.test_cli_runner().invoke(args=["audit", "who", "p-000000000000"])
    assert refused.exit_code == 1
