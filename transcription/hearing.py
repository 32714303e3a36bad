"""Hears a sealed recording in a child process and tells what it says, message by message.

The recording comes from the vault. A crash, a kill or a lack of memory in the child ends in a `Failed` message here;
it never takes the worker with it.
"""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from toolkit.vault.keyring import KEY_LENGTH, Keyring
from toolkit.vault.sealing import SealedFile, lend
from transcription import messages
from transcription.heard import Options, Trouble
from transcription.messages import Failed, Finished, LentSound, Message, Request, Waiting

ROOT = Path(__file__).resolve().parent.parent
LENT = "lent"
BREATH = 5.0
PATIENCE = 1800.0
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
    breath: float = BREATH,
    patience: float = PATIENCE,
) -> Iterator[Message]:
    """What the child says, until Finished or Failed; a Waiting every `breath` seconds of silence.

    `source` holds the sealed bytes and must be a real file. The child is killed when the iterator is closed, or when
    it has been silent for `patience` seconds. Text never passes anywhere but through this iterator.
    """
    key = os.urandom(KEY_LENGTH)
    lent = lend(keyring, sealed, borrower=Keyring({LENT: key}, active=LENT))
    sound = LentSound(
        source.fileno(), lent.file_id, lent.blob_length, lent.plain_length, lent.key_id, lent.wrapped_key, key
    )
    request = Request(engine, str(model), options, sound, after)
    with _child(source.fileno()) as child:
        yield from _listen(child, request, breath, patience)


@contextmanager
def _child(descriptor: int) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(
        [sys.executable, "-m", "transcription.child"],
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


def _listen(child: subprocess.Popen[bytes], request: Request, breath: float, patience: float) -> Iterator[Message]:
    if child.stdin is None or child.stdout is None:
        raise ValueError("the child needs both pipes")
    with suppress(BrokenPipeError):  # then there is nothing to read either, and `_ending` tells why
        child.stdin.write(messages.to_line(request))
        child.stdin.flush()
    spoke = time.monotonic()
    for line in _lines(child.stdout.fileno(), breath):
        silent = time.monotonic() - spoke
        message = _after_silence(silent, patience) if line is None else _understood(line)
        spoke += 0 if line is None else silent
        yield message
        if isinstance(message, Finished | Failed):
            return
    yield _ending(child)


def _after_silence(silent: float, patience: float) -> Waiting | Failed:
    return Failed(Trouble.SILENT) if silent > patience else Waiting(round(silent, 1))


def _lines(descriptor: int, breath: float) -> Iterator[bytes | None]:
    """Whole lines from a pipe until it ends; None after each `breath` seconds without one."""
    held = b""
    while True:
        ready, _, _ = select.select([descriptor], [], [], breath)
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
        return Failed(Trouble.KILLED, signal.Signals(-code).name)
    return Failed(Trouble.UNEXPECTED, f"exit {code}")
