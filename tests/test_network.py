"""The guard against leaving the machine: what it refuses, what it lets through, and how far it reaches."""

import contextlib
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.network import forget_attempts, offline_environment
from tests.offline.sitecustomize import LeavesTheMachineError

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent
# 192.0.2.0/24 and .invalid are set aside for documentation: no test could ever reach them.
ELSEWHERE = ("192.0.2.1", 9)
REACH_OUT = f"import socket; socket.create_connection({ELSEWHERE!r}, timeout=1)"


def test_a_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as connection, pytest.raises(LeavesTheMachineError, match=r"192\.0\.2\.1"):
        connection.connect(ELSEWHERE)
    assert len(forget_attempts()) == 1


def test_a_datagram_to_another_machine_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as letter, pytest.raises(LeavesTheMachineError):
        letter.sendto(b"hello", ELSEWHERE)
    assert len(forget_attempts()) == 1


def test_asking_for_a_name_is_refused() -> None:
    with pytest.raises(LeavesTheMachineError, match=r"elsewhere\.invalid"):
        socket.getaddrinfo("elsewhere.invalid", 443)
    with pytest.raises(LeavesTheMachineError):
        socket.gethostbyname("elsewhere.invalid")
    assert len(forget_attempts()) == 2


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost"])
def test_loopback_is_open(address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection((address, port), timeout=5) as connection:
            assert connection.getpeername()[1] == port


def test_a_local_socket_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("here")
        server.listen()
        client.connect("here")
        assert client.getpeername() == "here"


def test_a_caught_attempt_still_fails_its_test(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("SLIPCOVER_ENABLED", raising=False)  # a run within the run is not measured
    pytester.makepyfile(
        f"""
        import contextlib, socket

        def test_quiet():
            with contextlib.suppress(Exception):
                socket.socket().connect({ELSEWHERE!r})
        """,
    )
    result = pytester.runpytest_subprocess("-p", "tests.network", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*tried to leave the machine: socket.connect to '192.0.2.1'*"])


def test_a_child_process_is_guarded_too() -> None:
    child = subprocess.run(
        [sys.executable, "-c", REACH_OUT],
        env=offline_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert child.returncode != 0
    assert "LeavesTheMachineError" in child.stderr


def test_the_guard_cannot_be_passed_through_the_inner_module() -> None:
    inner = __import__("_socket")
    with contextlib.closing(inner.socket()) as connection, pytest.raises(LeavesTheMachineError):
        connection.connect(ELSEWHERE)
    assert len(forget_attempts()) == 1
