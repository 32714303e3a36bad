"""`prove-offline` counts what tries to leave, name look-ups too, and says plainly where it can prove nothing."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from app import main
from toolkit import config
from toolkit.errors import Misconfigured
from toolkit.operations import offline

TRY = """
import socket, sys, tempfile
from contextlib import suppress
from pathlib import Path
from toolkit.operations import offline

offline.open_loopback()
with tempfile.TemporaryDirectory() as folder:
    offline.lead_names_away(Path(folder))
    here = socket.create_server(("127.0.0.1", 0))
    before = offline.count_attempts()
    socket.create_connection(here.getsockname()).close()
    print(offline.count_attempts() - before)
    for what in sys.argv[1:]:
        with suppress(OSError):
            socket.getaddrinfo(what, 80) if what == "example.org" else socket.create_connection((what, 80), 2)
        print(offline.count_attempts() - before)
"""


def inside(code: str, *arguments: str) -> list[str]:
    """What a piece of code prints in a network that leads nowhere; skips where there can be none."""
    try:
        offline.require_network()
    except Misconfigured as error:
        pytest.skip(error.message % error.values)
    command = [*offline.NEW_NETWORK, sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=config.ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def test_it_counts_every_way_out_and_nothing_on_this_machine() -> None:
    on_loopback, *counts = map(int, inside(TRY, "192.0.2.7", "2001:db8::7", "example.org"))
    assert on_loopback == 0
    assert 0 < counts[0] < counts[1] < counts[2]


def test_a_count_that_sees_nothing_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "count_attempts", lambda: 0)
    monkeypatch.setattr(offline, "NOWHERE", ())
    monkeypatch.setattr("socket.getaddrinfo", lambda *_: [])
    assert offline.prove(lambda: None) == 0
    monkeypatch.setattr(offline, "NOWHERE", ("127.0.0.1",))
    with pytest.raises(Misconfigured, match="nothing was proved"):
        offline.prove(lambda: None)


@pytest.mark.parametrize("network", [("unshare-that-is-not-there",), ("false",)])
def test_a_machine_that_allows_no_network_of_its_own_is_told_why(
    network: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline, "NEW_NETWORK", network)
    monkeypatch.delenv(offline.INSIDE, raising=False)
    result = CliRunner().invoke(main, ["prove-offline", "--language", "en"])
    assert result.exit_code == 2
    assert "nothing was proved" in result.output
    assert "unprivileged" in result.output


@pytest.mark.slow
def test_a_fresh_installation_starts_without_asking_for_anything() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BR_")}
    done = subprocess.run(
        [sys.executable, "app.py", "prove-offline", "--short", "--language", "en"],
        cwd=config.ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 2:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing tried to leave" in done.stdout
