"""How long and how large a transcription may grow before it is ended, and how large a process is now.

Comes from the kernel (`/proc`, control groups); where it says nothing there is no limit of memory. Pure.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

MEMORY_GROUP = Path("/sys/fs/cgroup/memory.max")
SHARE = 0.75
QUIET_MINUTES = 30
AT_LEAST_HOURS = 1
TIMES = 30.0


def default_memory_limit() -> int | None:
    """Three quarters of the memory that this machine, or this container, has: enough is left for the rest."""
    known: list[int] = []
    with suppress(OSError, ValueError, AttributeError):
        known.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    with suppress(OSError, ValueError):
        known.append(int(MEMORY_GROUP.read_text(encoding="ascii")))
    return int(min(known) * SHARE) if known else None


@dataclass(frozen=True)
class Limits:
    """What one transcription may take. `patience`: seconds without a word. `memory`: bytes in use, None for no limit.

    `times`: how many times the recording's length it may last, but always an hour.
    """

    patience: float = QUIET_MINUTES * 60.0
    memory: int | None = field(default_factory=default_memory_limit)
    times: float = TIMES

    def longest(self, seconds: float) -> float:
        """How many seconds a recording of that length may take."""
        return max(AT_LEAST_HOURS * 3600.0, self.times * seconds)


def memory_in_use(pid: int) -> int:
    """Bytes of memory that a process holds; 0 when it is gone or nobody tells."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def peak_memory() -> int:
    """The most bytes that this process has held; 0 where nobody tells."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
