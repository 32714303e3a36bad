"""Reads and writes `.safetensors` files: a length, a list in JSON, and the bare numbers.

The format is small and frozen (github.com/huggingface/safetensors), and nothing in it can run. Decision 8 says why
there is no library here.
"""

import json
import math
import struct
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from transcription.model_conversion.whisper_weights import Array, Progress, Weight, from_bfloat16
from transcription.speech_models import refusals

KINDS = {"F32": "float32", "F16": "float16", "BF16": "bfloat16"}
STORED: dict[str, np.dtype[Any]] = {"float32": np.dtype("<f4"), "float16": np.dtype("<f2"), "bfloat16": np.dtype("<u2")}
LONGEST_LIST = 100 * 1024 * 1024
NOTE = {"format": "pt"}
"""Other readers want to know that the arrays lie as torch's do."""


def read(file: Path) -> dict[str, Weight]:
    """The file's arrays by name, still on disk. Raises InvalidInput when it is cut or not what it says."""
    try:
        with file.open("rb") as source:
            (length,) = struct.unpack("<Q", source.read(8))
            listed = json.loads(source.read(min(length, LONGEST_LIST)))
        start, end = 8 + length, file.stat().st_size
        return {name: _weight(file, start, end, told) for name, told in listed.items() if name != "__metadata__"}
    except (struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise refusals.damaged(file.name) from error


def _weight(file: Path, start: int, end: int, told: Mapping[str, Any]) -> Weight:
    kind, shape = KINDS.get(told["dtype"], str(told["dtype"])), tuple(int(length) for length in told["shape"])
    first, last = told["data_offsets"]
    stored = STORED.get(kind)
    if start + last > end or (stored and last - first != stored.itemsize * math.prod(shape)):
        raise refusals.damaged(file.name)

    def load() -> Array:
        if stored is None:
            raise refusals.unusual(kind)
        raw = np.memmap(file, dtype=stored, mode="r", offset=start + first, shape=shape)
        return from_bfloat16(raw) if kind == "bfloat16" else raw

    return Weight(shape, kind, load)


def write(file: Path, weights: Mapping[str, Weight], *, progress: Progress) -> None:
    """Write the arrays one after the other, each as what it is when it is read. Raises OSError."""
    whole = sum(weight.size for weight in weights.values())
    listed: dict[str, Any] = {"__metadata__": NOTE}
    ends = list(accumulate(weight.size for weight in weights.values()))
    for (name, weight), end in zip(weights.items(), ends, strict=True):
        label = "F16" if weight.kind == "float16" else "F32"
        listed[name] = {"dtype": label, "shape": weight.shape, "data_offsets": [end - weight.size, end]}
    head = json.dumps(listed, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    with file.open("wb") as out:
        out.write(struct.pack("<Q", len(head)) + head)
        for weight, end in zip(weights.values(), ends, strict=True):
            out.write(np.ascontiguousarray(weight.read(), weight.stored).data)
            progress(end, whole)
