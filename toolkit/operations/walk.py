"""The main way of an installation, walked through its own front door by the practice year's people.

An empty folder becomes an installation with three invented years; web server and worker start; each of the practice
people signs in and reads their first page; a recording is transcribed. Used by `prove-offline`.
"""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path

from toolkit import config, starting
from toolkit.errors import N_, WrongState

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
PATIENCE_S = 600.0
Tell = Callable[[str], None]
UNFINISHED = N_("The way could not be walked to its end: %(step)s.")


@dataclass
class Browser:
    """As much of a browser as signing in takes. It knows no proxy."""

    root: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def open(self, path: str, form: Mapping[str, str] | None = None) -> tuple[int, str]:
        """The page, or the one after a form: its status and text."""
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )
        sent = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(self.root + path, sent, headers={"Referer": self.root + path})  # noqa: S310 - ours
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def sign_in(self, username: str, password: str) -> tuple[int, str]:
        """The person's first page."""
        _status, page = self.open("/sign-in")
        fields = [dict(ATTRIBUTE.findall(each)) for each in HIDDEN.findall(page)]
        hidden = {each["name"]: unescape(each.get("value", "")) for each in fields if "name" in each}
        return self.open("/sign-in", {**hidden, "username": username, "password": password})


def walk(instance: Path, port: int, environment: Mapping[str, str], *, is_short: bool, tell: Tell) -> None:
    """Walk it. Raises `WrongState` with the step that failed."""
    mine = {
        **{name: value for name, value in environment.items() if not name.startswith("BR_")},
        "BR_INSTANCE": str(instance), "BR_PORT": str(port), "BR_DEMO": "0" if is_short else "1",
    }  # fmt: skip
    for step in ("prepare",) if is_short else ("prepare", "demo"):
        tell(step)
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "app.py", step],
            cwd=config.ROOT,
            env=mine,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _require(done.returncode == 0, step)
    commands = (starting.web_command(), starting.worker_command())
    running = [
        subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=config.ROOT, env=mine, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for command in commands
    ]
    try:
        _through_the_pages(f"http://127.0.0.1:{port}", is_short=is_short, tell=tell)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


def _through_the_pages(root: str, *, is_short: bool, tell: Tell) -> None:
    tell("web and worker")
    _until(lambda: _is_well(root), "web and worker")
    if is_short:
        _require("<form" in Browser(root).open("/sign-in")[1], "/sign-in")
        return
    for username, *_words in starting.SIGN_INS:
        tell(username)
        status, page = Browser(root).sign_in(username, starting.PRACTICE_PASSWORD)
        _require(status == 200 and 'action="/sign-out"' in page, username)
    tell("a recording is transcribed")
    _until(lambda: not _waits(root), "a recording is transcribed")


def _is_well(root: str) -> bool:
    with suppress(OSError):
        return Browser(root).open("/health")[0] == 200
    return False


def _waits(root: str) -> bool:
    """Whether the queue still works on the practice recording: the administrator's page shows it in a table."""
    administrator = Browser(root)
    administrator.sign_in("admin", starting.PRACTICE_PASSWORD)
    return "<table" in administrator.open("/settings/transcription-hours")[1]


def _until(is_done: Callable[[], bool], step: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_done():
        _require(time.monotonic() < deadline, step)
        time.sleep(0.3)


def _require(is_right: bool, step: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not is_right:
        raise WrongState(UNFINISHED, step=step)
