"""The data keys: made and destroyed in one file that several processes use, moved to a new ring in one step."""

import errno
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from toolkit.errors import Misconfigured, Tampered, WrongState
from toolkit.vault.data_key_file import parse, read_whole
from toolkit.vault.data_keys import INSTALLATION, DataKeys, KeyGone
from toolkit.vault.keyring import Keyring
from toolkit.vault.texts import open_text, seal_text

OLD = Keyring({"old": b"o" * 32}, active="old")
BOTH = Keyring({"old": b"o" * 32, "new": b"n" * 32}, active="new")
NEW = Keyring({"new": b"n" * 32}, active="new")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data_keys.json"


@pytest.fixture
def keys(path: Path) -> DataKeys:
    return DataKeys.begin(path, OLD)


def test_a_new_installation_has_one_key_in_a_file_of_its_own(keys: DataKeys, path: Path) -> None:
    assert keys.names == {INSTALLATION}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(WrongState):
        DataKeys.begin(path, OLD)


def test_each_name_has_a_key_that_opens_nothing_of_another(keys: DataKeys) -> None:
    assert keys.create("one", "other") == {"one", "other"}
    sealed = seal_text(keys.get("one"), "a.b", "hej", row="1")
    assert open_text(keys.get("one"), "a.b", sealed, row="1") == "hej"
    with pytest.raises(Misconfigured):
        open_text(keys.get("other"), "a.b", sealed, row="1")


def test_a_key_that_is_there_is_not_made_anew(keys: DataKeys) -> None:
    keys.create("one")
    sealed = seal_text(keys.get("one"), "a.b", "hej", row="1")
    assert keys.create("one", "two") == {"two"}
    assert open_text(keys.get("one"), "a.b", sealed, row="1") == "hej"


def test_another_process_sees_what_was_made_and_what_was_destroyed(keys: DataKeys, path: Path) -> None:
    other = DataKeys(path, OLD)
    keys.create("one")
    sealed = seal_text(other.get("one"), "a.b", "hej", row="1")
    assert keys.destroy("one", "unknown") == {"one"}
    with pytest.raises(KeyGone):
        other.get("one")
    assert other.create("one") == {"one"}
    with pytest.raises(Tampered):
        open_text(keys.get("one"), "a.b", sealed, row="1")


def test_what_the_old_file_held_is_written_over(keys: DataKeys, path: Path) -> None:
    keys.create("one")
    with path.open("rb") as old:
        keys.destroy("one")
        assert old.read().strip() == b""


def test_no_name_and_no_key_stands_in_the_file_in_the_open(keys: DataKeys, path: Path) -> None:
    keys.create("one")
    text = path.read_text()
    assert "one" in text
    assert keys.get("one").derive(b"x").hex() not in text
    assert {key_id for key_id, _ in parse(text)[0].values()} == {"old"}


def test_wrapped_keys_that_changed_places_are_refused(keys: DataKeys, path: Path) -> None:
    keys.create("one", "two")
    text = path.read_text()
    path.write_text(text.replace('"one"', '"three"').replace('"two"', '"one"').replace('"three"', '"two"'))
    for name in ("one", "two"):
        with pytest.raises(Tampered):
            DataKeys(path, OLD).get(name)


def test_a_change_of_the_ring_touches_no_text(keys: DataKeys, path: Path) -> None:
    keys.create("one")
    sealed = seal_text(keys.get("one"), "a.b", "hej", row="1")
    assert keys.count_by_ring_key() == {"old": 2}
    assert (keys.rewrap(BOTH), keys.rewrap(BOTH)) == (2, 0)
    assert keys.count_by_ring_key() == {"new": 2}
    assert open_text(DataKeys(path, NEW).get("one"), "a.b", sealed, row="1") == "hej"
    with pytest.raises(Misconfigured):
        DataKeys(path, OLD).get("one")


def test_a_change_that_cannot_open_one_key_changes_none(keys: DataKeys, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Misconfigured):
        keys.rewrap(NEW)
    assert path.read_bytes() == before


def test_a_lost_file_is_said_and_not_made_anew(keys: DataKeys, path: Path) -> None:
    path.unlink()
    for attempt in (lambda: keys.get(INSTALLATION), lambda: keys.create("one"), lambda: keys.destroy("one")):
        with pytest.raises(Misconfigured, match="is missing"):
            attempt()
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"form": 2, "keys": {}}', '{"form": 1}', '{"form": 1, "keys": {"a": 1}}',
     '{"form": 1, "keys": {"a": ["old", "*"]}}'],
)  # fmt: skip
def test_a_damaged_file_is_said(keys: DataKeys, path: Path, text: str) -> None:
    path.write_text(f"{text}\n")
    with pytest.raises(Misconfigured, match="cannot be read"):
        keys.get(INSTALLATION)


@pytest.mark.parametrize("line", ["x", "[]", "1", '{"one": 1}', '{"one": ["old", "*"]}'])
def test_a_damaged_line_is_said(keys: DataKeys, path: Path, line: str) -> None:
    keys.create("one")
    path.write_text(path.read_text() + f"{line}\n")
    for reader in (keys, DataKeys(path, OLD)):
        with pytest.raises(Misconfigured, match="cannot be read"):
            reader.get("one")


def test_making_keys_adds_a_line_and_leaves_the_rest_as_it_lies(keys: DataKeys, path: Path) -> None:
    before, number = path.read_bytes(), path.stat().st_ino
    keys.create("one", "two")
    assert path.stat().st_ino == number
    assert path.read_bytes().startswith(before)
    assert path.read_bytes().count(b"\n") == before.count(b"\n") + 1


def test_a_kill_at_any_byte_of_a_line_leaves_all_of_its_keys_or_none(keys: DataKeys, path: Path) -> None:
    whole = keys.names | {"one", "two"}
    before = len(path.read_bytes())
    keys.create("one", "two")
    content = path.read_bytes()
    for end in range(before, len(content) + 1):
        path.write_bytes(content[:end])
        assert DataKeys(path, OLD).names == (whole if end == len(content) else {INSTALLATION}), end
    path.write_bytes(content[:-9])
    assert "one" not in parse(read_whole(path))[0]
    again = DataKeys(path, OLD)
    assert again.create("three") == {"three"}
    assert DataKeys(path, OLD).names == {INSTALLATION, "three"}


def test_a_full_disk_leaves_the_file_as_it_was(keys: DataKeys, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keys.create("one")
    assert path.read_bytes() == before
    assert "one" not in keys


def test_a_reader_of_a_file_that_was_written_anew_twice_keeps_nothing_of_the_first(keys: DataKeys, path: Path) -> None:
    """A file system gives a number again: what another file has it may be longer, and is not what the first became."""
    reader = DataKeys(path, OLD)
    keys.create("one", "two")
    assert "one" in reader
    first = path.stat().st_ino
    for _ in range(20):
        keys.destroy("one")
        keys.create("three", "four", "five")
        keys.discard("three")
        if path.stat().st_ino == first:
            break
        keys.create("one")
    assert "one" not in reader or "one" in keys
    assert reader.names == keys.names


def _make(path: Path, number: int) -> None:
    keys = DataKeys(path, OLD)
    for each in range(5):
        keys.create(f"{number}-{each}")
        keys.get(INSTALLATION)


def test_processes_that_write_at_once_lose_nothing_of_each_other(keys: DataKeys, path: Path) -> None:
    context = multiprocessing.get_context("fork")
    at_work = [context.Process(target=_make, args=(path, number)) for number in range(4)]
    for one in at_work:
        one.start()
    for one in at_work:
        one.join()
    assert [one.exitcode for one in at_work] == [0] * 4
    assert len(keys.names) == 1 + 4 * 5
