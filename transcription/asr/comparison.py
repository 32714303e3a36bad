"""Transcribes one file with both engines and tells what it took and where their words differ. Pure.

The file is the person's own, outside the vault. It is sealed under a key that is made for it and forgotten, in memory,
and goes the same way as every recording; nothing of it is written to a disk.
"""

import difflib
import os
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import N_
from toolkit.vault.keyring import KEY_LENGTH, Keyring
from toolkit.vault.sealing import SealedFile, seal_stream
from transcription.asr import worker_host
from transcription.asr.messages import Failed, Finished, Message, Progress, SegmentRecognised, Started
from transcription.asr.types import FailureCode, TranscriptionOptions


@dataclass
class Run:
    """One engine's transcription of a file. Times in seconds; `loading` is part of `took`."""

    engine: str
    device: str = ""
    length: float = 0.0
    done: float = 0.0
    loading: float = 0.0
    took: float = 0.0
    memory: int = 0
    segments: int = 0
    text: str = ""
    failed: Failed | None = None

    @property
    def words(self) -> list[str]:
        """What was recognised, word by word, without case and signs."""
        return plain_words(self.text)

    @property
    def factor(self) -> float:
        """The share of the recording's length that it took, without loading the model."""
        return (self.took - self.loading) / self.length if self.length else 0.0


@dataclass(frozen=True)
class Difference:
    """How many words must be changed, left out or put in to come from one text to the other."""

    changed: int
    missing: int
    added: int
    words: int
    places: Sequence[tuple[str, str]]

    @property
    def rate(self) -> float:
        """The words that differ, as a share of the first text's."""
        return (self.changed + self.missing + self.added) / self.words if self.words else 0.0


@contextmanager
def sealed_in_memory(file: Path) -> Iterator[tuple[BinaryIO, SealedFile, Keyring]]:
    """The file under a fresh key, in a nameless file that never holds a readable byte."""
    keyring = Keyring({"once": os.urandom(KEY_LENGTH)}, active="once")
    with _nameless() as target, file.open("rb") as source:
        sealed = seal_stream(source, target, keyring=keyring, file_id="compared")
        target.flush()
        yield target, sealed, keyring


@contextmanager
def _nameless() -> Iterator[BinaryIO]:
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("compared"), "w+b") as memory:
            yield memory
    else:
        with tempfile.TemporaryFile() as disk:
            yield disk


def transcribe(file: Path, model: Path, *, engine: str, options: TranscriptionOptions) -> Iterator[Run]:
    """One engine's run, yielded again after each message; the last one is the whole. A failure ends it: `failed`.

    `model` is the folder that it lies in.
    """
    run = Run(engine)
    begun = time.monotonic()
    with sealed_in_memory(file) as (source, sealed, keyring):
        reports = worker_host.transcribe(source, sealed, keyring=keyring, engine=engine, model=model, options=options)
        for message in reports:
            run.took = time.monotonic() - begun
            _take_in(run, message)
            yield run


def _take_in(run: Run, message: Message) -> None:
    match message:
        case Started():
            run.length, run.device, run.loading = message.seconds, message.device, run.took
        case SegmentRecognised():
            run.segments += 1
            run.text += f" {message.segment.text}"
        case Progress():
            run.done = message.seconds
        case Finished():
            run.done, run.memory = message.seconds, message.peak_memory
        case Failed():
            run.failed = message
        case _:
            pass


def plain_words(text: str) -> list[str]:
    """The words of a text, small letters and no signs."""
    return re.findall(r"\w+", text.casefold())


def compare(first: Sequence[str], second: Sequence[str]) -> Difference:
    """How the second list of words differs from the first."""
    changed = missing = added = 0
    places: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            both = min(b - a, d - c)
            changed, missing, added = changed + both, missing + b - a - both, added + d - c - both
            places.append((" ".join(first[a:b]), " ".join(second[c:d])))
    return Difference(changed, missing, added, len(first), places)


def reason(failed: Failed) -> str:
    """Why a run failed, for whoever runs the program: a message."""
    known = {
        FailureCode.ENGINE_MISSING: N_("the engine is not installed"),
        FailureCode.MODEL_INCOMPLETE: N_("the model lacks files for this engine"),
        FailureCode.MODEL_BROKEN: N_("the model is damaged"),
        FailureCode.NOT_SOUND: N_("this is no sound that can be read"),
        FailureCode.OUT_OF_MEMORY: N_("the memory was not enough"),
        FailureCode.PROCESSOR: N_("the processor is too old"),
    }
    return known.get(failed.code, failed.code.value)
