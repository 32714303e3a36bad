"""The manifest of a model's folder: every file with its size and SHA-256, and the proof that they are still the same.

Written by `speech_models.store` when a model is added. Pure: a folder in, facts out.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transcription.asr import model_files
from transcription.asr.types import FailureCode, RecognitionError

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class File:
    """A file of a model, as it was when the model was added."""

    size: int
    sha256: str


def checksum(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def read(folder: Path) -> dict[str, Any]:
    """What the manifest in a folder says. Raises OSError or ValueError without one."""
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(MANIFEST)
    return content


def read_files(content: Mapping[str, Any]) -> dict[str, File]:
    """The files that a manifest names. Raises ValueError, KeyError, TypeError or AttributeError for anything else."""
    return {name: File(int(file["size"]), str(file["sha256"])) for name, file in content["files"].items()}


def list_damaged(folder: Path, files: Mapping[str, File], *, engine: str | None = None) -> list[str]:
    """Names of the files that are missing, cut short or changed since the model was added; or of one engine's files."""
    return [
        name
        for name, file in files.items()
        if engine is None or model_files.is_read(name, engine=engine)
        if not (path := folder / name).is_file() or path.stat().st_size != file.size or checksum(path) != file.sha256
    ]


def check(folder: Path, *, engine: str) -> None:
    """Prove that the files which an engine reads are whole before they are loaded.

    Raises RecognitionError: no_model, model_incomplete, model_broken.
    """
    try:
        files = read_files(read(folder))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecognitionError(FailureCode.NO_MODEL) from error
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        raise RecognitionError(FailureCode.MODEL_INCOMPLETE, ", ".join(missing))
    if damaged := list_damaged(folder, files, engine=engine):
        raise RecognitionError(FailureCode.MODEL_BROKEN, ", ".join(damaged))
