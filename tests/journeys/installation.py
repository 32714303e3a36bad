"""A whole installation for a journey: web server and worker as `make run` starts them, with people and nothing else."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

from app import create_app
from tests import factories as make
from tests.network import offline_environment
from toolkit import config, starting
from toolkit.access import Role
from toolkit.db import db
from transcription.speech_models import practice

PATIENCE_S = 90
Found = TypeVar("Found")

# Who works here: user name, name, role, team. All have the password of the factories.
STAFF = (
    ("admin", "Anders Admin", Role.ADMINISTRATOR, None),
    ("karin", "Karin Öberg", Role.FACILITATOR, None),
    ("eva", "Eva Sjögren", Role.UNIT_LEADER, None),
    ("sara", "Sara Lindgren", Role.SOCIAL_WORKER, "Team Barn"),
    ("amir", "Amir Rahimi", Role.SOCIAL_WORKER, "Team Familj"),
)


class Installation:
    """Its two processes can be killed and started again. `root` is its address; `hire` fills it, if not with STAFF."""

    def __init__(self, folder: Path, hire: Callable[[], None] | None = None) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.folder = folder
        (folder / "temp").mkdir()
        # BR_DEMO lets the practice model be used; its practice year is not loaded here.
        self.environment = offline_environment(
            BR_INSTANCE=str(folder / "instance"),
            BR_PORT=str(port),
            BR_DEMO="1",
            TMPDIR=str(folder / "temp"),
            BR_REQUESTS_A_MINUTE="99999",
        )
        self.settings = starting.prepare_instance(self.environment)
        practice.install(self.settings.models)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.in_app(hire or _hire)

    def start(self, *which: str) -> None:
        """Start web and worker, or the one that is named; wait until a web server answers."""
        commands = {"web": starting.web_command(), "worker": starting.worker_command()}
        for name in which or tuple(commands):
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    commands[name],
                    cwd=config.ROOT,
                    env=self.environment,
                    start_new_session=True,
                    stdout=log,
                    stderr=log,
                )
        if "web" in self.processes:
            wait_until(self._answers, "the web server did not start")

    def kill(self, *which: str) -> None:
        """End web and worker, or the one that is named, as a power cut would."""
        for name in which or tuple(self.processes):
            process = self.processes.pop(name, None)
            if process:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)

    def in_app(self, look: Callable[[], Found]) -> Found:
        """Look into the installation from outside, or put something there."""
        return in_app_of(self.settings, look)

    def _answers(self) -> bool:
        with suppress(OSError), urlopen(f"{self.root}/health/web", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
        return False


def in_app_of(settings: config.Settings, look: Callable[[], Found]) -> Found:
    """Look into an installation that runs in other processes, or put something there."""
    app = create_app(settings)
    with app.app_context():
        try:
            found = look()
            db.session.commit()
            return found
        finally:
            db.session.remove()
            db.engine.dispose()


def wait_until(holds: Callable[[], bool], otherwise: str, *, seconds: float = PATIENCE_S) -> None:
    """Wait until something holds. Raises `AssertionError` with `otherwise` after a while."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.2)


def _hire() -> None:
    unit = make.a_unit(name="Barn och unga", municipality="Norrviks kommun", worry_routine="Ring mottagningen.")
    teams = {name: make.a_team(unit, name=name) for name in ("Team Barn", "Team Familj")}
    for username, name, role, team in STAFF:
        make.a_person(unit, role, name=name, username=username, team=teams[team] if team else None)
