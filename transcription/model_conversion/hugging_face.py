"""Reads and writes Hugging Face's form: a folder with safetensors, a configuration and a tokenizer.

Measured against transformers on the same weights; the names of the layers follow its WhisperForConditionalGeneration.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transcription.asr.model_files import SHARDS, TOKENIZER, TOKENIZER_PIECES, WEIGHTS, list_missing_published
from transcription.model_conversion import safetensors_file, vocabulary
from transcription.model_conversion.whisper_weights import Progress, Sizes, Weight, Whisper, expected_shapes
from transcription.speech_models import refusals

CONFIG, GENERATION, PREPROCESSOR = "config.json", "generation_config.json", "preprocessor_config.json"
ADDED = "added_tokens.json"

PARTS = (
    (r"\.blocks\.", ".layers."),
    (r"\.attn_ln\.", ".self_attn_layer_norm."),
    (r"\.cross_attn_ln\.", ".encoder_attn_layer_norm."),
    (r"\.mlp_ln\.", ".final_layer_norm."),
    (r"\.attn\.", ".self_attn."),
    (r"\.cross_attn\.", ".encoder_attn."),
    (r"\.query\.", ".q_proj."),
    (r"\.key\.", ".k_proj."),
    (r"\.value\.", ".v_proj."),
    (r"\.out\.", ".out_proj."),
    (r"\.mlp\.0\.", ".fc1."),
    (r"\.mlp\.2\.", ".fc2."),
    (r"\.ln_post\.|\.ln\.", ".layer_norm."),
    (r"\.positional_embedding$", ".embed_positions.weight"),
    (r"\.token_embedding\.", ".embed_tokens."),
)
"""openai-whisper's part of a name, and what stands there in a Hugging Face file."""


def read(folder: Path) -> Whisper:
    """The model in a folder. Raises InvalidInput when files are missing, cut, or of another kind of model."""
    if missing := list_missing_published(folder):
        raise refusals.lacks(missing)
    config = _read_json(folder / CONFIG)
    if config.get("model_type") != "whisper":
        raise refusals.not_whisper(str(config.get("model_type"))[:40])
    sizes = _sizes(config)
    generation = _read_json(folder / GENERATION) if (folder / GENERATION).is_file() else config
    theirs = _read_weights(folder)
    heads = generation.get("alignment_heads")
    return Whisper(
        sizes=sizes,
        weights={name: theirs[other] for name in expected_shapes(sizes) if (other := name_there(name)) in theirs},
        tokenizer=lambda: _read_tokenizer(folder),
        alignment_heads=tuple((int(layer), int(head)) for layer, head in heads) if heads else None,
        suppressed=_numbers(generation.get("suppress_tokens")),
        suppressed_first=_numbers(generation.get("begin_suppress_tokens")),
    )


def name_there(name: str) -> str:
    """A weight's name in a Hugging Face file."""
    for pattern, there in PARTS:
        name = re.sub(pattern, there, name)
    return f"model.{name}"


def _numbers(told: Any) -> tuple[int, ...] | None:
    return None if told is None else tuple(int(number) for number in told)


def _sizes(config: Mapping[str, Any]) -> Sizes:
    usual = {"activation_function": "gelu", "scale_embedding": False}
    for setting, value in usual.items():
        if config.get(setting, value) != value:
            raise refusals.unusual(setting)
    try:
        return Sizes(
            n_mels=int(config["num_mel_bins"]),
            n_audio_ctx=int(config["max_source_positions"]),
            n_audio_state=int(config["d_model"]),
            n_audio_head=int(config["encoder_attention_heads"]),
            n_audio_layer=int(config["encoder_layers"]),
            n_vocab=int(config["vocab_size"]),
            n_text_ctx=int(config["max_target_positions"]),
            n_text_state=int(config["d_model"]),
            n_text_head=int(config["decoder_attention_heads"]),
            n_text_layer=int(config["decoder_layers"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise refusals.damaged(CONFIG) from error


def _read_json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise refusals.damaged(file.name) from error
    if not isinstance(content, dict):
        raise refusals.damaged(file.name)
    return content


def _read_weights(folder: Path) -> dict[str, Weight]:
    if (folder / WEIGHTS).is_file():
        return safetensors_file.read(folder / WEIGHTS)
    files = sorted({str(name) for name in _read_json(folder / SHARDS).get("weight_map", {}).values()})
    if missing := [name for name in files if Path(name).name != name or not (folder / name).is_file()]:
        raise refusals.lacks(missing)
    weights: dict[str, Weight] = {}
    for name in files:
        weights |= safetensors_file.read(folder / name)
    return weights


def _read_tokenizer(folder: Path) -> Any:
    try:
        if (folder / TOKENIZER).is_file():
            return vocabulary.load_tokenizer(folder / TOKENIZER)
        added = _read_json(folder / ADDED) if (folder / ADDED).is_file() else {}
        return vocabulary.join_tokenizer(*(folder / name for name in TOKENIZER_PIECES), added=added)
    except OSError:
        raise
    except Exception as error:  # the library raises a bare Exception
        raise refusals.damaged(TOKENIZER) from error


def write(model: Whisper, folder: Path, *, progress: Progress) -> None:
    """Write the model's files into the folder. Raises OSError."""
    tokenizer = model.tokenizer()
    kind = "float16" if model.kinds == {"float16"} else "float32"
    _write_json(folder / CONFIG, _config(model.sizes, kind))
    _write_json(folder / GENERATION, _generation(model, tokenizer))
    write_preprocessor(folder, n_mels=model.sizes.n_mels)
    tokenizer.save(str(folder / TOKENIZER))
    _write_json(folder / "tokenizer_config.json", {"tokenizer_class": "WhisperTokenizer", "language": "sv"})
    there = {name_there(name): weight for name, weight in model.weights.items()}
    safetensors_file.write(folder / WEIGHTS, there, progress=progress)


def write_preprocessor(folder: Path, *, n_mels: int) -> None:
    """Write how sound is turned into what the model is given: faster-whisper reads this as well."""
    _write_json(
        folder / PREPROCESSOR,
        {
            "feature_extractor_type": "WhisperFeatureExtractor",
            "feature_size": n_mels,
            "sampling_rate": 16000,
            "hop_length": 160,
            "chunk_length": 30,
            "n_fft": 400,
        },
    )


def _config(sizes: Sizes, kind: str) -> dict[str, Any]:
    return {
        "architectures": ["WhisperForConditionalGeneration"],
        "model_type": "whisper",
        "torch_dtype": kind,
        "activation_function": "gelu",
        "num_mel_bins": sizes.n_mels,
        "d_model": sizes.n_audio_state,
        "max_source_positions": sizes.n_audio_ctx,
        "encoder_layers": sizes.n_audio_layer,
        "encoder_attention_heads": sizes.n_audio_head,
        "encoder_ffn_dim": 4 * sizes.n_audio_state,
        "max_target_positions": sizes.n_text_ctx,
        "decoder_layers": sizes.n_text_layer,
        "decoder_attention_heads": sizes.n_text_head,
        "decoder_ffn_dim": 4 * sizes.n_text_state,
        "vocab_size": sizes.n_vocab,
        "tie_word_embeddings": True,
        "is_encoder_decoder": True,
        "bos_token_id": vocabulary.END,
        "eos_token_id": vocabulary.END,
        "pad_token_id": vocabulary.END,
        "decoder_start_token_id": vocabulary.END + 1,
    }


def _generation(model: Whisper, tokenizer: Any) -> dict[str, Any]:
    suppressed, first = vocabulary.suppressed(model, tokenizer)
    languages = vocabulary.language_numbers(tokenizer)
    return {
        "alignment_heads": [list(pair) for pair in model.heads],
        "begin_suppress_tokens": first,
        "suppress_tokens": suppressed,
        "is_multilingual": True,
        "lang_to_id": languages,
        "task_to_id": {task: tokenizer.token_to_id(f"<|{task}|>") for task in ("transcribe", "translate")},
        "no_timestamps_token_id": tokenizer.token_to_id("<|notimestamps|>"),
        "max_length": model.sizes.n_text_ctx,
        "bos_token_id": vocabulary.END,
        "eos_token_id": vocabulary.END,
        "pad_token_id": vocabulary.END,
        "decoder_start_token_id": vocabulary.END + 1,
        "return_timestamps": False,
    }


def _write_json(file: Path, content: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
