"""One request as it goes over the wire, sent through the bridge's own environment to the program, without a socket."""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any
from urllib.parse import quote, unquote

from flask import Flask
from uvicorn._types import HTTPScope
from werkzeug.test import run_wsgi_app

from toolkit.serving.calls import environ_of

BOUNDARY = "----between-the-parts"
Pairs = tuple[tuple[str, str], ...]


class Encoding(StrEnum):
    """How a body is written, and what its head calls it."""

    NONE = ""
    FORM = "application/x-www-form-urlencoded"
    MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
    JSON = "application/json"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request. Its `repr` can be pasted into a test: `send(app, Call(…), cookies)`.

    Text is anything that a str can hold, lone surrogates too; cookies and headers are latin-1, as HTTP wants them.
    """

    method: str
    path: str
    who: str = "nobody"
    query: Pairs = ()
    fields: Pairs = ()
    files: tuple[tuple[str, str, bytes], ...] = ()
    headers: Pairs = ()
    cookies: Pairs = ()
    encoding: Encoding = Encoding.FORM
    raw_query: str = ""
    raw_body: bytes | None = None  # in place of the fields
    missing: int = 0  # bytes that the head declares and that never come
    is_strict: bool = False  # with the form's token looked at

    def __repr__(self) -> str:
        said = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if self._is_said(each.name))
        return f"Call({', '.join(said)})"

    def _is_said(self, name: str) -> bool:
        return bool(getattr(self, name) != getattr(type(self), name, None))

    def with_changed(self, name: str, value: Any) -> "Call":
        """The same, but for one thing."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    def shorter(self) -> Iterable["Call"]:
        """The same with one thing less, or one value shorter."""
        for name in ("query", "fields", "files", "headers", "cookies"):
            pairs = getattr(self, name)
            for at in range(len(pairs)):
                yield self.with_changed(name, pairs[:at] + pairs[at + 1 :])
            for at, (key, value, *rest) in enumerate(pairs):
                for half in _halves(value):
                    yield self.with_changed(name, (*pairs[:at], (key, half, *rest), *pairs[at + 1 :]))
        for name in ("raw_query", "raw_body", "missing", "is_strict"):
            if getattr(self, name):
                yield self.with_changed(name, getattr(type(self), name))
        for half in _halves(self.raw_body or b""):
            yield self.with_changed("raw_body", half)

    def body(self) -> bytes:
        """The bytes after the head."""
        if self.raw_body is not None:
            return self.raw_body
        if self.encoding is Encoding.JSON:
            return json.dumps(dict(self.fields)).encode()
        if self.encoding is Encoding.MULTIPART:
            return _multipart(self.fields, self.files)
        return _urlencoded(self.fields)


def _halves(value: Any) -> tuple[Any, ...]:
    middle = len(value) // 2
    return (value[:middle], value[middle:]) if middle else ()


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _urlencoded(pairs: Pairs) -> bytes:
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode("ascii")


def _multipart(fields: Pairs, files: Iterable[tuple[str, str, bytes]]) -> bytes:
    parts = [(f'name="{name}"', value.encode("utf-8", "surrogatepass")) for name, value in fields]
    parts += [(f'name="{name}"; filename="{filename}"', content) for name, filename, content in files]
    lines = [
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n".encode("utf-8", "surrogatepass") + content
        for about, content in parts
    ]
    return b"\r\n".join([*lines, f"--{BOUNDARY}--\r\n".encode()])


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]


def send(app: Flask, call: Call, cookies: Pairs = ()) -> Reply:
    """Have the program answer; `cookies` are those of the browser that the call is sent from.

    Raises whatever the program lets out.
    """
    app.config["WTF_CSRF_ENABLED"] = call.is_strict
    body = call.body() if call.method not in {"GET", "HEAD"} else b""
    query = _urlencoded(call.query).decode() + call.raw_query
    headers = [(name.encode(), value.encode("latin-1")) for name, value in _head(call, cookies, len(body)).items()]
    scope: HTTPScope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "scheme": "http",
        "method": call.method, "path": unquote(call.path), "raw_path": call.path.encode(), "root_path": "",
        "query_string": query.encode("latin-1"), "headers": headers, "client": ("127.0.0.1", 5000),
        "server": ("localhost", 80), "state": {}, "extensions": {},
    }  # fmt: skip
    environ = environ_of(scope, io.BytesIO(body), length=None if call.missing else len(body))
    chunks, status, answered = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    return Reply(int(status[:3]), b"".join(chunks), dict(answered))


def _head(call: Call, cookies: Pairs, length: int) -> dict[str, str]:
    named = {name for name, _value in call.cookies}
    jar = [*(pair for pair in cookies if pair[0] not in named), *call.cookies]
    head = {"host": "localhost", "cookie": "; ".join(f"{name}={value}" for name, value in jar)}
    if length or call.missing:
        head |= {"content-type": call.encoding.value, "content-length": str(length + call.missing)}
    return head | {name.lower(): value for name, value in call.headers}
