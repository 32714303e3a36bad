"""Who uses a model just now: a lock on its manifest that lasts as long as the process, and ends however that ends."""

import fcntl
import os
from pathlib import Path


def hold(manifest: Path) -> None:
    """Keep a model from being removed while this process lives. Raises OSError when it is not there."""
    fcntl.flock(os.open(manifest, os.O_RDONLY), fcntl.LOCK_SH)


def is_in_use(manifest: Path) -> bool:
    """Whether some process holds the model. Raises OSError when it is not there."""
    with manifest.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
