"""One installation on four machines that share a database, a store, a broker and the folder of keys, and nothing else.

An interview is recorded by one web process, recognised by one worker of two, listened to, corrected and taken back at
the other web process; and what is marked at one is seen at once by who follows the seminar at the other.
"""

import hashlib
import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from tests import factories as make
from tests.engines import ENGINES, ONE_BROKER, KeptEngine
from tests.journeys.installation import wait_until
from tests.seminar.live.room import Room, Window
from tests.servers import postgres_database
from tests.sounds import sound
from toolkit import config
from toolkit.db import db
from toolkit.people.models import Person
from toolkit.store_settings import StoreSettings
from toolkit.vault.object_store import ObjectStore
from transcription.asr import model_files
from transcription.speech_models import store

pytestmark = [ENGINES, ONE_BROKER, pytest.mark.slow, pytest.mark.one_database, pytest.mark.timeout(300)]

MODEL, CHUNK = "made-up", 4000
WELL = dict.fromkeys(("status", "disk", "database", "store", "worker", "broker"), "ok")
WORDS = "Jag vill veta vem som kommer."


class Machines(Room):
    """The first web process, of two beside two workers, in an installation with a seminar and an interview."""

    def _fill(self) -> None:
        super()._fill()
        with store.gathering(self.settings.models, MODEL) as draft:
            for name in (*model_files.NEEDED, model_files.VOCABULARIES[0]):
                (draft / name).write_text("{}", encoding="ascii")
            store.keep(draft, name=MODEL, origin="tests", practice=False, settings={})
        self.interview = f"/interviews/{self.in_app(self._consent)}"

    def _consent(self) -> uuid.UUID:
        worker = db.session.get_one(Person, self.people["worker"])
        cycle = make.a_cycle(worker.unit, worker, interviewers=(worker,))
        assignment = make.an_assignment(make.a_child(cycle), worker)
        make.a_yes(assignment, worker, who="guardian_1")
        make.a_yes(assignment, worker)
        return assignment.id

    def start_all(self, other: Room) -> None:
        """Both web processes and two workers, each with a data folder of its own and the shared keys in it."""
        members = [("serve", {"BR_PORT": str(web.port)}) for web in (self, other)] + [("worker", {})] * 2
        told = [(command, {**more, "BR_INSTANCE": self._machine(at)}) for at, (command, more) in enumerate(members)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.fleet", json.dumps(told)],
            cwd=config.ROOT, env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for web in (self, other):
            wait_until(lambda web=web: web.parts() == WELL, f"the machines did not start: {web.root}")  # type: ignore[misc]

    def _machine(self, number: int) -> str:
        shared = Path(self.environment["BR_INSTANCE"])
        own = shared.with_name(f"machine-{number}")
        own.mkdir(mode=0o700)
        for name in ("keys", "models"):
            (own / name).symlink_to(shared / name)
        return str(own)

    def parts(self) -> Any:
        """What the health check says."""
        try:
            return json.loads(self.get("/health", "nobody")[1])
        except OSError:
            return None

    def headers(self, who: str) -> dict[str, str]:
        """See Room; nobody has no session."""
        return super().headers(who) if who in self.tokens else {}

    def send(self, path: str, *, body: bytes | None = None, method: str = "POST", **fields: Any) -> tuple[int, Any]:
        """What the worker's page sends by script: status and answer."""
        if "worker" not in self._csrf:
            self._csrf["worker"] = json.loads(self.get(f"{self.interview}/token", "worker")[1])["csrf"]
        headers = {"Accept": "application/json", "X-CSRFToken": self._csrf["worker"]}
        if body is None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            status, text = self._ask(method, path, "worker", body=urlencode(fields), headers=headers)
        else:
            headers |= {"Content-Type": "application/octet-stream", "X-Chunk-SHA256": hashlib.sha256(body).hexdigest()}
            status, text = self._ask(method, path, "worker", body=body, headers=headers)
        return status, json.loads(text) if text.startswith(b"{") else text

    def record(self, data: bytes) -> str:
        """As the recorder does it, in chunks; the recording's address."""
        recording = str(
            self.send(f"{self.interview}/recordings", client_key=uuid.uuid4().hex, source="browser")[1]["url"]
        )
        chunks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
        for number, chunk in enumerate(chunks):
            assert self.send(f"{recording}/chunks/{number}", body=chunk, method="PUT")[0] == 200
        assert self.send(f"{recording}/finish", chunks=len(chunks))[0] == 200
        return recording


@pytest.fixture
def machines(
    tmp_path: Path, s3_server: KeptEngine, s3_settings: StoreSettings, broker_server: KeptEngine
) -> Iterator[Machines]:
    assert s3_settings
    named = {"BR_STORE_URL": s3_server.url, "BR_BROKER_URL": broker_server.url, "BR_MODEL": MODEL}
    with postgres_database() as url:
        made = Machines(tmp_path, database_url=url, **named)
        try:
            yield made
        finally:
            made.kill()


def ask(machines: Machines, question: str, **values: object) -> Any:
    """Ask the database itself; the first row."""
    engine = sa.create_engine(machines.settings.database_url)
    with engine.connect() as line:
        found = line.execute(sa.text(question), values).first()
    engine.dispose()
    return found


def test_an_interview_and_a_seminar_cross_machines(machines: Machines, s3_settings: StoreSettings) -> None:
    here, there = machines, machines.neighbour()
    assert isinstance(there, Machines)
    here.start_all(there)
    data = sound("webm", seconds=4.0)
    recording = here.record(data)
    written, of = "SELECT state FROM transcript WHERE recording_id = :of", uuid.UUID(recording.rpartition("/")[2])
    wait_until(lambda: ask(here, written, of=of) == ("draft",), "it was not written out")
    assert ask(here, "SELECT state, attempt FROM job WHERE kind = 'transcription:transcribe'") == ("done", 1)

    status, part = there._ask("GET", f"{recording}/sound", "worker", headers={"Range": "bytes=1000-2999"})
    assert (status, part) == (206, data[1000:3000])
    transcript, segment, version = ask(here, "SELECT transcript_id, id, version FROM segment ORDER BY position LIMIT 1")
    line = f"/transcripts/{transcript}/segments/{segment}"
    assert there.send(line, act="save", version=version, text=WORDS, speaker="child")[0] == 200
    assert WORDS in here.get(f"/transcripts/{transcript}", "worker")[1].decode()

    kept = ObjectStore(s3_settings)
    assert kept.list_names() != []
    assert there.send(f"{here.interview}/withdrawal")[0] == 303
    assert (kept.list_names(), kept.list_leftovers()) == ([], [])
    kept.close()
    assert here.get(f"/transcripts/{transcript}", "worker")[0] == 404

    window = Window(here)
    window.wait(lambda one: one.last > 0)
    told = len(window.changes)
    for number in (0, 1, 2):
        assert there.mark(number) == 204
    assert window.wait(lambda one: len(one.changes) == told + 3) < 1
    assert [each["seq"] for each in window.changes] == list(range(1, told + 4))
    window.close()
