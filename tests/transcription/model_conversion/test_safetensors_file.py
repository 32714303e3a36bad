import json
import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from tests.transcription.model_conversion.tiny import weight_of
from toolkit.errors import InvalidInput
from transcription.model_conversion import safetensors_file
from transcription.model_conversion.whisper_weights import Array, Weight


def test_arrays_come_back_with_their_kind_and_shape(tmp_path: Path) -> None:
    arrays: dict[str, Array] = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.array([0.5, -2], np.float16)}
    seen: list[tuple[int, int]] = []
    file = tmp_path / "model.safetensors"
    safetensors_file.write(
        file, {name: weight_of(array) for name, array in arrays.items()}, progress=lambda *at: seen.append(at)
    )
    found = safetensors_file.read(file)
    assert {name: (weight.kind, weight.shape) for name, weight in found.items()} == {
        "a": ("float32", (2, 3)),
        "b": ("float16", (2,)),
    }
    assert all(np.array_equal(found[name].read(), array) for name, array in arrays.items())
    assert seen == [(24, 28), (28, 28)]


def test_the_list_begins_where_others_look_for_it(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    safetensors_file.write(file, {"a": weight_of(np.ones(2, np.float32))}, progress=lambda *_: None)
    content = file.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    assert length % 8 == 0
    assert json.loads(content[8 : 8 + length]) == {
        "__metadata__": {"format": "pt"},
        "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
    }
    assert content[8 + length :] == np.ones(2, "<f4").tobytes()


def test_bfloat16_is_read_exactly(tmp_path: Path) -> None:
    (weight,) = _made(tmp_path, "BF16", [3], np.array([0x3F80, 0xC000, 0x0000], "<u2").tobytes()).values()
    assert weight.read().tolist() == [1.0, -2.0, 0.0]


def test_an_unknown_kind_is_said_when_somebody_needs_it(tmp_path: Path) -> None:
    (weight,) = _made(tmp_path, "I64", [1], b"12345678").values()
    with pytest.raises(InvalidInput, match="another way"):
        weight.read()


@pytest.mark.parametrize("kept", [0, 7, 8, 40, -1])
def test_a_cut_file_is_told_from_a_whole_one(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "model.safetensors"
    safetensors_file.write(file, {"a": weight_of(np.ones(20, np.float32))}, progress=lambda *_: None)
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(InvalidInput) as refused:
        safetensors_file.read(file)
    assert refused.value.values == {"file": "model.safetensors"}


def test_a_shape_that_does_not_fit_its_bytes_is_damage(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        _made(tmp_path, "F32", [3], b"12345678")
    with pytest.raises(InvalidInput):
        safetensors_file.read(_file(tmp_path, {"a": "nonsense"}, b""))
    (tmp_path / "model.safetensors").write_bytes(b"\xff" * 100)
    with pytest.raises(InvalidInput):
        safetensors_file.read(tmp_path / "model.safetensors")


def _made(folder: Path, kind: str, shape: list[int], numbers: bytes) -> dict[str, Weight]:
    told = {"a": {"dtype": kind, "shape": shape, "data_offsets": [0, len(numbers)]}}
    return safetensors_file.read(_file(folder, told, numbers))


def _file(folder: Path, told: Mapping[str, object], numbers: bytes) -> Path:
    head = json.dumps(told).encode()
    file = folder / "model.safetensors"
    file.write_bytes(struct.pack("<Q", len(head)) + head + numbers)
    return file
