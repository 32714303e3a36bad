"""Reads and writes CTranslate2's `model.bin`: a name, variables with shape and kind, and aliases.

Pure and without the library: one variable at a time, so that a large model needs no more memory than its largest
matrix. A test compares the files with what ctranslate2 itself writes, byte for byte.
"""

import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from transcription.model_formats import refusing
from transcription.model_formats.whisper_weights import Array, from_bfloat16

KINDS = ("float32", "int8", "int16", "int32", "float16", "bfloat16")
RAW = {"float32": "<f4", "int8": "i1", "int16": "<i2", "int32": "<i4", "float16": "<f2", "bfloat16": "<u2"}
VERSION, OLDEST = 6, 4
WHISPER, REVISION = "WhisperSpec", 3


@dataclass(frozen=True)
class Variable:
    """A named array in a file."""

    file: Path
    shape: tuple[int, ...]
    kind: str
    offset: int

    def load(self) -> Array:
        """The numbers, as they lie; bfloat16 becomes float32."""
        raw = np.memmap(self.file, dtype=RAW[self.kind], mode="r", offset=self.offset, shape=self.shape or (1,))
        return from_bfloat16(raw) if self.kind == "bfloat16" else raw


def read(file: Path) -> dict[str, Variable]:
    """The file's variables by name; an alias has the variable that it stands for.

    Raises InvalidInput when the file is cut, or no Whisper model.
    """
    try:
        with file.open("rb") as source:
            (version,) = _take(source, "<I")
            if not OLDEST <= version <= VERSION:
                raise refusing.unusual(f"model.bin {version}" if version < 1000 else "model.bin")
            name = _take_string(source)
            if name != WHISPER:
                raise refusing.not_whisper(name[:40])
            _take(source, "<I")
            return _take_variables(file, source)
    except (struct.error, IndexError, KeyError, UnicodeDecodeError) as error:
        raise refusing.damaged(file.name) from error


def _take_variables(file: Path, source: BinaryIO) -> dict[str, Variable]:
    variables: dict[str, Variable] = {}
    length = file.stat().st_size
    (count,) = _take(source, "<I")
    for _ in range(count):
        name = _take_string(source)
        (rank,) = _take(source, "<B")
        shape = _take(source, f"<{rank}I")
        (number, size) = _take(source, "<BI")
        kind = KINDS[number]
        variables[name] = Variable(file, shape, kind, source.tell())
        if size != math.prod(shape) * np.dtype(RAW[kind]).itemsize or source.seek(size, 1) > length:
            raise refusing.damaged(file.name)
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


def write(out: BinaryIO, arrays: Iterable[tuple[str, Array]], *, count: int, aliases: Mapping[str, str]) -> None:
    """Write `count` named arrays, which come sorted by name and one at a time, and the aliases. Raises OSError."""
    out.write(struct.pack("<I", VERSION) + _string(WHISPER) + struct.pack("<II", REVISION, count))
    for name, array in arrays:
        head = struct.pack(f"<B{array.ndim}I", array.ndim, *array.shape)
        out.write(_string(name) + head + struct.pack("<BI", KINDS.index(array.dtype.name), array.nbytes))
        out.write(np.ascontiguousarray(array).data)
    out.write(struct.pack("<I", len(aliases)))
    for alias, name in aliases.items():
        out.write(_string(alias) + _string(name))


def _string(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"
