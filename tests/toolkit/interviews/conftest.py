"""One interview that may be recorded, its interviewer's browser, and the protocol of a recording in three verbs."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import factories as make
from tests.sounds import MARKER
from toolkit.access import Role
from toolkit.config import Settings
from toolkit.cycles.models import Assignment
from toolkit.people.models import Person

JSON = {"Accept": "application/json"}


@dataclass
class Talk:
    """An interview with its interviewer's browser."""

    worker: Person
    assignment: Assignment
    client: FlaskClient

    @property
    def url(self) -> str:
        return f"/interviews/{self.assignment.id}"

    def open(self, *, key: str | None = None, source: str = "browser") -> TestResponse:
        data = {"client_key": key or uuid.uuid4().hex, "source": source}
        return self.client.post(f"{self.url}/recordings", data=data, headers=JSON)

    def put(self, recording: str, number: int, data: bytes, *, digest: str | None = None) -> TestResponse:
        sha = digest or hashlib.sha256(data).hexdigest()
        return self.client.put(
            f"{recording}/chunks/{number}",
            data=data,
            headers={**JSON, "X-Chunk-SHA256": sha},
            content_type="application/octet-stream",
        )

    def finish(self, recording: str, chunks: int | None) -> TestResponse:
        data = {} if chunks is None else {"chunks": chunks}
        return self.client.post(f"{recording}/finish", data=data, headers=JSON)

    def send(self, data: bytes, *, size: int = 4000, source: str = "browser") -> str:
        """Send everything in chunks; the address of the recording, which is not finished."""
        opened = self.open(source=source)
        assert opened.json, opened.text
        recording = str(opened.json["url"])
        for number, start in enumerate(range(0, len(data), size)):
            assert self.put(recording, number, data[start : start + size]).status_code == 200
        return recording


@pytest.fixture
def talk(signed_in: Callable[[Person], FlaskClient]) -> Talk:
    """An interview with a girl of 13 whose guardian and who herself said yes."""
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    cycle = make.a_cycle(unit, worker, interviewers=(worker,))
    assignment = make.an_assignment(make.a_child(cycle), worker)
    make.a_yes(assignment, worker, who="guardian_1")
    make.a_yes(assignment, worker)
    return Talk(worker, assignment, signed_in(worker))


@pytest.fixture
def find_plaintext(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """Every file of the installation and of the temp folder that holds the marker, however short-lived it is."""
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temp))

    def find() -> list[Path]:
        needle = MARKER[:24]
        return [path for path in tmp_path.rglob("*") if path.is_file() and needle in path.read_bytes()]

    return find
