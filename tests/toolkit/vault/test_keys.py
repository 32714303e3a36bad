"""The key file: made once, closed to others, missed loudly, rotated without losing what came before."""

import stat
from pathlib import Path

import pytest

from toolkit.errors import Misconfigured, WrongState
from toolkit.vault import keys
from toolkit.vault.texts import open_text, seal_text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "keys" / "vault.json"


def sentence(refused: pytest.ExceptionInfo[Misconfigured]) -> str:
    return refused.value.message % refused.value.values


def test_setup_makes_a_key_file_that_only_the_server_can_read(path: Path) -> None:
    made = keys.create(path, sealed_data_exist=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["vault.json"]
    sealed = seal_text(made, "a.b", "hej", row="1")
    assert open_text(keys.load(path, sealed_data_exist=True), "a.b", sealed, row="1") == "hej"


def test_two_installations_never_share_a_key(tmp_path: Path) -> None:
    one = keys.create(tmp_path / "one" / "k.json", sealed_data_exist=False)
    two = keys.create(tmp_path / "two" / "k.json", sealed_data_exist=False)
    assert one.active != two.active


def test_a_key_file_is_never_made_twice(path: Path) -> None:
    keys.create(path, sealed_data_exist=False)
    before = path.read_bytes()
    with pytest.raises(WrongState):
        keys.create(path, sealed_data_exist=False)
    assert path.read_bytes() == before


def test_a_lost_key_file_stops_the_start_and_is_not_replaced(path: Path) -> None:
    for attempt in (keys.load, keys.create):
        with pytest.raises(Misconfigured) as refused:
            attempt(path, sealed_data_exist=True)
        assert "backup" in sentence(refused)
        assert str(path) in sentence(refused)
    assert not path.exists()


def test_a_machine_without_keys_or_data_is_sent_to_setup(path: Path) -> None:
    with pytest.raises(Misconfigured) as refused:
        keys.load(path, sealed_data_exist=False)
    assert "python app.py prepare" in sentence(refused)


@pytest.mark.parametrize(("which", "mode"), [("file", 0o640), ("file", 0o604), ("folder", 0o750)])
def test_a_key_file_that_others_can_reach_stops_the_start(path: Path, which: str, mode: int) -> None:
    keys.create(path, sealed_data_exist=False)
    open_one = path if which == "file" else path.parent
    open_one.chmod(mode)
    with pytest.raises(Misconfigured) as refused:
        keys.load(path, sealed_data_exist=True)
    assert f"chmod {'600' if which == 'file' else '700'} {open_one}" in sentence(refused)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"form": 2}', '{"form": 1, "active": "a", "keys": {"a": "*"}}',
     '{"form": 1, "active": "a", "keys": {"a": "QUJD"}}', '{"form": 1, "active": "a", "keys": []}'],
)  # fmt: skip
def test_a_damaged_key_file_stops_the_start(path: Path, text: str) -> None:
    keys.create(path, sealed_data_exist=False)
    path.write_text(text)
    with pytest.raises(Misconfigured):
        keys.load(path, sealed_data_exist=True)


def test_rotation_seals_with_a_new_key_and_opens_with_the_old(path: Path) -> None:
    first = keys.create(path, sealed_data_exist=False)
    sealed = seal_text(first, "a.b", "förut", row="1")
    second = keys.rotate(path)
    assert second.active != first.active
    assert set(second.key_ids) == {first.active, second.active}
    again = keys.load(path, sealed_data_exist=True)
    assert again.active == second.active
    assert open_text(again, "a.b", sealed, row="1") == "förut"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_only_a_replaced_key_can_be_retired(path: Path) -> None:
    first = keys.create(path, sealed_data_exist=False)
    second = keys.rotate(path)
    for wrong in (second.active, "unknown"):
        with pytest.raises(WrongState):
            keys.retire(path, wrong)
    assert keys.retire(path, first.active).key_ids == (second.active,)
    assert keys.load(path, sealed_data_exist=True).key_ids == (second.active,)


def test_a_rotation_that_cannot_be_written_leaves_the_old_keys(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keys.create(path, sealed_data_exist=False)

    def fails(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError):  # noqa: PT011 - any failure of the disk
        keys.rotate(path)
    monkeypatch.undo()
    assert keys.load(path, sealed_data_exist=True).key_ids == first.key_ids
    assert [file.name for file in path.parent.iterdir()] == [path.name]
