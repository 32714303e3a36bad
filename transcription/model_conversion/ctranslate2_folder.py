"""Reads and writes CTranslate2's form, faster-whisper's own: model.bin, configuration, vocabulary and tokenizer.

The numbers are exact in float32 and in float16 when they were float16 before. 8-bit numbers are rounded: there is no
way back from them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from transcription.asr.model_files import VOCABULARIES, Quantization, list_missing
from transcription.model_conversion import ctranslate2_file, hugging_face, vocabulary
from transcription.model_conversion.ctranslate2_layout import ALIASES, is_rounded, list_settings, list_variables
from transcription.model_conversion.whisper_weights import Array, Progress, Sizes, Weight, Whisper
from transcription.speech_models import ctranslate2_header, refusals
from transcription.speech_models.ctranslate2_header import Entry

EXACT = frozenset({"float32", "float16", "bfloat16"})


def read(folder: Path) -> Whisper:
    """The model in a folder. Raises InvalidInput when files are missing or cut, or its numbers are rounded."""
    if missing := list_missing(folder):
        raise refusals.lacks(missing)
    variables = ctranslate2_header.read(folder / "model.bin")
    sizes = _sizes(variables)
    layout = list_variables(sizes)
    if any(variables[name].kind not in EXACT for name in layout if name in variables):
        raise refusals.rounded()
    config = _read_config(folder)
    heads = config.get("alignment_heads")
    return Whisper(
        sizes=sizes,
        weights=_weights(variables, layout),
        tokenizer=lambda: vocabulary.load_tokenizer(folder / "tokenizer.json"),
        alignment_heads=tuple((int(layer), int(head)) for layer, head in heads) if heads else None,
        suppressed=tuple(config.get("suppress_ids") or ()),
        suppressed_first=tuple(config.get("suppress_ids_begin") or ()),
    )


def check(folder: Path) -> None:
    """Prove that the folder's files are a whole Whisper model, rounded or not. Raises InvalidInput."""
    if missing := list_missing(folder):
        raise refusals.lacks(missing)
    variables = ctranslate2_header.read(folder / "model.bin")
    sizes = _sizes(variables)
    for name in list_variables(sizes):
        if name not in variables:
            raise refusals.damaged("model.bin")
    _read_config(folder)
    known = {name for name in VOCABULARIES if (folder / name).is_file()}
    if "vocabulary.json" in known and len(_read_json(folder / "vocabulary.json", list)) != sizes.n_vocab:
        raise refusals.damaged("vocabulary.json")
    vocabulary.load_tokenizer(folder / "tokenizer.json")


def _sizes(variables: dict[str, Entry]) -> Sizes:
    try:
        wide, n_mels, _ = variables["encoder/conv1/weight"].shape
        n_vocab, text_wide = variables["decoder/embeddings/weight"].shape
        return Sizes(
            n_mels=n_mels,
            n_audio_ctx=variables["encoder/position_encodings/encodings"].shape[0],
            n_audio_state=wide,
            n_audio_head=int(ctranslate2_file.load(variables["encoder/num_heads"])[0]),
            n_audio_layer=_count_layers(variables, "encoder"),
            n_vocab=n_vocab,
            n_text_ctx=variables["decoder/position_encodings/encodings"].shape[0],
            n_text_state=text_wide,
            n_text_head=int(ctranslate2_file.load(variables["decoder/num_heads"])[0]),
            n_text_layer=_count_layers(variables, "decoder"),
        )
    except (KeyError, ValueError, IndexError) as error:
        raise refusals.damaged("model.bin") from error


def _count_layers(variables: dict[str, Entry], part: str) -> int:
    return sum(name.startswith(f"{part}/layer_") and name.endswith("/ffn/linear_0/weight") for name in variables)


def _weights(variables: dict[str, Entry], layout: dict[str, tuple[str, ...]]) -> dict[str, Weight]:
    weights = {}
    for name, parts in layout.items():
        variable = variables.get(name)
        if variable is None:
            continue  # `whisper_weights.check` says which weight is not there
        length = variable.shape[0] // len(parts)
        for number, part in enumerate(parts):
            if not part.endswith(".key.bias"):
                weights[part] = _slice(variable, number * length, length)
    return weights


def _slice(entry: Entry, start: int, length: int) -> Weight:
    shape = (length, *entry.shape[1:])
    return Weight(shape, entry.kind, lambda: ctranslate2_file.load(entry)[start : start + length])


def write(model: Whisper, folder: Path, *, quantization: Quantization | None, progress: Progress) -> None:
    """Write the model's files into the folder; without a quantization its numbers stay as they are. Raises OSError."""
    tokenizer = model.tokenizer()
    _write_config(model, tokenizer, folder / "config.json")
    words = vocabulary.list_words(tokenizer, length=model.sizes.n_vocab)
    (folder / "vocabulary.json").write_text(json.dumps(words, indent=2), encoding="utf-8")
    hugging_face.write_preprocessor(folder, n_mels=model.sizes.n_mels)
    tokenizer.save(str(folder / "tokenizer.json"))
    settings, layout = list_settings(model.sizes), list_variables(model.sizes)
    scales = sum(is_rounded(name) for name in layout) if quantization is Quantization.INT8 else 0
    with (folder / "model.bin").open("wb") as out:
        arrays = _arrays(model, quantization, progress)
        ctranslate2_file.write(out, arrays, count=len(settings) + len(layout) + scales, aliases=ALIASES)


def _arrays(model: Whisper, quantization: Quantization | None, progress: Progress) -> Iterator[tuple[str, Array]]:
    settings, layout = list_settings(model.sizes), list_variables(model.sizes)
    whole, done = sum(weight.size for weight in model.weights.values()), 0
    for name in sorted([*settings, *layout]):
        if name in settings:
            kind, number = settings[name]
            yield name, np.array(number, kind)
            continue
        array = _join(model, layout[name])
        done += array.nbytes
        if quantization is Quantization.INT8 and is_rounded(name):
            array, scale = round_to_8_bits(array)
            yield name, array
            yield f"{name}_scale", scale
        else:
            kept = {None: array.dtype, Quantization.FLOAT16: np.dtype(np.float16)}.get(
                quantization, np.dtype(np.float32)
            )
            yield name, array.astype(kept, copy=False)
        progress(min(done, whole), whole)


def _join(model: Whisper, names: tuple[str, ...]) -> Array:
    read = [model.weights[name].read() for name in names if name in model.weights]
    if len(names) == 1:
        return read[0]
    rest = iter(read)
    parts = [next(rest) if name in model.weights else np.zeros(len(read[0]), read[0].dtype) for name in names]
    return np.concatenate(parts)


def round_to_8_bits(array: Array) -> tuple[Array, Array]:
    """Each row as whole numbers from -127 to 127, and what one was worth: the same arithmetic as CTranslate2's."""
    rows = np.array(array, np.float32).reshape(len(array), -1)
    largest = np.amax(np.abs(rows), axis=1)
    largest[largest == 0] = 127.0
    scale = 127.0 / np.maximum(largest, np.float32(127) / np.finfo(np.float32).max)
    return np.rint(rows * scale[:, None]).astype(np.int8).reshape(array.shape), scale


def _write_config(model: Whisper, tokenizer: Any, file: Path) -> None:
    suppressed, first = vocabulary.suppressed(model, tokenizer)
    config = {
        "alignment_heads": [list(pair) for pair in model.heads],
        "lang_ids": sorted(vocabulary.language_numbers(tokenizer).values()),
        "suppress_ids": suppressed,
        "suppress_ids_begin": first,
    }
    file.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _read_config(folder: Path) -> dict[str, Any]:
    config: dict[str, Any] = _read_json(folder / "config.json", dict)
    return config


def _read_json(file: Path, kind: type) -> Any:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise refusals.damaged(file.name) from error
    if not isinstance(content, kind):
        raise refusals.damaged(file.name)
    return content
