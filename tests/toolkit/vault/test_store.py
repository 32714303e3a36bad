"""One contract, three stores; then what only a disk can do: fill up, and be left behind by a killed writer."""

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.engines import ENGINES
from toolkit.errors import NotFound, StorageFull, WrongState
from toolkit.vault.data_keys import INSTALLATION, DataKeys, KeyGone
from toolkit.vault.keyring import Keyring
from toolkit.vault.memory import MemoryStore
from toolkit.vault.object_store import ObjectStore
from toolkit.vault.sealing import SealingWriter, Target
from toolkit.vault.store import FileStore, Store
from toolkit.vault.vault import Vault

NAME = "0f8c-recording"
SMALLEST_PART = 5 * 1024 * 1024  # S3 takes none that is smaller
RING = Keyring({"only": b"k" * 32}, active="only")


@pytest.fixture
def keys(tmp_path: Path) -> DataKeys:
    """Keys beside the folder of files, as an installation has them."""
    (tmp_path / "keys").mkdir()
    return DataKeys.begin(tmp_path / "keys" / "data_keys.json", RING)


@pytest.fixture(params=["disk", "memory", pytest.param("s3", marks=ENGINES)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "s3":
        objects = ObjectStore(request.getfixturevalue("s3_settings"), part=SMALLEST_PART)
        yield objects
        objects.close()
    else:
        yield FileStore(tmp_path / "vault") if request.param == "disk" else MemoryStore()


def put(store: Store, name: str = NAME, data: bytes = b"sealed") -> None:
    with store.create(name) as draft:
        draft.write(data)


def put_half_then_fail(draft: Target) -> None:
    draft.write(b"half" * 50_000)
    draft.write("a text, not bytes")  # type: ignore[arg-type]  # the mistake is the point


def test_what_is_created_is_there_with_its_size(store: Store) -> None:
    with store.create(NAME) as draft:
        assert draft.write(b"sea") + draft.write(b"led") == 6
        assert not store.exists(NAME)
    assert store.exists(NAME)
    assert store.size(NAME) == 6
    with store.open(NAME) as file:
        file.seek(3)
        assert file.read() == b"led"


def test_a_writer_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(TypeError), store.create(NAME) as draft:
        put_half_then_fail(draft)
    assert not store.exists(NAME)
    assert store.list_leftovers() == []
    put(store)


def test_a_name_in_use_is_refused_and_the_first_file_stays(store: Store) -> None:
    put(store, data=b"first")
    with pytest.raises(WrongState), store.create(NAME) as draft:
        draft.write(b"second")
    with store.open(NAME) as file:
        assert file.read() == b"first"


def test_of_two_writers_of_one_name_the_first_to_finish_wins(store: Store) -> None:
    slow = store.create(NAME)
    slow.__enter__().write(b"slow")
    put(store, data=b"quick")
    with pytest.raises(WrongState):
        slow.__exit__(None, None, None)
    with store.open(NAME) as file:
        assert file.read() == b"quick"
    assert store.list_leftovers() == []


def test_what_is_destroyed_is_gone_and_destroying_again_is_no_error(store: Store) -> None:
    put(store)
    assert store.destroy(NAME) is True
    assert store.destroy(NAME) is False
    assert not store.exists(NAME)
    for ask in (store.open, store.size):
        with pytest.raises(NotFound):
            ask(NAME)


def test_many_are_read_one_after_the_other_and_removed_at_once(store: Store) -> None:
    names = [f"chunk-{number}" for number in range(20)]
    for name in names:
        put(store, name, name.encode() * 3)
    for name, file in zip(names, store.open_each(names), strict=True):
        with file:
            assert file.read() == name.encode() * 3
    store.destroy_all([*names[:15], "never-there"])
    assert store.list_names() == sorted(names[15:])
    with pytest.raises(NotFound):
        next(store.open_each(["chunk-0"]))
    store.destroy_all([])


def test_names_are_listed_in_order_and_by_prefix(store: Store) -> None:
    for name in ("take-b-2", "take-a-1", "take-b-1"):
        put(store, name)
    assert store.list_names() == ["take-a-1", "take-b-1", "take-b-2"]
    assert store.list_names("take-b-") == ["take-b-1", "take-b-2"]


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "A", "å", "-a", "a.part", "a\x00", "a" * 101, "a\n"])
def test_odd_names_are_refused_in_every_verb(store: Store, name: str) -> None:
    for verb in (store.open, store.destroy, store.exists, store.size, lambda odd: put(store, odd)):
        with pytest.raises(NotFound):
            verb(name)


def test_leftovers_are_listed_and_removed_only_when_old(store: Store) -> None:
    abandoned = store.create(NAME)
    abandoned.__enter__().write(b"half" * 1_500_000)
    assert store.list_leftovers() == [NAME]
    assert store.list_names() == []
    assert store.remove_leftovers(untouched_for=timedelta(hours=1)) == 0
    assert store.remove_leftovers(untouched_for=timedelta(0)) == 1
    assert store.list_leftovers() == []


def test_files_are_for_the_servers_account_only(tmp_path: Path) -> None:
    put(FileStore(tmp_path / "vault"))
    for path in (tmp_path / "vault").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(("owner", "verb"), [(Path, "mkdir"), (os, "open"), (os, "fsync"), (Path, "rename")])
def test_a_full_disk_is_said_and_nothing_else_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, verb: str
) -> None:
    store = FileStore(tmp_path / "vault")
    put(store, "earlier", b"safe")
    monkeypatch.setattr(owner, verb, full)
    with pytest.raises(StorageFull):
        put(store)
    monkeypatch.undo()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["earlier"]
    put(store)


def test_a_disk_that_fills_up_while_writing_is_said_too(
    tmp_path: Path, keys: DataKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def opens_full(path: Path, flags: int, mode: int = 0o777) -> int:
        handle = opened(path, flags, mode)
        if path.suffix != ".part":
            return handle
        os.close(handle)
        return opened("/dev/full", os.O_WRONLY)  # it takes nothing, and answers as a full disk does

    monkeypatch.setattr(os, "open", opens_full)
    with pytest.raises(StorageFull), Vault(FileStore(tmp_path / "vault"), keys).writing(NAME) as writer:
        writer.write(b"x" * 200_000)
    assert not [path for path in (tmp_path / "vault").rglob("*") if path.is_file()]


def test_a_writer_killed_in_the_middle_leaves_only_a_part(tmp_path: Path, keys: DataKeys) -> None:
    story = """
        import sys, time
        from pathlib import Path
        from toolkit.vault.data_keys import DataKeys
        from toolkit.vault.keyring import Keyring
        from toolkit.vault.store import FileStore
        from toolkit.vault.vault import Vault
        folder = Path(sys.argv[1])
        keys = DataKeys(folder / "keys" / "data_keys.json", Keyring({"only": b"k" * 32}, active="only"))
        vault = Vault(FileStore(folder / "vault"), keys)
        with vault.writing("0f8c-recording") as writer:
            writer.write(b"Skata-i-granen" * 20_000)
            print("half", flush=True)
            time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(story), str(tmp_path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"half\n"
        writer.send_signal(signal.SIGKILL)
    store = FileStore(tmp_path / "vault")
    assert (store.list_names(), store.list_leftovers()) == ([], [NAME])
    [left] = [path for path in (tmp_path / "vault").rglob("*") if path.is_file()]
    assert left.suffix == ".part"
    assert left.stat().st_size > 65_536
    assert b"Skata" not in left.read_bytes()
    assert store.remove_leftovers(untouched_for=timedelta(0)) == 1
    put(store)


def test_the_vault_seals_into_the_store_and_opens_again(store: Store, keys: DataKeys) -> None:
    vault = Vault(store, keys)
    with vault.writing(NAME) as writer:
        for piece in (b"Skata", b"-i-", b"granen"):
            writer.write(piece)
    with vault.reading(writer.sealed) as reader:
        assert reader.read() == b"Skata-i-granen"
    with store.open(NAME) as file:
        assert b"granen" not in file.read()
    keys.create("an-interview")
    moved = vault.move(writer.sealed, to="an-interview")
    assert (writer.sealed.key_id, moved.key_id) == (INSTALLATION, "an-interview")
    assert vault.move(moved, to="an-interview") is moved
    with vault.reading(moved) as reader:
        assert reader.read() == b"Skata-i-granen"
    keys.destroy("an-interview")
    with pytest.raises(KeyGone):
        vault.reading(moved)
    assert vault.destroy(NAME)
    with pytest.raises(NotFound):
        vault.reading(writer.sealed)


def test_a_file_of_many_parts_is_read_from_any_place(store: Store, keys: DataKeys) -> None:
    vault, plain = Vault(store, keys), os.urandom(11_000_000)
    with vault.writing(NAME) as writer:
        for start in range(0, len(plain), 1_000_000):
            writer.write(plain[start : start + 1_000_000])
    with vault.reading(writer.sealed) as reader:
        for place, size in ((10_999_990, 100), (0, 10), (5_000_000, 1_200_000), (65_530, 20)):
            reader.seek(place)
            assert reader.read(size) == plain[place : place + size]
    [again] = [reader.read() for reader in vault.reading_each([writer.sealed])]
    assert again == plain


def test_a_file_is_lent_to_another_process_sealed_and_by_its_descriptor(store: Store, keys: DataKeys) -> None:
    vault = Vault(store, keys)
    with vault.writing(NAME) as writer:
        writer.write(b"Skata-i-granen" * 10_000)
    with vault.lending(NAME) as lent:
        read = subprocess.run(
            [sys.executable, "-c", f"import os, sys; sys.stdout.buffer.write(open({lent.fileno()}, 'rb').read())"],
            pass_fds=[lent.fileno()], capture_output=True, check=True,
        ).stdout  # fmt: skip
    assert len(read) == writer.sealed.blob_length
    assert b"Skata" not in read
    with store.open(NAME) as file:
        assert file.read() == read
    with pytest.raises(NotFound), vault.lending("another"):
        pass


def receive(writer: SealingWriter) -> None:
    writer.write(b"x" * 200_000)
    raise ConnectionError


def test_a_recording_that_breaks_off_leaves_nothing_in_the_vault(store: Store, keys: DataKeys) -> None:
    with pytest.raises(ConnectionError), Vault(store, keys).writing(NAME) as writer:
        receive(writer)
    assert (store.list_names(), store.list_leftovers()) == ([], [])
