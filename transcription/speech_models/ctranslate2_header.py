"""Reads what stands in CTranslate2's `model.bin` without its numbers: names, shapes and kinds. Light."""

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import InvalidInput
from transcription.speech_models import refusals

KINDS = ("float32", "int8", "int16", "int32", "float16", "bfloat16")
BYTES = {"float32": 4, "int8": 1, "int16": 2, "int32": 4, "float16": 2, "bfloat16": 2}
VERSION, OLDEST = 6, 4
WHISPER, REVISION = "WhisperSpec", 3


@dataclass(frozen=True)
class Entry:
    """Where a named array lies in a file, and what it is."""

    file: Path
    shape: tuple[int, ...]
    kind: str
    offset: int


def read(file: Path) -> dict[str, Entry]:
    """The file's entries by name; an alias has the entry that it stands for.

    Raises InvalidInput when the file is cut, or no Whisper model.
    """
    try:
        with file.open("rb") as source:
            (version,) = _take(source, "<I")
            if not OLDEST <= version <= VERSION:
                raise refusals.unusual(f"model.bin {version}" if version < 1000 else "model.bin")
            name = _take_string(source)
            if name != WHISPER:
                raise refusals.not_whisper(name[:40])
            _take(source, "<I")
            return _take_variables(file, source)
    except (struct.error, IndexError, KeyError, UnicodeDecodeError) as error:
        raise refusals.damaged(file.name) from error


def _take_variables(file: Path, source: BinaryIO) -> dict[str, Entry]:
    variables: dict[str, Entry] = {}
    length = file.stat().st_size
    (count,) = _take(source, "<I")
    for _ in range(count):
        name = _take_string(source)
        (rank,) = _take(source, "<B")
        shape = _take(source, f"<{rank}I")
        (number, size) = _take(source, "<BI")
        kind = KINDS[number]
        variables[name] = Entry(file, shape, kind, source.tell())
        if size != math.prod(shape) * BYTES[kind] or source.seek(size, 1) > length:
            raise refusals.damaged(file.name)
    (count,) = _take(source, "<I")
    for _ in range(count):
        alias = _take_string(source)
        variables[alias] = variables[_take_string(source)]
    return variables


def _take(source: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack(form, source.read(struct.calcsize(form)))


def _take_string(source: BinaryIO) -> str:
    (length,) = _take(source, "<H")
    text = source.read(length)
    if len(text) != length:
        raise IndexError
    return text[:-1].decode()


def find_kind(folder: Path) -> str | None:
    """What the numbers of the model in a folder are stored as (int8, float16, …), or None when it cannot be read."""
    try:
        return read(folder / "model.bin")["decoder/embeddings/weight"].kind
    except (OSError, KeyError, InvalidInput):
        return None
