"""One call of a WSGI application: the environment that it gets, and its answer, made piece by piece in threads."""

import io
import sys
import threading
from collections.abc import Iterable, Iterator
from contextvars import copy_context
from types import TracebackType
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from uvicorn._types import HTTPResponseStartEvent, HTTPScope

PIECE = 128 * 1024
"""An answer is sent in pieces of at least this many bytes, but for the last one."""


def environ_of(scope: HTTPScope, body: io.IOBase, *, length: int | None) -> WSGIEnvironment:
    """The environment of PEP 3333. `length` is the length of a gathered body; without it the head's own word counts.

    Headers with an underscore are dropped: they could pass for others. `REMOTE_ADDR` is the other end of the
    connection, or whom a proxy that is named (`running.run`) speaks for.
    """
    server = scope["server"] or ("localhost", None)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **_headers(scope["headers"]),
    }
    if length is not None:
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(length)
    elif "HTTP_TRANSFER_ENCODING" in environ:
        environ.pop("CONTENT_LENGTH", None)
        environ["wsgi.input_terminated"] = True  # the stream knows its end, and raises when it was broken off
    return environ


def _headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    environ: dict[str, str] = {}
    for raw_name, raw_value in headers:
        if b"_" in raw_name or raw_name == b"proxy":
            continue
        name = raw_name.decode("latin-1").upper().replace("-", "_")
        key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
        value = raw_value.decode("latin-1")
        if key in environ:
            value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
        environ[key] = value
    return environ


class Call:
    """The call and its answer. `begin`, `next_piece` and `close` run in threads, and each waits for the one before."""

    def __init__(self, app: WSGIApplication, environ: WSGIEnvironment) -> None:
        self._app = app
        self._environ = environ
        self._context = copy_context()
        self._turn = threading.Lock()
        self._answer: Iterable[bytes] = ()
        self._pieces: Iterator[bytes] = iter(())
        self.start: HTTPResponseStartEvent = {"type": "http.response.start", "status": 500, "headers": []}
        self.is_closed = False

    def begin(self) -> bytes:
        """Have the request answered; the first piece. What must be sent before it stands in `start` then."""
        with self._turn:
            return self._context.run(self._begin)

    def next_piece(self) -> bytes:
        """The next piece of the answer. After the last one the call is closed."""
        with self._turn:
            return self._context.run(self._next_piece)

    def close(self) -> None:
        """Let go of the answer, also in its middle."""
        with self._turn:
            self._context.run(self._close)

    def _begin(self) -> bytes:
        self._answer = self._app(self._environ, self._start_response)
        self._pieces = iter(self._answer)
        return self._next_piece()

    def _next_piece(self) -> bytes:
        parts, size = [], 0
        for part in self._pieces:
            parts.append(part)
            size += len(part)
            if size >= PIECE:
                return b"".join(parts)
        self._close()
        return b"".join(parts)

    def _close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            getattr(self._answer, "close", _nothing)()

    def _start_response(
        self,
        status: str,
        headers: list[tuple[str, str]],
        exc_info: tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None = None,  # noqa: ARG002
        /,
    ) -> Any:
        encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.start = {"type": "http.response.start", "status": int(status[:3]), "headers": encoded}
        return _no_write


def _nothing() -> None:
    pass


def _no_write(_data: bytes) -> None:
    msg = "an answer is returned, and not written"
    raise NotImplementedError(msg)
