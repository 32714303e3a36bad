"""One request as it goes over the wire, sent through the bridge's own environment to the program, without a socket."""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from urllib.parse import quote, unquote

from flask import Flask
from uvicorn._types import HTTPScope
from werkzeug.test import run_wsgi_app

from toolkit.serving.calls import environ_of

BOUNDARY = "gräns".encode("ascii", "replace").decode() * 3
Pairs = tuple[tuple[str, str], ...]


class Encoding(StrEnum):
    """How a body is written, and what its head calls it."""

    NONE = ""
    FORM = "application/x-www-form-urlencoded"
    MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
    JSON = "application/json"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request. Its `repr` can be pasted into a test.

    Text is anything that a str can hold, lone surrogates too; `cookies` and `headers` are latin-1, as HTTP wants them.
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
        return getattr(self, name) != getattr(type(self), name, None)

    def shorter(self) -> Iterable["Call"]:
        """The same with one thing less, or one value shorter."""
        for name in ("query", "fields", "files", "headers", "cookies"):
            pairs = getattr(self, name)
            for at in range(len(pairs)):
                yield replace(self, **{name: pairs[:at] + pairs[at + 1 :]})
            for at, (key, value, *rest) in enumerate(pairs):
                if len(value) > 1:
                    for half in (value[: len(value) // 2], value[len(value) // 2 :]):
                        yield replace(self, **{name: (*pairs[:at], (key, half, *rest), *pairs[at + 1 :])})
        for name in ("raw_query", "raw_body", "missing", "is_strict"):
            if getattr(self, name):
                yield replace(self, **{name: getattr(type(self), name)})

    def body(self) -> bytes:
        """The bytes after the head."""
        if self.raw_body is not None:
            return self.raw_body
        if self.encoding is Encoding.JSON:
            return json.dumps(dict(self.fields)).encode()
        if self.encoding is Encoding.MULTIPART:
            return _multipart(self.fields, self.files)
        return _urlencoded(self.fields)


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
    has_body = call.method not in {"GET", "HEAD"}
    body = call.body() if has_body else b""
    query = _urlencoded(call.query).decode() + call.raw_query
    headers = [
        (b"host", b"localhost"),
        (b"cookie", "; ".join("=".join(pair) for pair in _jar(call, cookies)).encode("latin-1")),
    ]
    if has_body:
        headers += [
            (b"content-type", call.encoding.encode()),
            (b"content-length", str(len(body) + call.missing).encode()),
        ]
    for name, value in call.headers:
        headers = [pair for pair in headers if pair[0] != name.lower().encode()]
        headers.append((name.lower().encode(), value.encode("latin-1")))
    scope: HTTPScope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "scheme": "http",
        "method": call.method, "path": unquote(call.path), "raw_path": call.path.encode(), "root_path": "",
        "query_string": query.encode("latin-1"), "headers": headers, "client": ("127.0.0.1", 5000),
        "server": ("localhost", 80), "state": {}, "extensions": {},
    }  # fmt: skip
    environ = environ_of(scope, io.BytesIO(body), length=None if call.missing else len(body))
    chunks, status, answered = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    return Reply(int(status[:3]), b"".join(chunks), dict(answered))


def _jar(call: Call, cookies: Pairs) -> Pairs:
    named = {name for name, _value in call.cookies}
    return (*(pair for pair in cookies if pair[0] not in named), *call.cookies)
