"""Workers for the fault test, forked from a process that has loaded everything: a killed one is replaced at once.

`python -m tests.transcription.crew SETTINGS` says "ready"; each line on its input starts a worker, whose number it
answers with.
"""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from app import create_app
from toolkit.config import Settings
from toolkit.db import db
from toolkit.jobs import leases
from toolkit.jobs.worker import Worker

MADE_UP = "tests.transcription.scripted_worker"
_popen: Any = subprocess.Popen


def _popen_made_up(command: list[str], **more: Any) -> Any:
    """Start the made-up child where the program starts its own."""
    return _popen([MADE_UP if part == "transcription.asr.worker_process" else part for part in command], **more)


def main() -> None:
    """Load, then fork a worker for each line."""
    told = json.loads(sys.argv[1])
    app = create_app(Settings(**{**told, "instance": Path(told["instance"])}))
    subprocess.Popen = _popen_made_up  # type: ignore[assignment,misc]  # in this process only
    leases.FIRST_PAUSE = timedelta(seconds=0.05)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed ones
    print("ready", flush=True)
    for _ in sys.stdin:
        number = os.fork()
        if number == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with app.app_context():
                db.engine.dispose(close=False)
            at_work = Worker(app, poll=timedelta(seconds=0.05))
            at_work.stop_on_signals()
            at_work.run()
            os._exit(0)
        print(number, flush=True)


if __name__ == "__main__":
    main()
