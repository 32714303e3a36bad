"""One interview that may be recorded, its interviewer's browser, and the protocol of a recording in three verbs."""

import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from interview_guides.guides import QuestionArea
from tests import factories as make
from tests.inspection import inspect_page
from tests.sounds import MARKER
from toolkit import content
from toolkit.access import Role
from toolkit.config import Settings
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.interviews import guide_choice, guide_editions
from toolkit.people.models import Person

JSON = {"Accept": "application/json"}
GUIDE_ID = "guide_13_14"
GUIDE = f"/guides/{GUIDE_ID}"
OWN_CARD = "Hur får du veta vad som ska hända nästa gång?"


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


@dataclass
class OwnGuide:
    """The guide of the interview's child in its unit: the interview, and the browser of the unit's leader."""

    talk: Talk
    leader: FlaskClient
    person: Person

    @property
    def version(self) -> int:
        latest = guide_editions.find_latest(self.person.unit_id, GUIDE_ID)
        return latest.number if latest else 0

    def add(self, text: str = OWN_CARD, area: str = "contact", **values: object) -> str:
        """The id of a card that was added."""
        sent = {"text": text, "probes": "Vem säger det?", "hint": "Titta i agendan ihop.", **values}
        answer = self.leader.post(f"{GUIDE}/areas/{area}/new-card", data=sent)
        assert answer.status_code == 303, answer.text
        return str(re.findall(r"at=(\w+)", answer.location)[0])

    def send(self, card: str, act: str, **values: object) -> TestResponse:
        sent = {"version": self.version, **values}
        return self.leader.post(f"{GUIDE}/cards/{card}/{act}", data=sent)

    def asked(self, area: QuestionArea = QuestionArea.CONTACT) -> list[str]:
        """The cards of an area in the talk, by id."""
        db.session.expire_all()
        guide = guide_choice.in_use(self.talk.assignment, content=content.in_language("sv")).asked
        return [card.id for part in guide.areas if part.area is area for card in part.questions]

    def page(self) -> str:
        answer = self.leader.get(GUIDE)
        inspect_page(answer.text, answer.headers)
        return answer.text


@pytest.fixture
def own_guide(talk: Talk, signed_in: Callable[[Person], FlaskClient]) -> OwnGuide:
    leader = make.a_person(talk.assignment.cycle.unit, Role.UNIT_LEADER)
    return OwnGuide(talk, signed_in(leader), leader)


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
