"""Hears a sealed recording in a child process and tells what it says, message by message.

The recording comes from the vault. A crash, a kill or a lack of memory in the child ends in a `Failed` message here;
it never takes the worker with it.
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
from toolkit.vault.sealing import SealedFile, lend
from transcription.asr import messages
from transcription.asr.devices import AUTO, CPU, list_missing_instructions
from transcription.asr.limits import Limits, memory_in_use
from transcription.asr.messages import Failed, Finished, LentSound, Message, Request, Started, Waiting
from transcription.asr.types import Options, Trouble

ROOT = Path(__file__).resolve().parents[2]
LENT = "lent"
BREATH = 5.0
TICK = 1.0
CRASHES = {"SIGABRT", "SIGSEGV", "SIGBUS"}
"""How a graphics card's libraries end a process that they do not fit."""
CHILD_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "OMP_NUM_THREADS", "HOME", "TMPDIR")


def hear(
    source: BinaryIO,
    sealed: SealedFile,
    *,
    keyring: Keyring,
    engine: str,
    model: Path,
    options: Options,
    after: float = 0.0,
    saved: Sequence[tuple[float, float]] | None = None,
    span: tuple[float, float] | None = None,
    breath: float = BREATH,
    limits: Limits | None = None,
) -> Iterator[Message]:
    """What the child says, until Finished or Failed; a Waiting every `breath` seconds of silence.

    `source` holds the sealed bytes and must be a real file. `after` and `saved` go on with a hearing, `span` (start and
    end, seconds) hears a stretch alone: see `messages.Request`. The child is killed when the iterator is closed, and
    when it comes to a limit. Text never passes anywhere but through this iterator.
    """
    if missing := list_missing_instructions():
        yield Failed(Trouble.PROCESSOR, ", ".join(missing))
        return
    key = os.urandom(KEY_LENGTH)
    lent = lend(keyring, sealed, borrower=Keyring({LENT: key}, active=LENT))
    sound = LentSound(
        source.fileno(), lent.file_id, lent.blob_length, lent.plain_length, lent.key_id, lent.wrapped_key, key
    )
    request = Request(engine, str(model), options, sound, after, None if saved is None else tuple(saved))
    if span is not None:
        request = replace(request, start=span[0], end=span[1])
    watched = limits or Limits()
    crashed = yield from _ask(request, breath, watched)
    if crashed is not None and options.device == AUTO:
        crashed = yield from _ask(replace(request, options=replace(options, device=CPU)), breath, watched)
    if crashed is not None:
        yield crashed


def _ask(request: Request, breath: float, limits: Limits) -> Generator[Message, None, Failed | None]:
    """Everything that one child says. A crash before the model was loaded is given back instead: it may be the card."""
    started = False
    with _child(request.sound.descriptor) as child:
        for message in _Listening(child, request, breath=breath, limits=limits):
            started = started or isinstance(message, Started)
            if isinstance(message, Failed) and message.detail in CRASHES and not started:
                return message
            yield message
    return None


@contextmanager
def _child(descriptor: int) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(
        [sys.executable, "-m", "transcription.asr.worker_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        cwd=ROOT,
        env={name: os.environ[name] for name in CHILD_ENVIRONMENT if name in os.environ},
    )
    try:
        yield child
    finally:
        child.kill()
        with suppress(BrokenPipeError):  # the child may have gone before it had read its request
            child.communicate()


class _Listening:
    """Reads what a child says, and looks at the clock and at its memory meanwhile."""

    def __init__(self, child: subprocess.Popen[bytes], request: Request, *, breath: float, limits: Limits) -> None:
        self._child, self._request = child, request
        self._breath, self._limits = breath, limits
        self._spoke = self._told = time.monotonic()
        self._deadline = math.inf

    def __iter__(self) -> Iterator[Message]:
        """Messages until Finished or Failed."""
        if self._child.stdin is None or self._child.stdout is None:
            raise ValueError("the child needs both pipes")
        with suppress(BrokenPipeError):  # then there is nothing to read either, and `_ending` tells why
            self._child.stdin.write(messages.to_line(self._request))
            self._child.stdin.flush()
        for line in _lines(self._child.stdout.fileno(), min(self._breath, TICK)):
            message = self._find_trouble() or (self._silence() if line is None else self._heard(line))
            if message is not None:
                yield message
            if isinstance(message, Finished | Failed):
                return
        yield _ending(self._child)

    def _heard(self, line: bytes) -> Message:
        message = _understood(line)
        self._spoke = self._told = time.monotonic()
        if isinstance(message, Started):
            self._deadline = self._spoke + self._limits.longest(message.seconds)
        return message

    def _silence(self) -> Message | None:
        now = time.monotonic()
        if now - self._told < self._breath:
            return None
        self._told = now
        return Waiting(round(now - self._spoke, 1))

    def _find_trouble(self) -> Failed | None:
        """A limit that the child has come to."""
        if self._limits.memory is not None and memory_in_use(self._child.pid) > self._limits.memory:
            return Failed(Trouble.OUT_OF_MEMORY, f"limit {self._limits.memory // 10**6} MB")
        now = time.monotonic()
        if now - self._spoke > self._limits.patience:
            return Failed(Trouble.SILENT)
        return Failed(Trouble.TOO_SLOW) if now > self._deadline else None


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


def _understood(line: bytes) -> Message:
    try:
        return messages.read_message(line)
    except (ValueError, KeyError, TypeError) as error:
        return Failed(Trouble.UNEXPECTED, type(error).__name__)


def _ending(child: subprocess.Popen[bytes]) -> Failed:
    """Why a child that said no last word has ended. SIGKILL is also what a machine short of memory sends."""
    code = child.wait()
    if code < 0:
        trouble = Trouble.PROCESSOR if -code == signal.SIGILL else Trouble.KILLED
        return Failed(trouble, signal.Signals(-code).name)
    return Failed(Trouble.UNEXPECTED, f"exit {code}")
