"""The numbers in CTranslate2's `model.bin`, without the library.

One variable at a time, so that a large model needs no more memory than its largest matrix. A test compares the files
with what ctranslate2 itself writes, byte for byte.
"""

import struct
from collections.abc import Iterable, Mapping
from typing import BinaryIO

import numpy as np

from transcription.model_conversion.whisper_weights import Array, from_bfloat16
from transcription.speech_models.ctranslate2_header import KINDS, REVISION, VERSION, WHISPER, Entry

RAW = {"float32": "<f4", "int8": "i1", "int16": "<i2", "int32": "<i4", "float16": "<f2", "bfloat16": "<u2"}


def load(entry: Entry) -> Array:
    """The numbers of an entry, as they lie, still on disk; bfloat16 becomes float32."""
    raw = np.memmap(entry.file, dtype=RAW[entry.kind], mode="r", offset=entry.offset, shape=entry.shape or (1,))
    return from_bfloat16(raw) if entry.kind == "bfloat16" else raw


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
