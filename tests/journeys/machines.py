"""One installation on four machines that share a database, a store, a broker and the folder of keys, nothing else."""

import hashlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

from tests import factories as make
from tests.journeys.installation import wait_until
from tests.seminar.live.room import Room
from toolkit import config
from toolkit.db import db
from toolkit.people.models import Person
from transcription.asr import model_files
from transcription.speech_models import store

MODEL, CHUNK = "made-up", 4000
WELL = dict.fromkeys(("status", "disk", "database", "store", "worker", "broker"), "ok")
PATIENCE_S = 60
FIRST_WEB = 0


class Machines(Room):
    """The first web process, of two beside two workers, in an installation with a seminar and an interview."""

    taken = 0
    """How much of recordings has been taken."""

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
            cwd=config.ROOT, env=self.environment, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
        )  # fmt: skip
        self.numbers = [self._next_number() for _ in members]
        for web in (self, other):
            wait_until(lambda web=web: web.parts() == WELL, f"the machines did not start: {web.root}")  # type: ignore[misc]

    def kill(self) -> None:
        """All of them, as a power cut would."""
        process = self.process
        super().kill()
        for end in (process.stdin, process.stdout) if process else ():
            if end:
                end.close()

    def start_again(self, place: int) -> None:
        """The process that was there has been killed."""
        assert self.process
        assert self.process.stdin
        self.process.stdin.write(f"{place}\n".encode())
        self.numbers[place] = self._next_number()

    def _next_number(self) -> int:
        assert self.process
        assert self.process.stdout
        return int(self.process.stdout.readline())

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
        except (OSError, http.client.HTTPException):
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

    def record(self, data: bytes) -> tuple[str, int]:
        """As the recorder does it, each chunk until it is taken; the recording's address, and how often in vain."""
        opened, refused = self._until_taken(
            f"{self.interview}/recordings", client_key=uuid.uuid4().hex, source="browser"
        )
        recording, chunks = str(opened["url"]), [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
        for number, chunk in enumerate(chunks):
            refused += self._until_taken(f"{recording}/chunks/{number}", body=chunk, method="PUT")[1]
        return recording, refused + self._until_taken(f"{recording}/finish", chunks=len(chunks))[1]

    def _until_taken(self, path: str, **more: Any) -> tuple[Any, int]:
        until, refused = time.monotonic() + PATIENCE_S, 0
        while True:
            assert time.monotonic() < until, path
            with suppress(OSError, http.client.HTTPException):
                status, answer = self.send(path, **more)
                assert status in {200, 503}, answer
                if status == 200:
                    self.taken += 1
                    return answer, refused
            refused += 1
            time.sleep(0.02)

    def ask(self, question: str, **values: object) -> Any:
        """The first row of an answer of the database itself."""
        engine = sa.create_engine(self.settings.database_url)
        with engine.connect() as line:
            found = line.execute(sa.text(question), values).first()
        engine.dispose()
        return found


@dataclass
class Web:
    """The first web process, which may be killed and comes back."""

    machines: Machines
    taken_before: int = 0

    def is_recording(self) -> bool:
        """Whether it has taken something since it came."""
        return self.machines.taken > self.taken_before

    def kill(self) -> None:
        """With kill -9."""
        os.kill(self.machines.numbers[FIRST_WEB], signal.SIGKILL)

    def start(self) -> None:
        """Start it again, and return when it answers."""
        self.machines.start_again(FIRST_WEB)
        wait_until(lambda: self.machines.parts() is not None, "the web server did not come back")
        self.taken_before = self.machines.taken
