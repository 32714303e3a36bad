"""Reads and writes openai-whisper's form: one `.pt` file with sizes and weights.

Reading needs no torch, and nothing in the file can run. openai-whisper keeps its alignment heads in its own code, by
the names of its own models; we put them in the file as well, in the same spelling, where other readers pass them by.
"""

import base64
import gzip
import io
import pickle
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.errors import N_, InvalidInput, Misconfigured
from transcription.asr.model_files import ALIGNMENT_HEADS
from transcription.model_conversion import vocabulary
from transcription.model_conversion.whisper_weights import Array, Progress, Sizes, Weight, Whisper, from_bfloat16
from transcription.speech_models import refusals

STORAGES = {"HalfStorage": "float16", "FloatStorage": "float32", "BFloat16Storage": "bfloat16"}
RAW: dict[str, np.dtype[Any]] = {"float16": np.dtype("<f2"), "float32": np.dtype("<f4"), "bfloat16": np.dtype("<u2")}


def read(file: Path) -> Whisper:
    """The model in a `.pt` file. Raises InvalidInput when it is cut, or holds something else."""
    content = _read_content(file)
    try:
        sizes = Sizes(**{name: int(size) for name, size in content["dims"].items()})
        weights = dict(content["model_state_dict"])
        heads = content.get(ALIGNMENT_HEADS)
        if not all(isinstance(weight, Weight) for weight in weights.values()):
            raise refusals.damaged(file.name)
        return Whisper(
            sizes=sizes,
            weights=weights,
            tokenizer=lambda: vocabulary.build_tokenizer(languages=vocabulary.count_languages(sizes.n_vocab)),
            alignment_heads=_heads(str(heads), sizes) if heads else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise refusals.not_whisper(", ".join(sorted(map(str, content))[:3])) from error


def check(file: Path) -> None:
    """Read every record and compare it with its checksum in the file. Raises InvalidInput."""
    try:
        with zipfile.ZipFile(file) as archive:
            wrong = archive.testzip()
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise refusals.damaged(file.name) from error
    if wrong is not None:
        raise refusals.damaged(file.name)


def _read_content(file: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(file) as archive:
            pickled = next((name for name in archive.namelist() if name.endswith("/data.pkl")), None)
            if pickled is None:
                raise InvalidInput(
                    N_("%(file)s is a packed folder. Unpack it, and give the folder."), field="source", file=file.name
                )
            folder = pickled.removesuffix("data.pkl")
            return _Reader(file, archive, folder).load_from(archive.read(pickled))
    except (zipfile.BadZipFile, pickle.UnpicklingError, EOFError, KeyError, ValueError, TypeError) as error:
        raise refusals.damaged(file.name) from error


@dataclass(frozen=True)
class _Storage:
    """A record of numbers in the archive."""

    file: Path
    record: str
    kind: str

    def load(self) -> Array:
        try:
            with zipfile.ZipFile(self.file) as archive:
                return np.frombuffer(archive.read(self.record), dtype=RAW[self.kind])
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
            raise refusals.damaged(self.file.name) from error


class _Reader(pickle.Unpickler):
    """Finds arrays among a checkpoint's records, and refuses everything else."""

    def __init__(self, file: Path, archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(io.BytesIO())
        self._file, self._folder, self._records = file, folder, frozenset(archive.namelist())

    def load_from(self, pickled: bytes) -> dict[str, Any]:
        super().__init__(io.BytesIO(pickled))
        content = self.load()
        if not isinstance(content, dict):
            raise pickle.UnpicklingError("not a checkpoint")
        return content

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuilt
        if module == "torch" and name in STORAGES:
            return STORAGES[name]
        if (module, name) == ("collections", "OrderedDict"):
            return dict
        raise pickle.UnpicklingError(f"{module}.{name} does not belong in a checkpoint")

    def persistent_load(self, reference: Any) -> _Storage:
        _, kind, key, _, _ = reference
        record = f"{self._folder}data/{key}"
        if record not in self._records:
            raise pickle.UnpicklingError(f"{record} is missing")
        return _Storage(self._file, record, str(kind))


def _rebuilt(storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object) -> Weight:
    def load() -> Array:
        numbers = storage.load()[offset:]
        last = sum((length - 1) * step for length, step in zip(shape, strides, strict=True))
        if last >= len(numbers):
            raise refusals.damaged(storage.file.name)
        steps = tuple(step * numbers.itemsize for step in strides)
        array = np.lib.stride_tricks.as_strided(numbers, shape, steps).copy()
        return from_bfloat16(array) if storage.kind == "bfloat16" else array

    return Weight(tuple(shape), storage.kind, load)


def write(model: Whisper, folder: Path, *, name: str, progress: Progress) -> None:
    """Write `name`.pt into the folder. Needs torch: raises Misconfigured without it, InvalidInput for own words."""
    try:
        import torch
    except ImportError as error:
        raise Misconfigured(
            N_("To write for openai-whisper its library must be here. Install it: pip install '.[openai-whisper]'")
        ) from error
    if not vocabulary.is_standard(model.tokenizer(), languages=vocabulary.count_languages(model.sizes.n_vocab)):
        raise refusals.own_words()
    state, done = {}, 0
    whole = sum(weight.size for weight in model.weights.values())
    for weight_name, weight in model.weights.items():
        state[weight_name] = torch.from_numpy(np.array(weight.read()))
        done += weight.size
        progress(done, whole)
    content = {"dims": asdict(model.sizes), "model_state_dict": state, ALIGNMENT_HEADS: spell_heads(model)}
    torch.save(content, folder / f"{name}.pt")


def spell_heads(model: Whisper) -> str:
    """The alignment heads as openai-whisper spells them: a mask of layers and heads, packed."""
    mask = np.zeros((model.sizes.n_text_layer, model.sizes.n_text_head), bool)
    for layer, head in model.heads:
        mask[layer, head] = True
    return base64.b85encode(gzip.compress(mask.tobytes(), mtime=0)).decode("ascii")


def _heads(spelled: str, sizes: Sizes) -> tuple[tuple[int, int], ...]:
    mask = np.frombuffer(gzip.decompress(base64.b85decode(spelled)), bool).reshape(sizes.n_text_layer, -1)
    return tuple((int(layer), int(head)) for layer, head in np.argwhere(mask))
