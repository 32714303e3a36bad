"""Transcribes a sealed recording in a worker process and yields what it reports, message by message.

The recording comes from the vault. A crash, a kill or a lack of memory in the worker ends in a `Failed` message here;
it never takes the host with it. Pure: neither web nor database.
"""

import math
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from toolkit.vault.keyring import KEY_LENGTH, Keyring
from toolkit.vault.sealing import SealedFile, rewrap
from transcription.asr import messages
from transcription.asr.devices import AUTO, CPU, list_missing_instructions
from transcription.asr.limits import Limits, memory_in_use
from transcription.asr.messages import Failed, Finished, LentSound, Message, Request, Started, Waiting
from transcription.asr.types import FailureCode, TranscriptionOptions

ROOT = Path(__file__).resolve().parents[2]
LENT = "lent"
HEARTBEAT = 5.0
TICK = 1.0
CRASHES = {"SIGABRT", "SIGSEGV", "SIGBUS"}
"""How a graphics card's libraries end a process that they do not fit."""
WORKER_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "OMP_NUM_THREADS", "HOME", "TMPDIR")


def transcribe(
    source: BinaryIO,
    sealed: SealedFile,
    *,
    keyring: Keyring,
    engine: str,
    model: Path,
    options: TranscriptionOptions,
    after: float = 0.0,
    saved: Sequence[tuple[float, float]] | None = None,
    span: tuple[float, float] | None = None,
    heartbeat: float = HEARTBEAT,
    limits: Limits | None = None,
) -> Iterator[Message]:
    """What the worker reports, until Finished or Failed; a Waiting every `heartbeat` seconds without a message.

    `source` holds the sealed bytes and must be a real file. `after` and `saved` go on with a transcription, `span`
    (start and end, seconds) transcribes that part alone: see `messages.Request`. The worker is killed when the iterator
    is closed, and when it comes to a limit. Text never passes anywhere but through this iterator.
    """
    if missing := list_missing_instructions():
        yield Failed(FailureCode.PROCESSOR, ", ".join(missing))
        return
    key = os.urandom(KEY_LENGTH)
    lent = rewrap(keyring, sealed, to=Keyring({LENT: key}, active=LENT))
    sound = LentSound(
        source.fileno(), lent.file_id, lent.blob_length, lent.plain_length, lent.key_id, lent.wrapped_key, key
    )
    request = Request(engine, str(model), options, sound, after, None if saved is None else tuple(saved))
    if span is not None:
        request = replace(request, start=span[0], end=span[1])
    watched = limits or Limits()
    crashed = yield from _ask(request, heartbeat, watched)
    if crashed is not None and options.device == AUTO:
        crashed = yield from _ask(replace(request, options=replace(options, device=CPU)), heartbeat, watched)
    if crashed is not None:
        yield crashed


def _ask(request: Request, heartbeat: float, limits: Limits) -> Generator[Message, None, Failed | None]:
    """Everything that one worker reports. A crash before the model was loaded is returned: it may be the card."""
    started = False
    with _worker(request.sound.descriptor) as worker:
        for message in _Session(worker, request, heartbeat=heartbeat, limits=limits):
            started = started or isinstance(message, Started)
            if isinstance(message, Failed) and message.detail in CRASHES and not started:
                return message
            yield message
    return None


@contextmanager
def _worker(descriptor: int) -> Iterator[subprocess.Popen[bytes]]:
    worker = subprocess.Popen(
        [sys.executable, "-m", "transcription.asr.worker_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        cwd=ROOT,
        env={name: os.environ[name] for name in WORKER_ENVIRONMENT if name in os.environ},
    )
    try:
        yield worker
    finally:
        worker.kill()
        with suppress(BrokenPipeError):  # the worker may have gone before it had read its request
            worker.communicate()


class _Session:
    """Reads what a worker reports, and looks at the clock and at its memory meanwhile."""

    def __init__(self, worker: subprocess.Popen[bytes], request: Request, *, heartbeat: float, limits: Limits) -> None:
        self._worker, self._request = worker, request
        self._heartbeat, self._limits = heartbeat, limits
        self._last_message = self._last_yield = time.monotonic()
        self._deadline = math.inf

    def __iter__(self) -> Iterator[Message]:
        """Messages until Finished or Failed."""
        if self._worker.stdin is None or self._worker.stdout is None:
            raise ValueError("the worker needs both pipes")
        with suppress(BrokenPipeError):  # then there is nothing to read either, and `_ending` tells why
            self._worker.stdin.write(messages.to_line(self._request))
            self._worker.stdin.flush()
        for line in _lines(self._worker.stdout.fileno(), min(self._heartbeat, TICK)):
            message = self._find_exceeded_limit() or (self._silence() if line is None else self._received(line))
            if message is not None:
                yield message
            if isinstance(message, Finished | Failed):
                return
        yield _ending(self._worker)

    def _received(self, line: bytes) -> Message:
        message = _parse(line)
        self._last_message = self._last_yield = time.monotonic()
        if isinstance(message, Started):
            self._deadline = self._last_message + self._limits.longest(message.seconds)
        return message

    def _silence(self) -> Message | None:
        now = time.monotonic()
        if now - self._last_yield < self._heartbeat:
            return None
        self._last_yield = now
        return Waiting(round(now - self._last_message, 1))

    def _find_exceeded_limit(self) -> Failed | None:
        """A limit that the worker has come to."""
        if self._limits.memory is not None and memory_in_use(self._worker.pid) > self._limits.memory:
            return Failed(FailureCode.OUT_OF_MEMORY, f"limit {self._limits.memory // 10**6} MB")
        now = time.monotonic()
        if now - self._last_message > self._limits.patience:
            return Failed(FailureCode.SILENT)
        return Failed(FailureCode.TOO_SLOW) if now > self._deadline else None


def _lines(descriptor: int, tick: float) -> Iterator[bytes | None]:
    """Whole lines from a pipe until it ends; None after each `tick` seconds without one."""
    held = b""
    while True:
        ready, _, _ = select.select([descriptor], [], [], tick)
        if not ready:
            yield None
            continue
        more = os.read(descriptor, 65536)
        if not more:
            return
        *whole, held = (held + more).split(b"\n")
        yield from whole


def _parse(line: bytes) -> Message:
    try:
        return messages.read_message(line)
    except (ValueError, KeyError, TypeError) as error:
        return Failed(FailureCode.UNEXPECTED, type(error).__name__)


def _ending(worker: subprocess.Popen[bytes]) -> Failed:
    """Why a worker that sent no last message has ended. SIGKILL is also what a machine short of memory sends."""
    status = worker.wait()
    if status < 0:
        code = FailureCode.PROCESSOR if -status == signal.SIGILL else FailureCode.KILLED
        return Failed(code, signal.Signals(-status).name)
    return Failed(FailureCode.UNEXPECTED, f"exit {status}")
