"""Locks between processes, on a file: held for as long as a process lives, and let go however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def hold(file: Path, *, wait: bool) -> None:
    """Hold a file together with others, until this process ends.

    While somebody has it alone, waits or raises BlockingIOError. Raises OSError when it is not there.
    """
    held = os.open(file, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_SH if wait else fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise


@contextmanager
def alone(file: Path, *, wait: bool = False) -> Iterator[None]:
    """Have a file alone for the length of the block. While somebody holds it, waits or raises BlockingIOError."""
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def is_held(file: Path) -> bool:
    """Whether some process holds a file. Raises OSError when it is not there."""
    try:
        with alone(file):
            return False
    except BlockingIOError:
        return True
