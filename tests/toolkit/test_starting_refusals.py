"""The start refuses what would be unsafe, and ends with a sentence where it cannot write."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.network import offline_environment
from toolkit import config, starting
from toolkit.errors import Misconfigured


def prepared(instance: Path) -> config.Settings:
    return starting.prepare_instance({"BR_INSTANCE": str(instance)})


def sentence(instance: Path) -> str:
    with pytest.raises(Misconfigured) as refused:
        prepared(instance)
    return refused.value.message % refused.value.values


def test_a_fresh_start_makes_a_closed_folder_with_keys_and_tables(tmp_path: Path) -> None:
    settings = prepared(tmp_path / "instance")
    assert settings.instance.stat().st_mode & 0o777 == 0o700
    assert {"keys", "roster.sqlite3"} <= {path.name for path in settings.instance.iterdir()}
    assert prepared(tmp_path / "instance") == settings


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_a_folder_that_others_can_reach_stops_the_start_and_the_sentence_mends_it(tmp_path: Path, mode: int) -> None:
    instance = tmp_path / "instance"
    prepared(instance)
    instance.chmod(mode)
    said = sentence(instance)
    assert said == f"Others on this machine can reach {instance}. Close it: chmod 700 {instance}"
    subprocess.run(said.partition("Close it: ")[2].split(), check=True)
    prepared(instance)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EROFS, "the disk may only be read"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "Check who owns it"),
        (errno.EPERM, "Check who owns it"),
    ],
)
def test_where_nothing_can_be_written_it_says_why_and_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    instance = tmp_path / "instance"

    def refuse(path: Path, *_: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert said in sentence(instance)
    assert str(instance) in sentence(instance)


@pytest.mark.parametrize("command", ["prepare", "up", "serve"])
def test_a_command_ends_in_a_sentence_and_never_in_a_stack_trace(tmp_path: Path, command: str) -> None:
    """A file stands where the folder should be: as unwritable as a disk that may only be read, also for root."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "app.py", command], cwd=config.ROOT, capture_output=True, text=True, check=False,
        env=offline_environment(BR_INSTANCE=str(tmp_path / "file" / "instance")),
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
