"""Web server and worker begin and end together: killed, without a terminal, twice in one folder, port taken."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.network import offline_environment
from toolkit import config, supervising
from toolkit.errors import Misconfigured

pytestmark = [pytest.mark.one_database]
PATIENCE_S = 90
# Says who it is, then waits; it ends at TERM, or when whoever supervises it is gone.
FOLLOWER = (
    "import os, sys, time; from toolkit import supervising; supervising.follow_supervisor();"
    " open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(120)"
)
SUPERVISOR = (
    "import os, sys; from toolkit import supervising;"
    " sys.exit(supervising.run_together([[sys.executable, '-c', sys.argv[1], name] for name in sys.argv[2:]],"
    " dict(os.environ), look=lambda: None))"
)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_so: Callable[[], bool], message: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < until, message
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Whether a process runs. One that has ended and waits for somebody to notice does not."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat")
        return not (status.exists() and status.read_text().rpartition(") ")[2].startswith("Z"))
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """A supervisor with two processes that do nothing: it, and the numbers of the two."""
    files = [tmp_path / name for name in ("one", "two")]
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, FOLLOWER, *map(str, files)],
        cwd=config.ROOT,
        env=offline_environment(),
        start_new_session=True,
    )
    wait_until(lambda: all(file.exists() and file.read_text() for file in files), "they did not begin")
    pids = [int(file.read_text()) for file in files]
    yield process, pids
    for pid in (process.pid, *pids):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait(10)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_however_the_supervisor_ends_nothing_is_left(
    supervised: tuple[subprocess.Popen[bytes], list[int]], number: signal.Signals
) -> None:
    process, pids = supervised
    process.send_signal(number)
    assert process.wait(PATIENCE_S) == (-signal.SIGKILL if number == signal.SIGKILL else 0)
    wait_until(lambda: not any(map(is_alive, pids)), "a process was left behind")


def test_when_one_ends_the_other_ends_and_the_status_says_so(
    supervised: tuple[subprocess.Popen[bytes], list[int]],
) -> None:
    process, (one, two) = supervised
    os.kill(one, signal.SIGKILL)
    assert process.wait(PATIENCE_S) != 0
    wait_until(lambda: not is_alive(two), "the other was left behind")


def test_nobody_follows_what_is_not_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(supervising.PIPE, "not a number")
    supervising.follow_supervisor()
    assert supervising.PIPE not in os.environ


def test_a_folder_is_used_by_one_program(tmp_path: Path) -> None:
    with supervising.only_one(tmp_path):
        second = subprocess.run(
            [sys.executable, "app.py", "up"],
            cwd=config.ROOT,
            env=offline_environment(
                BR_INSTANCE=str(tmp_path), BR_DEMO="1", BR_PORT=str(free_port()), LC_ALL="sv_SE.UTF-8"
            ),
            capture_output=True,
            text=True,
            check=False,
        )
    assert second.returncode != 0
    assert "redan igång" in second.stdout + second.stderr
    assert "Traceback" not in second.stdout + second.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [supervising.LOCK], "it touched nothing"
    with supervising.only_one(tmp_path):
        pass  # whoever held it let go


def test_a_taken_port_is_told_before_anything_is_said_or_begun(tmp_path: Path, settings: config.Settings) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Misconfigured, match="Nothing can listen"):
            supervising.require_port(replace(settings, host="127.0.0.1", port=port))
    supervising.require_port(replace(settings, host="127.0.0.1", port=port))
