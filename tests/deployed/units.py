"""The units of systemd, installed by the administrators' page word by word and started in a machine of their own.

systemd-nspawn boots a Debian in a folder, with no net but its loopback: what the units need, they have to find there.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.deployed.docker import OWN_GROUPS, debian_sources
from tests.packages import NoMeansError, install_debian_package
from toolkit.config import ROOT

INSIDE = "systemd,systemd-sysv,dbus,python3,make,procps,ca-certificates"
PACKAGES = {"systemd-nspawn": "systemd-container", "mmdebstrap": "mmdebstrap"}
BOOT_S, START_S = 120, 180
PROGRAM = "opt/barnens-roster"
WEB, WORKER = "barnens-roster-web", "barnens-roster-worker"
HEALTH = "from urllib.request import urlopen; print(urlopen('http://127.0.0.1:8400/health', timeout=5).read().decode())"
MOST_EXPOSED = 4.0
"""As systemd-analyze security reckons, from 0 (closed) to 10."""
Tell = Callable[[str], None]


class Machine:
    """A Debian that has been booted from a folder."""

    def __init__(self, leader: int) -> None:
        self._leader = leader

    def run(self, command: str) -> str:
        """What a command line says in there. Raises `RuntimeError` with it when it fails."""
        done = subprocess.run(
            ["nsenter", "--target", str(self._leader), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup",
             "sh", "-c", command],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout[-3000:]}")
        return done.stdout.strip()

    def until(self, command: str, words: str, *, seconds: int = START_S) -> str:
        """Ask again and again until the answer holds the words. Raises `AssertionError` with the last answer."""
        until, said = time.monotonic() + seconds, ""
        while time.monotonic() < until:
            try:
                said = self.run(command)
            except RuntimeError as problem:
                said = str(problem)
            if words in said:
                return said
            time.sleep(1)
        raise AssertionError(f"{words!r} never came: {said[-2000:]}")


def start(folder: Path, tell: Tell) -> None:
    """Install, start, kill and stop the services. Raises when something is not as it should be."""
    if os.geteuid() != 0:
        raise NoMeansError("A machine in a folder is booted by root only.")
    for program, package in PACKAGES.items():
        if shutil.which(program) is None:
            install_debian_package(package, why="the units are started with it")
    tell("a Debian in a folder, and the program in its /opt")
    root = _make_root(folder)
    with booted(root, folder) as machine:
        _install(machine, tell)
        _walk(machine, tell)


def _make_root(folder: Path) -> Path:
    root = folder / "root"
    with debian_sources() as mirrors:
        subprocess.run(
            ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={INSIDE}", "bookworm", root, "-"],
            stdin=mirrors, check=True,
        )  # fmt: skip
    subprocess.run(["git", "clone", "--quiet", ROOT, root / PROGRAM], check=True)
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", root / "etc/ssl/certs/ca-certificates.crt")
    prepare = "cd /opt/barnens-roster && PIP_CERT=/etc/ssl/certs/ca-certificates.crt sh .setup/prepare run"
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    subprocess.run(
        ["chroot", root, "sh", "-c", f"mount -t proc proc /proc; {prepare}; s=$?; umount /proc; exit $s"], check=True
    )
    return root


@contextmanager
def booted(root: Path, folder: Path) -> Iterator[Machine]:
    """A machine that has come up. Raises `NoMeansError` with its last words where it does not."""
    with (folder / "boot.log").open("wb") as log:
        nspawn = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", OWN_GROUPS, "sh",
             "systemd-nspawn", "--quiet", "--directory", root, "--boot", "--register=no", "--keep-unit",
             "--private-network", "--console=pipe"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        machine = Machine(_leader(nspawn, folder / "boot.log"))
        try:
            machine.until("systemctl is-system-running --wait || true", "ing", seconds=BOOT_S)
        except AssertionError as problem:
            raise NoMeansError(f"systemd does not come up here: {problem}") from None
        yield machine
    finally:
        nspawn.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            nspawn.wait(30)
        nspawn.kill()


def _leader(nspawn: "subprocess.Popen[bytes]", log: Path) -> int:
    """The machine's first process."""
    until = time.monotonic() + BOOT_S
    while time.monotonic() < until and nspawn.poll() is None:
        found = subprocess.run(
            ["ps", "--ppid", str(nspawn.pid), "-o", "pid=,comm="], capture_output=True, text=True, check=False
        ).stdout.split()
        if found and found[1] == "systemd":
            return int(found[0])
        time.sleep(0.5)
    raise NoMeansError("systemd-nspawn does not boot here: " + log.read_text("utf-8", "replace")[-600:])


def _install(machine: Machine, tell: Tell) -> None:
    """As docs/en/administrators.md says under «Under a service manager»."""
    machine.run("useradd --system --home-dir /opt/barnens-roster --shell /usr/sbin/nologin barnens-roster")
    machine.run("cp /opt/barnens-roster/deploy/barnens-roster-*.service /etc/systemd/system/")
    machine.run("mkdir /etc/barnens-roster")
    machine.run("printf 'BR_MUNICIPALITY=Norrviks kommun\nBR_DEMO=0\n' > /etc/barnens-roster/settings")
    tell(
        machine.run("systemd-analyze verify /etc/systemd/system/barnens-roster-*.service")
        or "systemd-analyze verify: nothing"
    )
    machine.run("cp /opt/barnens-roster/deploy/barnens-roster /usr/local/sbin/")
    machine.run("systemctl daemon-reload")
    machine.run(f"systemctl enable --now {WEB} {WORKER}")


def _walk(machine: Machine, tell: Tell) -> None:
    health = f'/opt/barnens-roster/.venv/bin/python -c "{HEALTH}"'
    tell(machine.until(health, '"status":"ok"'))
    for name in (WEB, WORKER):
        said = machine.run(f"systemd-analyze security --no-pager {name} | tail -1")
        tell(said)
        exposure = float(next(word for word in said.split() if word.replace(".", "", 1).isdigit()))
        assert exposure <= MOST_EXPOSED, said
    tell(machine.run("barnens-roster doctor --language en"))
    for name in (WEB, WORKER):
        machine.run(f"systemctl kill --signal=KILL {name}")
        machine.until(f"systemctl show -p NRestarts {name}", "NRestarts=1")
        # It counts as soon as it is asked for; what it needs, prepare, runs first, and a stop meanwhile ends nothing.
        machine.until(f"systemctl show -p ActiveState {name}", "ActiveState=active")
    tell("killed, and back: " + machine.until(health, '"status":"ok"'))
    began = time.monotonic()
    machine.run(f"systemctl stop {WEB} {WORKER}")
    results = machine.run(f"systemctl show -p Result -p ExecMainStatus {WEB} {WORKER}")
    assert results.count("Result=success") == 2, results
    tell(f"stopped in {time.monotonic() - began:.1f} s, in order")
