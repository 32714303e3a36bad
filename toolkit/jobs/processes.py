"""The name of a worker's process, by which another process of the same machine can see whether it still lives.

Comes from /proc. Where there is none nothing is ever known to be gone, and leases simply run out.
"""

import hashlib
import os
import secrets
import socket
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
UNKNOWN = "-"
START_TIME = 19  # in /proc/PID/stat, counted from the state


def name() -> str:
    """This process: machine, start of the machine, process name space, number, start of the process, and a lot."""
    return ":".join((*_here(), str(os.getpid()), _started(os.getpid()) or UNKNOWN, secrets.token_hex(4)))


def is_gone(owner: str) -> bool:
    """Whether that process certainly lives no more: it was of this machine, and ended or was cut off with it."""
    try:
        host, boot, space, pid, started, _lot = owner.split(":")
    except ValueError:
        return False
    here = _here()
    if UNKNOWN in {boot, started, *here} or host != here[0]:
        return False
    if boot != here[1]:
        return True  # the machine has been started again since
    return space == here[2] and pid.isdigit() and _started(int(pid)) != started


def machine() -> str:
    """A name of this machine that tells nothing about it."""
    identity = _read(Path("/etc/machine-id"))
    return hashlib.sha256(f"{identity} {socket.gethostname()}".encode()).hexdigest()[:12]


def _here() -> tuple[str, str, str]:
    boot = _read(PROC / "sys/kernel/random/boot_id")
    space = UNKNOWN
    with suppress(OSError):
        space = str((PROC / "self/ns/pid").readlink())[5:-1]  # pid:[4026531836]
    return machine(), boot[:8] or UNKNOWN, space


def _started(pid: int) -> str | None:
    """When the process began, in ticks since the machine did; None when it has ended."""
    fields = _read(PROC / str(pid) / "stat").rpartition(")")[2].split()
    return fields[START_TIME] if len(fields) > START_TIME and fields[0] not in {"Z", "X"} else None


def _read(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="ascii", errors="replace").strip()
    return ""
