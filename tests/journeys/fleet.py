"""Web processes and workers of one installation, each as if on a machine of its own, forked from one that has loaded.

`python -m tests.journeys.fleet '[["serve", {"BR_PORT": "…"}], ["worker", {…}]]'`: each runs the command of `app.py`
that is named, with these settings besides those of the environment. Their recogniser is made up
(`tests.transcription.scripted_worker`): four processes cost the loading of one.
"""

import json
import os
import signal
import subprocess
import sys
from typing import Any

from app import main as commands
from tests.transcription import crew


def main(told: str) -> None:
    """Start them all, and stay until they have ended."""
    subprocess.Popen = crew._popen_made_up  # type: ignore[assignment,misc]  # in these processes only
    members: list[tuple[str, dict[str, str]]] = json.loads(told)
    for command, settings in members:
        if os.fork() == 0:
            os.umask(0o077)
            os.environ.update(settings)
            _run(command)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for _ in members:
        os.wait()


def _run(command: str) -> Any:
    """Never returns."""
    try:
        commands.main([command], prog_name="app.py")
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
