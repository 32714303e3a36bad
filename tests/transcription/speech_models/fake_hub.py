"""A hub on this machine that answers `huggingface_hub` like the real one, and misbehaves on demand."""

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from transcription.speech_models import pins
from transcription.speech_models.pins import Pin, PinnedFile

NAME = "kb-whisper-small"
REPOSITORY = f"KBLab/{NAME}"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
MOVED = "f" * 40


class Hub(ThreadingHTTPServer):
    """A hub with one model. `cut`: answers end after so many bytes. `lie`: files come changed, the hub's word stays.

    `replaced`: files that have become others, and the hub says so. `moved`: the hub answers with another commit.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files = files
        self.cut: list[int] = []
        self.lie: set[str] = set()
        self.replaced: dict[str, bytes] = {}
        self.moved = False
        self.deaf = False
        self.asked: list[tuple[str, str | None]] = []
        self.told: list[dict[str, str]] = []

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def commit(self) -> str:
        """The commit that it answers with."""
        return MOVED if self.moved else COMMIT


def git_checksum(content: bytes) -> str:
    """Git's own name for a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


class Answer(BaseHTTPRequestHandler):
    """One answer of the hub."""

    server: Hub

    def do_HEAD(self) -> None:
        """What the hub says about a file."""
        self._answer(with_body=False)

    def do_GET(self) -> None:
        """The list of files, or a file from where the asker wants it."""
        if self.path.startswith(f"/api/models/{REPOSITORY}"):
            return self._send(json.dumps(self._listing()).encode(), 200, {"Content-Type": "application/json"})
        return self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        self.server.told.append(dict(self.headers))
        name = self.path.removeprefix(f"/{REPOSITORY}/resolve/{COMMIT}/")
        if name not in self.server.files:
            return self.send_error(404)
        content = self.server.replaced.get(name, self.server.files[name])
        large = name == "model.bin"
        tag = hashlib.sha256(content).hexdigest() if large else git_checksum(content)
        headers = {"X-Repo-Commit": self.server.commit, "ETag": f'"{tag}"'}
        if not with_body:
            return self._send(b"", 200, {**headers, "Content-Length": str(len(content))})
        asked = self.headers.get("Range")
        self.server.asked.append((name, asked))
        start = 0 if self.server.deaf else int((asked or "bytes=0-")[6:-1])
        came = content[::-1] if name in self.server.lie else content
        limit = self.server.cut.pop(0) if large and self.server.cut else None
        return self._send(came[start:], 206 if start else 200, headers, limit=limit)

    def _send(self, content: bytes, status: int, headers: dict[str, str], *, limit: int | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content if limit is None else content[:limit])

    def _listing(self) -> dict[str, object]:
        siblings = [{"rfilename": name, "size": len(content)} for name, content in self.server.files.items()]
        return {"id": REPOSITORY, "sha": self.server.commit, "siblings": siblings}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """The hub, and our list with its model on it: the weights with our checksum, the small files without."""
    files = {
        "model.bin": bytes(range(256)) * 8000,
        "config.json": b'{"small": true}',
        "tokenizer.json": b"{}",
        "vocabulary.json": b"[]",
        "model.safetensors": b"not wanted",
    }
    pinned = {
        name: PinnedFile(len(content), hashlib.sha256(content).hexdigest() if name == "model.bin" else None)
        for name, content in files.items()
        if name != "model.safetensors"
    }
    monkeypatch.setattr(pins, "load", lambda _path=None: {NAME: Pin(REPOSITORY, COMMIT, pinned)})
    with Hub(files) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
