"""What `doctor` sees on the machine, before the program is asked: the folder, its room, the clock, the port.

None of it needs keys or a database, so it is told also when the program cannot start.
"""

import ctypes
import json
import os
import shutil
import socket
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from toolkit import language
from toolkit.addresses import is_loopback
from toolkit.config import MEGABYTE, Settings
from toolkit.errors import N_
from toolkit.findings import Finding, warning, well, wrong

LEAST_FREE = 256 * MEGABYTE
"""With less than this nothing large is written any more, and the health check says so."""
ENOUGH_FREE = 5 * 1024 * MEGABYTE
UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)
PATIENCE_S = 5.0
TIMEX = 256  # bytes, and a little more than struct timex needs

FOLDER, DISK, CLOCK, PORT, FRONT = N_("The folder"), N_("Disk"), N_("Clock"), N_("Port"), N_("Address")


def check_folder(instance: Path) -> Iterator[Finding]:
    """Whether the folder is there, ours, writable, and closed to others."""
    if not instance.is_dir():
        yield wrong(FOLDER, N_("%(folder)s is not there."), N_("Run: python app.py prepare"), folder=instance)
        return
    if not os.access(instance, os.W_OK | os.X_OK):
        yield wrong(
            FOLDER, N_("This account may not write in %(folder)s."),
            N_("Run it as the account that the program runs as, or give the folder to it with chown."), folder=instance,
        )  # fmt: skip
        return
    owner = instance.stat().st_uid
    strange = [path for path in _listed(instance) if path.stat().st_uid != owner]
    exposed = [path for path in _listed(instance) if path.stat().st_mode & 0o077]
    if strange:
        yield warning(
            FOLDER, N_("%(count)s files or folders belong to another account, such as %(path)s."),
            N_("Give them to the account that the program runs as: chown"), count=len(strange), path=strange[0],
        )  # fmt: skip
    if exposed:
        yield wrong(
            FOLDER, N_("Others on this machine can reach %(path)s."),
            N_("Close it: chmod -R go= %(folder)s"), path=exposed[0], folder=instance,
        )  # fmt: skip
    if not strange and not exposed:
        yield well(FOLDER, N_("%(folder)s is closed to others."), folder=instance)


def _listed(instance: Path) -> list[Path]:
    """The folder, what lies in it, and every key: enough to see a slip, and quick however much is stored."""
    return [instance, *instance.iterdir(), *(instance / "keys").glob("*")]


def free_bytes(folder: Path) -> int:
    """The room that is left where a folder lies, or would lie."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def is_writable(folder: Path) -> bool:
    """Whether a file can be made there: a full or read-only disk says no. Leaves nothing behind."""
    with suppress(OSError), tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"x")
        probe.flush()
        return True
    return False


def check_disk(instance: Path) -> Iterator[Finding]:
    """How much room there is."""
    free = free_bytes(instance)
    values = {"free": language.decimal(free / 1024**3)}
    if instance.is_dir() and not is_writable(instance):
        yield wrong(
            DISK, N_("Nothing can be written, though %(free)s GB are free."),
            N_("Look whether the disk is mounted read-only (mount), or has a quota."), **values,
        )  # fmt: skip
    elif free < LEAST_FREE:
        yield wrong(DISK, N_("Only %(free)s GB are free."), N_("Make room now: recordings are refused."), **values)
    elif free < ENOUGH_FREE:
        yield warning(DISK, N_("Only %(free)s GB are free."), N_("Make room soon."), **values)
    else:
        yield well(DISK, N_("%(free)s GB are free."), **values)


def check_clock() -> Iterator[Finding]:
    """Whether the kernel says that its clock follows another one. Says nothing where it does not know."""
    with suppress(OSError, AttributeError):
        if ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(TIMEX)) == UNSYNCHRONISED:
            yield warning(
                CLOCK, N_("The clock is not kept right by another one."),
                N_("Start a time service, such as systemd-timesyncd or chrony."),
            )  # fmt: skip
        else:
            yield well(CLOCK, N_("The clock is kept right."))


def check_port(settings: Settings) -> Iterator[Finding]:
    """Who listens where the web server listens: nobody, we, or somebody else."""
    where = {"host": settings.host, "port": settings.port}
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        if probe.connect_ex((settings.host, settings.port)):
            yield warning(
                PORT, N_("Nobody answers on %(host)s, port %(port)s."),
                N_("The web server is not running. Start it: python app.py up"), **where,
            )  # fmt: skip
            return
    if _is_ours(settings):
        yield well(PORT, N_("The web server answers on %(host)s, port %(port)s."), **where)
    else:
        yield wrong(
            PORT, N_("Something else listens on %(host)s, port %(port)s."),
            N_("Stop it, or choose another port with BR_PORT."), **where,
        )  # fmt: skip


def _is_ours(settings: Settings) -> bool:
    """Whether a health check of ours answers there, also when it says that something is wrong."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}/health"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _AnyStatus())
    with suppress(OSError, ValueError), opener.open(address, timeout=PATIENCE_S) as answer:
        return "status" in json.load(answer)
    return False


class _AnyStatus(urllib.request.HTTPErrorProcessor):
    """An answer is an answer, whatever its status."""

    def http_response(self, _request: object, response: object) -> object:
        return response


def check_front(settings: Settings) -> Iterator[Finding]:
    """Whether people on other computers can reach the program safely, if they are meant to."""
    if settings.demo:
        yield warning(
            FRONT, N_("This is a practice installation: everybody knows its passwords."),
            N_("Use another folder, with BR_DEMO=0, for real people."),
        )  # fmt: skip
    if settings.addresses and not settings.proxies:
        yield warning(
            FRONT, N_("BR_ADDRESS is set and BR_PROXIES is not."),
            N_("Where a proxy stands in front, name it: else everybody seems to sit at its address."),
        )  # fmt: skip
    elif settings.addresses:
        yield well(FRONT, N_("People reach it at %(address)s, by way of a proxy."), address=settings.addresses[0])
    elif is_loopback(settings.host):
        yield well(FRONT, N_("Only this machine reaches it."))
    else:
        yield warning(
            FRONT, N_("Other machines can reach it, and it is not said under which name."),
            N_("Name it: BR_ADDRESS=https://roster.example"),
        )  # fmt: skip
