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
from itertools import chain
from pathlib import Path

from app import main as commands
from tests.transcription import crew


def main(told: str) -> None:
    """Start them all; each line on the input is the place of one that is to be started again. Answers with numbers."""
    subprocess.Popen = crew._popen_made_up  # type: ignore[assignment,misc]  # in these processes only
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed ones
    members: list[tuple[str, dict[str, str]]] = json.loads(told)
    for place in chain(range(len(members)), map(int, sys.stdin)):
        number = os.fork()
        if number == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _run(*members[place])
        print(number, flush=True)


def _run(command: str, settings: dict[str, str]) -> None:
    """Never returns."""
    os.umask(0o077)
    os.environ.update(settings)
    with Path(os.devnull).open("r+b") as nothing:
        for stream in (0, 1):
            os.dup2(nothing.fileno(), stream)
    try:
        commands.main([command], prog_name="app.py")
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
