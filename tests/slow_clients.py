"""Clients on a bad net, or with bad intentions: half heads, half bodies, and bodies of one byte a second.

A thread keeps them all at it: whoever the server lets go comes back.
"""

import http.client
import json
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol
from urllib.parse import urlencode

from toolkit.people import sessions

HALF_HEAD = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: "


def half_body(cookie: str = "") -> bytes:
    """The beginning of a form of which the rest never comes. With a cookie, the server looks who it is from."""
    return (
        b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie.encode() + b"\r\nContent-Length: 5000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=k"
    )


class Place(Protocol):
    """Where a colleague signs in, and with which session; whose interview is asked for."""

    @property
    def port(self) -> int:
        """Where the server listens."""

    @property
    def token(self) -> str:
        """Of a session."""

    @property
    def assignment_id(self) -> object:
        """An interview of that person's."""


@dataclass
class SlowClients:
    """`with SlowClients(port, cookie): …`: 100 half heads, 100 half bodies and 40 that send a byte a second."""

    port: int
    cookie: str = "who=nobody"
    half_heads: int = 100
    half_bodies: int = 100
    dribbling: int = 40
    _clients: list[socket.socket] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> "SlowClients":
        """All of them come at once."""
        for number in range(self.half_heads + self.half_bodies + self.dribbling):
            self._clients.append(self._come(number))
        self._thread = threading.Thread(target=self._dribble)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """All of them go."""
        self._stop.set()
        if self._thread:
            self._thread.join()
        for client in self._clients:
            client.close()

    def _come(self, number: int) -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        client.sendall(HALF_HEAD if number < self.half_heads else half_body(self.cookie))
        return client

    def _dribble(self) -> None:
        while not self._stop.wait(1):
            for number, client in enumerate(self._clients):
                if number >= self.half_heads + self.half_bodies:
                    with suppress(OSError):
                        client.sendall(b"a")
                if _was_let_go(client) and not self._stop.is_set():
                    client.close()
                    with suppress(OSError):
                        self._clients[number] = self._come(number)


def _was_let_go(client: socket.socket) -> bool:
    client.setblocking(False)
    try:
        client.recv(4096)  # a refusal, or the end
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        with suppress(OSError):
            client.settimeout(10)
    return True


class Colleague:
    """A signed-in worker with a quick net, who reads and writes while others are slow."""

    def __init__(self, site: Place, *, patience_s: float = 30) -> None:
        self._patience_s = patience_s
        self._port = site.port
        self.cookie = f"{sessions.cookie_name(secure=False)}={site.token}"
        status, body, form = self.ask("GET", f"/interviews/{site.assignment_id}/token")
        assert status == 200, status
        self.token = json.loads(body)["csrf"]
        self.cookie += f"; {form}"

    def health(self) -> int:
        """Whether the server is there."""
        return self.ask("GET", "/health/web")[0]

    def write(self) -> int:
        """A form that is saved, with its line on the trail."""
        return self.ask("POST", "/account/sign-out-elsewhere", urlencode({"csrf_token": self.token}))[0]

    def put(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """Send a chunk as a script does; the status."""
        return self._send("PUT", path, body, {"Accept": "application/json", **headers})[0]

    def ask(self, method: str, path: str, body: str = "", *, as_script: bool = False) -> tuple[int, bytes, str]:
        """Status, body and cookie of an answer."""
        headers = {"Accept": "application/json" if as_script else "text/html"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self._send(method, path, body.encode(), headers)

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=self._patience_s)
        try:
            connection.request(method, path, body or None, {"Cookie": self.cookie, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read(), (answer.getheader("Set-Cookie") or "").partition(";")[0]
        finally:
            connection.close()
