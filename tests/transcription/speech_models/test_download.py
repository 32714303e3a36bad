"""Fetching from a hub on this machine that behaves like the real one, and misbehaves on demand."""

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from toolkit.errors import InvalidInput, WrongState
from transcription.speech_models import download, store
from transcription.speech_models.store import Model

NAME = "kb-whisper-small"
COMMIT = "0123456789abcdef"


class Hub(ThreadingHTTPServer):
    """A hub with one model. `cut` ends an answer after so many bytes, `lie` changes a file, `deaf` ignores ranges."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files = files
        self.cut: list[int] = []
        self.lie: set[str] = set()
        self.deaf = False
        self.asked: list[tuple[str, str | None]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        if self.path == f"/api/models/KBLab/{NAME}/revision/main?blobs=true":
            return self._send(json.dumps(self._listing()).encode())
        name = self.path.removeprefix(f"/KBLab/{NAME}/resolve/{COMMIT}/")
        if name not in self.server.files:
            return self.send_error(404)
        self.server.asked.append((name, self.headers.get("Range")))
        content = self.server.files[name]
        if name in self.server.lie:
            content = content[::-1]
        start = 0 if self.server.deaf else int((self.headers.get("Range") or "bytes=0-")[6:-1])
        return self._send(content[start:], status=206 if start else 200)

    def _send(self, content: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if status != 200 or len(content) > 10_000:
            content = content[: self.server.cut.pop(0)] if self.server.cut else content
        self.wfile.write(content)

    def _listing(self) -> dict[str, object]:
        siblings = []
        for name, content in self.server.files.items():
            git = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
            lfs = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} if name == "model.bin" else None
            siblings.append({"rfilename": name, "size": len(content), "blobId": git, "lfs": lfs})
        return {"sha": COMMIT, "siblings": siblings}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    files = {
        "model.bin": bytes(range(256)) * 2000,
        "config.json": b'{"small": true}',
        "tokenizer.json": b"{}",
        "vocabulary.json": b"[]",
        "model.safetensors": b"not wanted",
    }
    with Hub(files) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetch(models: Path, hub: Hub) -> Model:
    return download.fetch(models, NAME, progress=lambda *_: None, hub=hub.address)


def test_a_model_comes_whole_with_progress(hub: Hub, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    model = download.fetch(tmp_path, NAME, progress=lambda *said: told.append(said), hub=hub.address)
    assert model.origin == f"KBLab/{NAME}@{COMMIT}"
    assert set(model.files) == {"model.bin", "config.json", "tokenizer.json", "vocabulary.json"}
    assert (model.folder / "model.bin").read_bytes() == hub.files["model.bin"]
    whole = sum(file.size for file in model.files.values())
    assert told == sorted(told)
    assert told[-1] == (whole, whole)
    assert model.licence == "apache-2.0"
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_broken_line_goes_on_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.cut = [200_000, 100_000]
    model = fetch(tmp_path, hub)
    assert store.list_damaged(model) == []
    ranges = [asked for name, asked in hub.asked if name == "model.bin"]
    assert ranges == [None, "bytes=200000-", "bytes=300000-"]


def test_what_came_is_kept_until_the_next_try(hub: Hub, tmp_path: Path) -> None:
    hub.cut = [1000, 1000, 1000]
    with pytest.raises(WrongState):
        fetch(tmp_path, hub)
    assert store.list_models(tmp_path) == []
    hub.asked.clear()
    assert fetch(tmp_path, hub).name == NAME
    assert ("model.bin", "bytes=3000-") in hub.asked


def test_a_hub_that_ignores_ranges_is_read_from_the_start(hub: Hub, tmp_path: Path) -> None:
    hub.deaf, hub.cut = True, [1000]
    assert store.list_damaged(fetch(tmp_path, hub)) == []


@pytest.mark.parametrize("name", ["model.bin", "config.json"])
def test_a_file_that_is_not_what_was_promised_is_thrown_away(hub: Hub, tmp_path: Path, name: str) -> None:
    hub.lie = {name}
    with pytest.raises(WrongState) as refused:
        fetch(tmp_path, hub)
    assert refused.value.values == {"file": name}
    hub.lie = set()
    assert store.list_damaged(fetch(tmp_path, hub)) == []


def test_no_net_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(WrongState, match="Run the same command again"):
        download.fetch(tmp_path, NAME, progress=lambda *_: None, hub="http://127.0.0.1:9")


def test_a_full_disk_is_seen_before_anything_is_fetched(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: usage)  # type: ignore[attr-defined]  # reaching in
    with pytest.raises(WrongState, match="Make room"):
        fetch(tmp_path, hub)
    assert hub.asked == []


def test_only_the_librarys_models_are_fetched(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        download.fetch(tmp_path, "../evil", progress=lambda *_: None)
    assert refused.value.field == "name"
    assert list(tmp_path.iterdir()) == []


def test_the_hub_must_be_safe_to_talk_to(tmp_path: Path) -> None:
    with pytest.raises(WrongState):
        download.fetch(tmp_path, NAME, progress=lambda *_: None, hub="http://example.invalid")
