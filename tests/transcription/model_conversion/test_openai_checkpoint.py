import pickle
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.transcription.model_conversion.tiny import HEADS, quiet, random_model, same_weights
from toolkit.errors import InvalidInput, Misconfigured
from transcription.asr import openai_whisper_engine
from transcription.asr.model_files import Form
from transcription.model_conversion import converting, openai_checkpoint, vocabulary
from transcription.model_conversion.whisper_weights import Whisper
from transcription.speech_models import practice

needs_torch = pytest.mark.skipif(
    not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed"
)


@needs_torch
def test_weights_are_read_as_torch_reads_them() -> None:
    import torch

    model = converting.read(practice.CHECKPOINT, Form.OPENAI)
    theirs = torch.load(practice.CHECKPOINT, map_location="cpu", weights_only=True)
    assert vars(model.sizes) == theirs["dims"]
    assert set(model.weights) == set(theirs["model_state_dict"])
    for name, weight in model.weights.items():
        assert np.array_equal(weight.read(), theirs["model_state_dict"][name].numpy()), name


@needs_torch
@pytest.mark.parametrize("kind", ["float32", "float16"])
def test_what_was_written_is_read_again(tmp_path: Path, kind: str) -> None:
    model = random_model(kind=kind)
    openai_checkpoint.write(model, tmp_path, name="tiny", progress=quiet)
    back = converting.read(tmp_path / "tiny.pt", Form.OPENAI)
    assert (back.sizes, back.alignment_heads) == (model.sizes, HEADS)
    assert same_weights(back.weights, model.weights)


@needs_torch
def test_the_engine_hears_word_times_with_the_models_own_heads(tiny: Whisper, tmp_path: Path) -> None:
    openai_checkpoint.write(tiny, tmp_path, name="tiny", progress=quiet)
    engine = openai_whisper_engine.load(tmp_path)
    heads = engine._model.alignment_heads.to_dense().nonzero().tolist()
    assert [tuple(pair) for pair in heads] == list(HEADS)


@needs_torch
def test_a_strided_and_a_bfloat16_array_are_read_in_their_shape(tmp_path: Path) -> None:
    import torch

    state = {"turned": torch.arange(6.0).reshape(2, 3).T, "short": torch.tensor([1.0, -2.0], dtype=torch.bfloat16)}
    torch.save({"dims": vars(random_model().sizes), "model_state_dict": state}, tmp_path / "model.pt")
    weights = openai_checkpoint.read(tmp_path / "model.pt").weights
    assert weights["turned"].read().tolist() == [[0, 3], [1, 4], [2, 5]]
    assert weights["short"].read().tolist() == [1, -2]


@needs_torch
def test_a_vocabulary_of_its_own_cannot_be_told_to_openai_whisper(tiny: Whisper, tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    other = Tokenizer.from_str(tiny.tokenizer().to_str().replace("<|sv|>", "<|svenska|>"))
    with pytest.raises(InvalidInput, match="vocabulary of its own"):
        openai_checkpoint.write(replace(tiny, tokenizer=lambda: other), tmp_path, name="tiny", progress=quiet)
    older = Tokenizer.from_str(tiny.tokenizer().to_str().replace("<|nospeech|>", "<|nocaptions|>"))
    assert vocabulary.is_standard(older, languages=99)


def test_writing_needs_the_library_and_says_so(tiny: Whisper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    with pytest.raises(Misconfigured, match=r"pip install '\.\[openai-whisper\]'"):
        openai_checkpoint.write(tiny, tmp_path, name="tiny", progress=quiet)


def test_a_checkpoint_cannot_run_anything(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "evil.pt", "w") as archive:
        archive.writestr("run/data.pkl", pickle.dumps({"dims": print}))
    with pytest.raises(InvalidInput) as refused:
        openai_checkpoint.read(tmp_path / "evil.pt")
    assert "print does not belong in a checkpoint" in str(refused.value.__cause__)


@pytest.mark.parametrize("content", [{"dims": {}}, {"weight": 1}, ["a"], {"dims": {"n_mels": "x"}}, {"dims": 1}])
def test_a_pickle_that_is_no_checkpoint_is_refused(tmp_path: Path, content: object) -> None:
    with zipfile.ZipFile(tmp_path / "other.pt", "w") as archive:
        archive.writestr("other/data.pkl", pickle.dumps(content))
    with pytest.raises(InvalidInput):
        openai_checkpoint.read(tmp_path / "other.pt")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_cut_file_is_told_from_a_whole_one(tmp_path: Path, share: float) -> None:
    content = practice.CHECKPOINT.read_bytes()
    (tmp_path / "model.pt").write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InvalidInput) as refused:
        openai_checkpoint.read(tmp_path / "model.pt")
    assert refused.value.values == {"file": "model.pt"}


def test_a_changed_number_is_found(tmp_path: Path) -> None:
    openai_checkpoint.check(practice.CHECKPOINT)
    content = bytearray(practice.CHECKPOINT.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "model.pt").write_bytes(content)
    with pytest.raises(InvalidInput):
        openai_checkpoint.check(tmp_path / "model.pt")


def test_a_packed_folder_is_to_be_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:
        archive.writestr("kb-whisper-small/model.bin", b"")
    with pytest.raises(InvalidInput, match="Unpack it"):
        openai_checkpoint.read(tmp_path / "model.pt")


def test_the_heads_are_spelled_as_openai_whisper_spells_them(tiny: Whisper) -> None:
    import base64
    import gzip

    mask = gzip.decompress(base64.b85decode(openai_checkpoint.spell_heads(tiny)))
    assert mask == bytes([0, 1, 1, 0])
