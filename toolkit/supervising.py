"""Runs the web server and the worker side by side, for `up`: they begin together and end together, however it ends.

Each of them holds the end of a pipe whose other end only the supervisor has. When that process is gone, killed or with
its terminal, the pipe closes, and they end as at Ctrl-C: nothing is left behind that holds the port.
"""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from toolkit import config, locks
from toolkit.errors import N_, Misconfigured

PIPE = "BR_SUPERVISOR_PIPE"
LOCK = "running.lock"
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_S = 20
PORT_S = 5  # so long an earlier web server may take to end


@contextmanager
def only_one(instance: Path) -> Iterator[None]:
    """Have an instance folder alone. Raises `Misconfigured` while the program runs with it already."""
    file = instance / LOCK
    file.touch(mode=0o600)
    try:
        with locks.alone(file):
            yield
    except BlockingIOError as error:
        raise Misconfigured(
            N_(
                "The program runs already with the folder %(folder)s. Stop it there first, or choose another"
                " folder with BR_INSTANCE."
            ),
            folder=str(instance),
        ) from error


def require_port(settings: config.Settings) -> None:
    """Make sure that the web server can listen, before anything is begun. Raises `Misconfigured` when it cannot."""
    until = time.monotonic() + PORT_S
    while not _is_free(settings.host, settings.port):
        if time.monotonic() > until:
            raise port_taken(settings)
        time.sleep(0.2)


def port_taken(settings: config.Settings) -> Misconfigured:
    """What is said when nothing can listen where the settings say."""
    sentence = N_("Nothing can listen on %(host)s, port %(port)s: another program may be using it.")
    return Misconfigured(sentence, host=settings.host, port=settings.port)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def run_together(commands: Sequence[Sequence[str]], environment: Mapping[str, str], *, look: Callable[[], None]) -> int:
    """Run all until one ends or a signal comes; then stop them. Returns the exit status. `look` is called meanwhile."""
    stopping: list[int] = []
    for number in ENDS:
        signal.signal(number, lambda received, _frame: stopping.append(received))
    theirs, ours = os.pipe()
    processes = [
        subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=config.ROOT,
            env={**environment, PIPE: str(theirs)},
            pass_fds=(theirs,),
            start_new_session=True,
        )
        for command in commands
    ]
    os.close(theirs)
    while not stopping and all(process.poll() is None for process in processes):
        look()
        time.sleep(0.2)
    failed = next((process.returncode for process in processes if process.poll() is not None), 0)
    os.close(ours)
    _stop(processes)
    return 0 if stopping else (failed or 1)


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE_S
    for process in processes:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def follow_supervisor() -> None:
    """End this process, as at Ctrl-C, when the one that supervises it is gone. Nothing where nobody supervises it."""
    pipe = os.environ.pop(PIPE, "")
    if pipe.isdigit():
        threading.Thread(target=_end_with, args=(int(pipe),), daemon=True).start()


def _end_with(pipe: int) -> None:
    try:
        os.read(pipe, 1)  # nobody writes: it returns when the other end is gone
    except OSError:
        return  # not a pipe of ours
    os.kill(os.getpid(), signal.SIGTERM)
