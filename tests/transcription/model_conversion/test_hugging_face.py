import json
import shutil
from pathlib import Path

import pytest

from tests.transcription.model_conversion.tiny import HEADS, SIZES, edit, quiet, same_weights
from toolkit.errors import InvalidInput
from transcription.asr.model_files import Form
from transcription.model_conversion import converting, hugging_face, safetensors_file
from transcription.model_conversion.whisper_weights import Whisper


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "model")


def test_what_was_written_is_read_again(tiny: Whisper, published: Path) -> None:
    back = converting.read(published, Form.HUGGING_FACE)
    assert (back.sizes, back.alignment_heads) == (SIZES, HEADS)
    assert same_weights(back.weights, tiny.weights)
    assert back.tokenizer().get_vocab() == tiny.tokenizer().get_vocab()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("encoder.blocks.2.attn.query.weight", "model.encoder.layers.2.self_attn.q_proj.weight"),
        ("decoder.blocks.0.cross_attn.out.bias", "model.decoder.layers.0.encoder_attn.out_proj.bias"),
        ("decoder.blocks.0.cross_attn_ln.bias", "model.decoder.layers.0.encoder_attn_layer_norm.bias"),
        ("encoder.blocks.1.mlp.2.weight", "model.encoder.layers.1.fc2.weight"),
        ("encoder.blocks.1.mlp_ln.weight", "model.encoder.layers.1.final_layer_norm.weight"),
        ("encoder.ln_post.weight", "model.encoder.layer_norm.weight"),
        ("decoder.ln.bias", "model.decoder.layer_norm.bias"),
        ("decoder.token_embedding.weight", "model.decoder.embed_tokens.weight"),
        ("encoder.positional_embedding", "model.encoder.embed_positions.weight"),
        ("encoder.conv1.weight", "model.encoder.conv1.weight"),
    ],
)
def test_the_layers_have_the_names_of_transformers(ours: str, theirs: str) -> None:
    assert hugging_face.name_there(ours) == theirs


def test_a_model_in_several_files_is_one_model(tiny: Whisper, folder: Path) -> None:
    weights = safetensors_file.read(folder / "model.safetensors")
    halves: dict[str, dict[str, object]] = {"a.safetensors": {}, "b.safetensors": {}}
    for number, name in enumerate(weights):
        halves[("a.safetensors", "b.safetensors")[number % 2]][name] = weights[name]
    for file, half in halves.items():
        safetensors_file.write(folder / file, half, progress=quiet)  # type: ignore[arg-type]  # weights, by name
    (folder / "model.safetensors").unlink()
    index = {"weight_map": {name: file for file, half in halves.items() for name in half}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    assert same_weights(converting.read(folder, Form.HUGGING_FACE).weights, tiny.weights)
    (folder / "b.safetensors").unlink()
    with pytest.raises(InvalidInput) as refused:
        converting.read(folder, Form.HUGGING_FACE)
    assert refused.value.values == {"files": "b.safetensors"}


def test_a_tokenizer_in_pieces_is_put_together(tiny: Whisper, folder: Path) -> None:
    told = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    (folder / "tokenizer.json").unlink()
    (folder / "vocab.json").write_text(json.dumps(told["model"]["vocab"], ensure_ascii=False), "utf-8")
    merges = [" ".join(pair) if isinstance(pair, list) else pair for pair in told["model"]["merges"]]
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]), "utf-8")
    added = {token["content"]: token["id"] for token in told["added_tokens"]}
    (folder / "added_tokens.json").write_text(json.dumps(added), "utf-8")
    made, theirs = converting.read(folder, Form.HUGGING_FACE).tokenizer(), tiny.tokenizer()
    assert made.get_vocab() == theirs.get_vocab()
    for text in ("Hej Alva, vad bra att du kom.", "åäö é 👩‍👧", "  två  blanksteg\n"):
        assert made.encode(text, add_special_tokens=False).ids == theirs.encode(text, add_special_tokens=False).ids
    edit(folder / "added_tokens.json", lambda added: added.update({"<|sv|>": 7}))
    with pytest.raises(InvalidInput):
        converting.read(folder, Form.HUGGING_FACE).tokenizer()


def test_a_model_without_generation_settings_takes_whispers_own(folder: Path) -> None:
    (folder / "generation_config.json").unlink()
    found = converting.read(folder, Form.HUGGING_FACE)
    assert (found.alignment_heads, found.suppressed, found.suppressed_first) == (None, None, None)
    assert found.heads == ((1, 0), (1, 1))


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("model_type", "wav2vec2", "no Whisper model"),
        ("activation_function", "relu", "another way"),
        ("scale_embedding", True, "another way"),
        ("d_model", 24, "another way"),
        ("encoder_layers", 4, "another way"),
        ("vocab_size", 51864, "another way"),
        ("num_mel_bins", None, "damaged"),
    ],
)
def test_what_we_cannot_read_is_said(folder: Path, setting: str, value: object, says: str) -> None:
    edit(folder / "config.json", lambda config: config.update({setting: value}))
    with pytest.raises(InvalidInput, match=says):
        converting.read(folder, Form.HUGGING_FACE)


@pytest.mark.parametrize("lacking", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, lacking: str) -> None:
    (folder / lacking).unlink()
    with pytest.raises(InvalidInput) as refused:
        converting.get_form(folder)
    assert lacking in refused.value.values["files"]


def test_heads_that_are_not_there_are_refused(folder: Path) -> None:
    edit(folder / "generation_config.json", lambda config: config.update(alignment_heads=[[9, 0]]))
    with pytest.raises(InvalidInput):
        converting.read(folder, Form.HUGGING_FACE)
