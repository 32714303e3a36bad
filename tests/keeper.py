"""Keeps a throwaway PostgreSQL running: `python -m tests.keeper FOLDER_WITH_PROGRAMS`.

It prints the server's address, and stops the server when standard input closes. That happens when the tests
end, and also when they are killed, so nothing is left behind. The data is in a temporary folder.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "80",
}
LONGEST_SOCKET_PATH = 107  # bytes, on Linux
START_SECONDS = 30


class Person:
    """Who the server runs as: PostgreSQL refuses to run as root, so root steps aside for a lesser user."""

    def __init__(self) -> None:
        self.uid: int | None = None
        self.gid: int | None = None
        if os.geteuid() == 0:
            names = {entry.pw_name: entry for entry in pwd.getpwall()}
            entry = names.get("postgres") or names["nobody"]
            self.uid, self.gid = entry.pw_uid, entry.pw_gid

    def run(self, command: list[str], *, folder: Path, log: Path) -> subprocess.Popen[bytes]:
        """Start a command as this person in `folder`; what it says is added to `log`."""
        with log.open("ab") as words:
            return subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
            )


@contextlib.contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Run a new server and yield its libpq address; stop it and remove its data afterwards.

    Raises `RuntimeError` with the server's own words when it does not start.
    """
    person = Person()
    folder = Path(tempfile.mkdtemp(prefix="br-pg-", dir=_place_for_socket(person)))
    log = folder / "log"
    server: subprocess.Popen[bytes] | None = None
    try:
        if person.uid is not None and person.gid is not None:
            os.chown(folder, person.uid, person.gid)
        options = ["--auth=trust", "--username=br", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        initdb = [str(programs / "initdb"), *options, "--pgdata", str(folder / "data")]
        if person.run(initdb, folder=folder, log=log).wait(timeout=120):
            raise RuntimeError(log.read_text(errors="replace"))
        settings = SETTINGS | {"unix_socket_directories": str(folder)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        postgres = [str(programs / "postgres"), "-D", str(folder / "data"), *words]
        server = person.run(postgres, folder=folder, log=log)
        address = f"postgresql://br@/postgres?host={folder}"
        _wait_for(address, server=server, log=log)
        yield address
    finally:
        if server:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _place_for_socket(person: Person) -> str:
    """Return a temporary folder with a path short enough for a socket, and open to the lesser user."""
    usual = tempfile.gettempdir()
    fits = len(os.fsencode(usual)) + len("/br-pg-xxxxxxxx/.s.PGSQL.5432.lock") <= LONGEST_SOCKET_PATH
    way = [Path(usual).resolve(), *Path(usual).resolve().parents]
    is_open = person.uid is None or all(step.stat().st_mode & 0o001 for step in way)
    return usual if fits and is_open else "/tmp"  # noqa: S108 - mkdtemp makes a private folder in it


def _wait_for(address: str, *, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(address):
            return
        time.sleep(0.05)
    raise RuntimeError(log.read_text(errors="replace"))


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(timeout=20)


def main(arguments: list[str]) -> int:
    """Hold a server until standard input closes; return the exit status."""
    try:
        with cluster(Path(arguments[0])) as address:
            print(address, flush=True)
            sys.stdin.read()
    except RuntimeError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
