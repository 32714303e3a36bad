"""A sealed recording outside a database, as it lies in the vault, and what a worker process reports of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.vault.keyring import Keyring
from toolkit.vault.sealing import SealedFile, seal_stream
from transcription.asr import worker_host
from transcription.asr.messages import Message
from transcription.asr.types import TranscriptionOptions
from transcription.speech_models.store import Model


@dataclass
class Recording:
    """A sealed recording as it lies in the vault."""

    path: Path
    sealed: SealedFile
    keyring: Keyring

    def transcribe(self, model: Model, **given: Any) -> Iterator[Message]:
        """What a worker process reports of it; the rest is given to `worker_host.transcribe`."""
        given = {
            "engine": "faster-whisper",
            "options": model.options(TranscriptionOptions()),
            "heartbeat": 0.2,
            **given,
        }
        with self.path.open("rb") as source:
            yield from worker_host.transcribe(source, self.sealed, keyring=self.keyring, model=model.folder, **given)


def sealed_recording(folder: Path, content: bytes) -> Recording:
    """Seal the bytes of a file."""
    keyring = Keyring({"first": os.urandom(32)}, active="first")
    path = folder / "sealed"
    (folder / "plain").write_bytes(content)
    with (folder / "plain").open("rb") as plain, path.open("wb") as target:
        sealed = seal_stream(plain, target, keyring=keyring, file_id="a-recording")
    (folder / "plain").unlink()
    return Recording(path, sealed, keyring)
