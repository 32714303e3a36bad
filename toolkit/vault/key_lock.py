"""Who uses the keys: web server and worker together, or the change of keys alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit import locks
from toolkit.errors import N_, Misconfigured, WrongState

NAME = "in_use.lock"


def hold(keys: Path) -> None:
    """Use the keys in this folder for as long as this process lives. Raises Misconfigured while they are changed."""
    try:
        locks.hold(_file(keys), wait=False)
    except BlockingIOError as error:
        raise Misconfigured(N_("The keys are being changed. Start again when that is done.")) from error


@contextmanager
def alone(keys: Path) -> Iterator[None]:
    """Nobody else uses the keys in this block. Raises WrongState while the program runs."""
    try:
        with locks.alone(_file(keys)):
            yield
    except BlockingIOError as error:
        raise WrongState(
            N_("The program is running. Stop it first; it begins with the new keys afterwards.")
        ) from error


def _file(keys: Path) -> Path:
    file = keys / NAME
    file.touch(mode=0o600)
    return file
