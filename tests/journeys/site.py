"""A real installation for a browser: the web server as `make run` starts it, which can be killed and started again."""

import os
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

from app import create_app
from tests import factories as make
from tests.network import offline_environment
from toolkit import config, starting
from toolkit.access import Role
from toolkit.db import Base, db
from toolkit.people import sessions

PATIENCE_S = 60


class Site:
    """One interview that may be recorded, in an installation of its own. `url` is the interview's address; `more` are
    settings."""

    def __init__(self, folder: Path, *, database_url: str = "", threads: int = 8, **more: str) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.root = f"http://127.0.0.1:{self.port}"
        self.environment = offline_environment(
            BR_INSTANCE=str(folder / "instance"),
            BR_PORT=str(self.port),
            BR_DATABASE_URL=database_url,
            BR_DEMO="0",
            BR_WEB_THREADS=str(threads),
            BR_REQUESTS_A_MINUTE="99999",
            **more,
        )
        self.settings = starting.prepare_instance(self.environment)
        self.process: subprocess.Popen[bytes] | None = None
        self._fill()

    def _fill(self) -> None:
        app = create_app(self.settings)
        with app.app_context():
            Base.metadata.create_all(db.engine)
            unit = make.a_unit(worry_routine="Ring mottagningen.\nTala med din chef samma dag.")
            worker = make.a_person(unit, Role.SOCIAL_WORKER, name="Sara Lindgren")
            cycle = make.a_cycle(unit, worker, interviewers=(worker,))
            assignment = make.an_assignment(make.a_child(cycle), worker)
            make.a_yes(assignment, worker, who="guardian_1")
            make.a_yes(assignment, worker)
            self.token = sessions.begin(worker)
            self.username, self.password = worker.username, make.PASSWORD
            self.assignment_id, self.worker_id = assignment.id, worker.id
            self.cycle = cycle.name
            self.url = f"{self.root}/interviews/{assignment.id}"
            db.session.commit()
            db.engine.dispose()

    def start(self) -> None:
        """Start the web server and wait until it answers."""
        self.process = subprocess.Popen(
            starting.web_command(), cwd=config.ROOT, env=self.environment, start_new_session=True
        )
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with suppress(OSError), urlopen(f"{self.root}/health/web", timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
            time.sleep(0.2)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut would: kill -9."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
            self.process = None

    def cookies(self) -> list[dict[str, str]]:
        """What the signed-in worker's browser holds."""
        return [{"name": sessions.cookie_name(secure=False), "value": self.token, "url": self.root}]
