"""`python -m tests.bench.taguette PATH`: the same work done by Taguette and by this program, in turns, over HTTP.

PATH is the `taguette` of a virtual environment of its own (`pip install taguette`); it is no dependency of ours. One
text of 60 kB with 300 excerpts, one person, loopback, both databases in the same folder.
"""

import contextlib
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.bench import coding
from tests.bench.table import Row
from tests.seminar import making
from tests.seminar.live.room import Room
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.people.models import Person

PATIENCE_S = 30
ROUNDS = 40
BOUNDARY = "barnens-roster"


class Taguette:
    """A running Taguette of one person, with a project of one text."""

    def __init__(self, program: Path, folder: Path) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        command = [str(program), "--no-browser", "--port", str(self.port), "--database", str(folder / "t.sqlite3")]
        environment = {**os.environ, "HOME": str(folder)}
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
        self._cookies: dict[str, str] = {}
        assert self._process.stdout
        for line in self._process.stdout:
            if found := re.search(rb"\?token=([0-9a-f]+)", line):
                break
        else:
            msg = "Taguette did not start"
            raise RuntimeError(msg)
        self._sign_in(found[1].decode())

    def stop(self) -> None:
        """End the process that was started here."""
        self._process.terminate()
        self._process.wait(PATIENCE_S)

    def fill(self, text: str) -> None:
        """A project, a text in HTML (which it takes without Calibre) and a tag."""
        made = self.ask("POST", "/project/new", form={"name": "bench", "description": "", **self._token()})
        self.project = int(re.findall(r"/project/(\d+)", made[1].get("Location", ""))[0])
        parts = {"name": "text", "description": ""}
        body = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in parts.items()
        )
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="text.html"\r\n'
        body += f"Content-Type: text/html\r\n\r\n{text}\r\n--{BOUNDARY}--\r\n"
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        status, _, answer = self.ask("POST", f"/api/project/{self.project}/document/new", body=body.encode(), kind=kind)
        assert status == 200, answer
        self.document = json.loads(answer)["created"]
        tag = {"path": "tillit", "description": ""}
        self.tag = self._json("POST", f"/api/project/{self.project}/tag/new", tag)["id"]

    def mark(self, number: int) -> None:
        """Highlight some words."""
        start = number * 170 + 8
        body = {"start_offset": start, "end_offset": start + 56, "tags": [self.tag]}
        self._json("POST", f"/api/project/{self.project}/document/{self.document}/highlight/new", body)

    def open_text(self, _number: int) -> None:
        """The text with its highlights, as its page asks for it."""
        path = f"/api/project/{self.project}/document/{self.document}/contents"
        assert self.ask("GET", path)[0] == 200

    def open_tag(self, _number: int) -> None:
        """All highlights of the tag."""
        assert self.ask("GET", f"/api/project/{self.project}/highlights/tillit?page=1")[0] == 200

    def ask(
        self, method: str, path: str, *, form: dict[str, str] | None = None, body: bytes = b"", kind: str = ""
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """One answer: status, headers, text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if "_xsrf" in self._cookies:
            headers["X-XSRFToken"] = self._cookies["_xsrf"]
        if form is not None:
            body, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        if kind:
            headers["Content-Type"] = kind
        with closing(connection):
            connection.request(method, path, body=body or None, headers=headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")

    def _json(self, method: str, path: str, value: object) -> dict[str, int]:
        status, _, answer = self.ask(method, path, body=json.dumps(value).encode(), kind="application/json")
        assert status == 200, answer
        told: dict[str, int] = json.loads(answer)
        return told

    def _sign_in(self, token: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            with contextlib.suppress(ConnectionError):
                self.ask("GET", f"/?token={token}")
                self.ask("POST", "/cookies", form=self._token())
                self.ask("GET", f"/?token={token}")
                self.ask("GET", "/project/new")
                return
            time.sleep(0.1)

    def _token(self) -> dict[str, str]:
        return {"_xsrf": self._cookies.get("_xsrf", "")}


@contextmanager
def _ours(folder: Path) -> Iterator[tuple[Room, Callable[[int], None], Callable[[int], None], Callable[[int], None]]]:
    room = Room(folder, threads=16)
    room.in_app(lambda: _enlarge(room))
    room.start()

    def mark(number: int) -> None:
        line = coding.CHILD[number % len(coding.CHILD)]
        begins = 4 + 8 * (number // len(coding.CHILD))
        fields: dict[str, Any] = {"start_segment": line, "start_offset": begins, "end_segment": line}
        fields |= {"exact": "1", "end_offset": begins + 56, "theme_id": room.themes[0]}
        assert room.post(f"{room.address}/transcripts/{room.texts[2]}", **fields) == 204

    def open_text(_number: int) -> None:
        assert room.get(f"{room.address}/transcripts/{room.texts[2]}")[0] == 200

    def open_theme(_number: int) -> None:
        assert room.get(f"/cycles/{room.cycle_id}/board/themes/{room.themes[0]}")[0] == 200

    try:
        yield room, mark, open_text, open_theme
    finally:
        room.kill()


def _enlarge(room: Room) -> None:
    cycle = db.session.get_one(Cycle, room.cycle_id)
    leads = db.session.get_one(Person, room.people["first"])
    room.texts = (*room.texts, making.a_handed_over(cycle, leads.unit, lines=coding.LINES).id)


def rows(program: Path) -> Iterator[Row]:
    """The figures of both, each round one after the other."""
    memory = coding.MEMORY if coding.MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        for name in ("ours", "theirs"):
            (Path(folder) / name).mkdir()
        theirs = Taguette(program, Path(folder) / "theirs")
        try:
            theirs.fill("".join(f"<p>{text}</p>" for _speaker, text in coding.LINES))
            with _ours(Path(folder) / "ours") as (_room, mark, open_text, open_theme):
                yield _row("mark a passage, the first 300", *_turns(mark, theirs.mark, rounds=coding.EXCERPTS))
                yield _row("open the text with 300", *_turns(open_text, theirs.open_text))
                yield _row("all 300 excerpts of a theme", *_turns(open_theme, theirs.open_tag))
        finally:
            theirs.stop()


def _turns(
    ours: Callable[[int], None], theirs: Callable[[int], None], *, rounds: int = ROUNDS
) -> tuple[list[float], list[float]]:
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for act, times in zip((ours, theirs), took, strict=True):
            begun = time.perf_counter()
            act(number)
            times.append((time.perf_counter() - begun) * 1000)
    return took


def _row(what: str, ours: list[float], theirs: list[float]) -> Row:
    return what, _figure(ours), _figure(theirs)


def _figure(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} ms, 95 % under {ordered[int(len(ordered) * 0.95)]:.0f} ms"


if __name__ == "__main__":
    for row in rows(Path(sys.argv[1])):
        sys.stdout.write(" | ".join(row) + "\n")
        sys.stdout.flush()
