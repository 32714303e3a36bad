"""Fetching through `huggingface_hub` from a hub on this machine, held to our own list."""

import errno
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.transcription.speech_models.fake_hub import COMMIT, NAME, REPOSITORY, Hub, hub
from toolkit.errors import InvalidInput, WrongState
from transcription.speech_models import download, pins, store
from transcription.speech_models import hub as real_hub
from transcription.speech_models.pins import Pin, PinnedFile
from transcription.speech_models.store import Model

__all__ = ["hub"]


@pytest.fixture(autouse=True)
def patient_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that the library reads from the environment are put back after the test."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    for name in ("DISABLE_TELEMETRY", "DISABLE_XET", "DISABLE_IMPLICIT_TOKEN"):
        monkeypatch.setenv(f"HF_HUB_{name}", "1")
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def fetch(models: Path) -> Model:
    return download.fetch(models, NAME, progress=lambda *_: None)


def test_a_model_comes_whole_with_progress(hub: Hub, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    model = download.fetch(tmp_path, NAME, progress=lambda *said: told.append(said))
    assert model.origin == f"{REPOSITORY}@{COMMIT}"
    assert set(model.files) == {"model.bin", "config.json", "tokenizer.json", "vocabulary.json"}
    assert (model.folder / "model.bin").read_bytes() == hub.files["model.bin"]
    whole = sum(file.size for file in model.files.values())
    assert told == sorted(told)
    assert told[-1] == (whole, whole)
    assert model.licence == "apache-2.0"
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert {path.name for path in model.folder.iterdir()} == {*model.files, "manifest.json"}


def test_the_hub_is_told_nothing_about_us(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    fetch(tmp_path)
    assert hub.told
    for headers in hub.told:
        assert not {name.lower() for name in headers} & {"authorization", "cookie"}
        assert "hf_secret" not in str(headers)


def test_a_broken_line_goes_on_where_it_stopped(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 100_000)  # 10 MB, of which it keeps whole ones
    hub.cut = [1_200_000, *[0] * 50]  # and breaks at once whenever it is tried again
    with pytest.raises(WrongState, match="Run the same command again"):
        fetch(tmp_path)
    assert store.list_models(tmp_path) == []
    ((name, size),) = store.list_unfinished(tmp_path)
    assert name == NAME
    assert size >= 1_000_000
    hub.cut, hub.asked = [], []
    assert store.list_damaged(fetch(tmp_path)) == []
    (again,) = [asked for name, asked in hub.asked if name == "model.bin"]
    assert again is not None
    assert int(again.removeprefix("bytes=").removesuffix("-")) >= 1_000_000


def test_a_hub_that_ignores_ranges_is_read_from_the_start(hub: Hub, tmp_path: Path) -> None:
    hub.deaf, hub.cut = True, [1000]
    assert store.list_damaged(fetch(tmp_path)) == []


@pytest.mark.parametrize("name", ["model.bin", "config.json"])
def test_a_file_that_is_not_what_was_promised_is_thrown_away(hub: Hub, tmp_path: Path, name: str) -> None:
    hub.lie = {name}
    with pytest.raises(WrongState, match="came damaged") as refused:
        fetch(tmp_path)
    assert refused.value.values == {"file": name}
    assert store.list_models(tmp_path) == []
    hub.lie = set()
    assert store.list_damaged(fetch(tmp_path)) == []


def test_weights_that_the_hub_has_replaced_are_refused_before_they_come(hub: Hub, tmp_path: Path) -> None:
    hub.replaced = {"model.bin": hub.files["model.bin"][::-1]}
    with pytest.raises(WrongState, match="Nothing was fetched") as refused:
        fetch(tmp_path)
    assert refused.value.values == {"file": "model.bin"}
    assert hub.asked == []


def test_a_file_of_another_size_is_refused_before_it_comes(hub: Hub, tmp_path: Path) -> None:
    hub.replaced = {"config.json": b"{}"}
    with pytest.raises(WrongState):
        fetch(tmp_path)
    assert not [name for name, _ in hub.asked if name == "config.json"]


def test_a_commit_that_has_moved_is_refused(hub: Hub, tmp_path: Path) -> None:
    hub.moved = True
    with pytest.raises(WrongState, match="another commit"):
        fetch(tmp_path)
    assert hub.asked == []


def test_no_net_is_said_in_words(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(WrongState, match="Run the same command again"):
        fetch(tmp_path)


def test_a_full_disk_is_seen_before_anything_is_fetched(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: usage)  # type: ignore[attr-defined]  # reaching in
    with pytest.raises(WrongState, match="Make room"):
        fetch(tmp_path)
    assert hub.asked == []


def test_a_disk_that_fills_up_meanwhile_is_said_in_words(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> Path:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as filled:
        filled.setattr(real_hub, "bring", full)
        with pytest.raises(WrongState, match="disk is full"):
            fetch(tmp_path)
    assert store.list_models(tmp_path) == []
    assert store.list_damaged(fetch(tmp_path)) == []


def test_a_large_file_without_a_checksum_of_ours_is_never_kept(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {name: PinnedFile(len(content), None) for name, content in hub.files.items() if name != "model.safetensors"}
    monkeypatch.setattr(pins, "load", lambda _path=None: {NAME: Pin(REPOSITORY, COMMIT, known)})
    monkeypatch.setattr(download, "SMALL", 1000)
    with pytest.raises(WrongState):
        fetch(tmp_path)
    assert store.list_models(tmp_path) == []


def test_only_what_is_on_the_list_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="not on our list") as refused:
        download.fetch(tmp_path, "../evil", progress=lambda *_: None)
    assert refused.value.field == "name"
    assert list(tmp_path.iterdir()) == []


def test_the_hub_must_be_safe_to_talk_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://example.invalid")
    with pytest.raises(WrongState, match="https"):
        download.fetch(tmp_path, NAME, progress=lambda *_: None)


def test_our_list_names_every_size_by_its_commit_and_its_weights_by_their_checksum() -> None:
    known = pins.load()
    assert tuple(known) == download.NAMES
    for name, pin in known.items():
        assert pin.repository == f"KBLab/{name}"
        assert len(bytes.fromhex(pin.commit)) == 20
        weights = pin.files["model.bin"].sha256
        assert weights is not None
        assert len(bytes.fromhex(weights)) == 32
        assert all(pin.files[file].size < download.SMALL for file in pin.unproved)
        assert set(pin.files) <= set(store.WANTED)


def test_a_model_is_put_on_the_list_with_every_checksum(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "pins.json"
    written.write_text(json.dumps({"read": "", "models": {}}), encoding="utf-8")
    keep = pins.save
    monkeypatch.setattr(pins, "save", lambda name, pin, *, read: keep(name, pin, read=read, path=written))
    made = download.pin(NAME, folder=tmp_path / "small", progress=lambda *_: None)
    content = json.loads(written.read_text(encoding="utf-8"))
    assert hub.address in content["read"]
    assert content["models"][NAME]["commit"] == COMMIT == made.commit
    assert made.unproved == []
    for name, file in made.files.items():
        assert file == PinnedFile(len(hub.files[name]), hashlib.sha256(hub.files[name]).hexdigest())
    assert "model.bin" not in [name for name, _ in hub.asked]
