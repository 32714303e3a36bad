"""CTranslate2's form, held against the library that defines it."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.transcription.model_conversion.tiny import HEADS, SIZES, quiet, random_model, same_weights
from toolkit.errors import InvalidInput
from transcription.asr.model_files import Form, Quantization
from transcription.model_conversion import converting, ctranslate2_folder
from transcription.model_conversion.ctranslate2_layout import list_variables
from transcription.model_conversion.whisper_weights import Array, Whisper
from transcription.speech_models import ctranslate2_header

if TYPE_CHECKING:
    from ctranslate2.specs.whisper_spec import WhisperSpec

PIECES = [0, 3, 4, 5, 17, 60, 2000, -2000, -70, -9, -5, -1]


@pytest.mark.parametrize("quantization", [None, *Quantization])
def test_a_file_is_what_the_library_itself_writes(
    tiny: Whisper, tmp_path: Path, quantization: Quantization | None
) -> None:
    ctranslate2_folder.write(tiny, tmp_path, quantization=quantization, progress=quiet)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    spec = _spec(tiny)
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(theirs))
    assert (tmp_path / "model.bin").read_bytes() == (theirs / "model.bin").read_bytes()


def _spec(model: Whisper) -> "WhisperSpec":
    from ctranslate2.specs import common_spec, whisper_spec  # brings torch, which takes seconds

    sizes = model.sizes
    spec = whisper_spec.WhisperSpec(sizes.n_audio_layer, sizes.n_audio_head, sizes.n_text_layer, sizes.n_text_head)
    for name, parts in list_variables(sizes).items():
        place = spec
        *scopes, attribute = name.split("/")
        for scope in scopes:
            stem, _, number = scope.rpartition("_")
            is_listed = number.isdigit() and isinstance(getattr(place, stem, None), list)
            place = getattr(place, stem)[int(number)] if is_listed else getattr(place, scope)
        setattr(place, attribute, _joined(model, parts))
    assert isinstance(spec.decoder.projection, common_spec.LinearSpec)
    spec.decoder.projection.weight = spec.decoder.embeddings.weight
    spec.register_vocabulary([str(number) for number in range(sizes.n_vocab)])
    return spec


def _joined(model: Whisper, parts: tuple[str, ...]) -> Array:
    silent = np.zeros(SIZES.n_audio_state, np.float32)
    return np.concatenate([model.weights[part].read() if part in model.weights else silent for part in parts])


def test_exact_numbers_come_back_as_they_were(tiny: Whisper, exact: Path) -> None:
    back = converting.read(exact, Form.CT2)
    assert back.sizes == tiny.sizes
    assert back.alignment_heads == HEADS
    assert same_weights(back.weights, tiny.weights)


def test_half_precision_comes_back_as_it_was(tmp_path: Path) -> None:
    half = random_model(kind="float16")
    ctranslate2_folder.write(half, tmp_path, quantization=None, progress=quiet)
    assert same_weights(converting.read(tmp_path, Form.CT2).weights, half.weights)


def test_eight_bits_are_refused_and_said_to_be_rounded(rounded: Path) -> None:
    with pytest.raises(InvalidInput, match="rounded to 8 bits"):
        converting.read(rounded, Form.CT2)
    ctranslate2_folder.check(rounded)


def test_a_row_of_zeros_stays_zero() -> None:
    numbers, scale = ctranslate2_folder.round_to_8_bits(np.array([[0, 0], [1, -2]], np.float32))
    assert numbers.tolist() == [[0, 0], [64, -127]]
    assert np.allclose(numbers / scale[:, None], [[0, 0], [1, -2]], atol=0.01)


def test_the_vocabulary_names_every_number(exact: Path) -> None:
    words = json.loads((exact / "vocabulary.json").read_text("utf-8"))
    assert len(words) == SIZES.n_vocab
    assert (words[50257], words[50364], words[-1]) == ("<|endoftext|>", "<|0.00|>", "<|30.00|>")


@pytest.mark.parametrize("at", PIECES)
def test_a_cut_file_is_told_from_a_whole_one(exact: Path, tmp_path: Path, at: int) -> None:
    content = (exact / "model.bin").read_bytes()
    (tmp_path / "model.bin").write_bytes(content[:at] if at >= 0 else content[: len(content) + at])
    with pytest.raises(InvalidInput):
        ctranslate2_header.read(tmp_path / "model.bin")


def test_another_kind_of_model_is_named(exact: Path, tmp_path: Path) -> None:
    content = (exact / "model.bin").read_bytes()
    (tmp_path / "model.bin").write_bytes(content.replace(b"WhisperSpec", b"WavLMXXSpec", 1))
    with pytest.raises(InvalidInput, match="no Whisper") as refused:
        ctranslate2_header.read(tmp_path / "model.bin")
    assert refused.value.values == {"kind": "WavLMXXSpec"}


@pytest.mark.parametrize(
    ("file", "content"),
    [("config.json", "{"), ("config.json", "[]"), ("vocabulary.json", '["a"]'), ("tokenizer.json", "{}")],
)
def test_a_damaged_companion_is_named(exact: Path, tmp_path: Path, file: str, content: str) -> None:
    folder = shutil.copytree(exact, tmp_path / "model")
    (folder / file).write_text(content)
    with pytest.raises(InvalidInput) as refused:
        ctranslate2_folder.check(folder)
    assert refused.value.values == {"file": file}
