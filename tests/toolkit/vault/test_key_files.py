"""A file of keys is replaced whole, for its owner alone, and the old one is written over."""

import stat
from pathlib import Path

import pytest

from toolkit.vault.key_files import replace_and_erase, replace_file


@pytest.mark.parametrize("replace", [replace_file, replace_and_erase])
def test_a_file_is_replaced_whole_and_closed_to_others(tmp_path: Path, replace: object) -> None:
    assert callable(replace)
    path = tmp_path / "keys.json"
    for text in ("one", "two, which is longer"):
        replace(path, text)
        assert path.read_text() == f"{text}\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


def test_what_the_old_file_held_is_written_over_where_it_lay(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    replace_file(path, "secret")
    with path.open("rb") as old:
        replace_and_erase(path, "next")
        assert old.read().strip() == b""
    assert path.read_text() == "next\n"


def test_a_disk_that_fails_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "keys.json"
    replace_file(path, "old")

    def fails(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fails)
    for replace in (replace_file, replace_and_erase):
        with pytest.raises(OSError):  # noqa: PT011 - any failure of the disk
            replace(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old\n"
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]
