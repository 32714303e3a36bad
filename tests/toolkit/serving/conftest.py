"""A running server for a test, with limits of its own, and clients that speak to it byte by byte."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

import pytest

from tests.network import offline_environment
from toolkit import config


@dataclass
class Running:
    """The server's process and its port."""

    process: subprocess.Popen[str]
    port: int

    def client(self) -> socket.socket:
        """A connection, to send bytes on."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def ask(self, text: str, body: bytes = b"") -> tuple[int, bytes]:
        """Send a request and wait for its whole answer: status and body."""
        with closing(self.client()) as client:
            client.sendall(text.replace("\n", "\r\n").encode() + body)
            return answer_of(client)

    def told(self, path: str = "/", more: str = "") -> dict[str, Any]:
        """What the program behind the server says that it got."""
        status, body = self.ask(f"GET {path} HTTP/1.1\nHost: x\n{more}Connection: close\n\n")
        assert status == 200
        return dict(json.loads(body))


def answer_of(client: socket.socket) -> tuple[int, bytes]:
    """The answer to the only request of a connection; (0, b"") when the connection was ended without one."""
    came = b""
    with suppress(ConnectionError):
        while more := client.recv(65536):
            came += more
            head, found, body = came.partition(b"\r\n\r\n")
            length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), None)
            if found and length and len(body) >= int(length.split(b":")[1]):
                break
    head, _, body = came.partition(b"\r\n\r\n")
    return (int(head.split(b" ")[1]), body) if head else (0, b"")


@pytest.fixture
def serve() -> Iterator[Callable[..., Running]]:
    """`serve(head_s=0.5)` starts the server with such limits; `proxies` are believed."""
    begun: list[Running] = []

    def start(*, proxies: tuple[str, ...] = (), **limits: float) -> Running:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.toolkit.serving.echo", str(port)],
            cwd=config.ROOT, env=offline_environment(LIMITS=json.dumps(limits), PROXIES=json.dumps(proxies)),
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        running = Running(process, port)
        begun.append(running)
        for _ in range(200):
            with suppress(OSError), closing(running.client()):
                return running
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    yield start
    for running in begun:
        running.process.kill()
        running.process.communicate()
