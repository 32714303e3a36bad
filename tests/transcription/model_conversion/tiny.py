"""A tiny multilingual Whisper with random weights, in memory: 3 + 2 layers of 16 numbers, and the whole vocabulary."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from transcription.model_conversion import vocabulary
from transcription.model_conversion.whisper_weights import Array, Sizes, Weight, Whisper, expected_shapes

SIZES = Sizes(
    n_mels=80,
    n_audio_ctx=1500,
    n_audio_state=16,
    n_audio_head=2,
    n_audio_layer=3,
    n_vocab=51865,
    n_text_ctx=448,
    n_text_state=16,
    n_text_head=2,
    n_text_layer=2,
)
HEADS = ((0, 1), (1, 0))


def quiet(_done: int, _whole: int) -> None:
    """Nobody watches."""


def random_model(*, kind: str = "float32", sizes: Sizes = SIZES, seed: int = 7) -> Whisper:
    """Large numbers enough that every layer changes what comes out."""
    draw = np.random.default_rng(seed)
    arrays = {
        name: draw.normal(0, 3 / math.sqrt(shape[-1]), shape).astype(kind)
        for name, shape in expected_shapes(sizes).items()
    }
    languages = vocabulary.count_languages(sizes.n_vocab)
    return Whisper(
        sizes=sizes,
        weights={name: weight_of(array) for name, array in arrays.items()},
        tokenizer=lambda: vocabulary.build_tokenizer(languages=languages),
        alignment_heads=HEADS,
    )


def weight_of(array: Array) -> Weight:
    """An array in memory as if it lay on disk."""
    return Weight(array.shape, array.dtype.name, lambda: array)


def without(model: Whisper, name: str) -> Whisper:
    """The model with a weight gone."""
    return replace(model, weights={other: weight for other, weight in model.weights.items() if other != name})


def same_weights(one: Mapping[str, Weight], other: Mapping[str, Weight]) -> bool:
    """Whether every number is the same."""
    return set(one) == set(other) and all(np.array_equal(one[name].read(), other[name].read()) for name in one)


def edit(file: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change a JSON file in place."""
    content = json.loads(file.read_text("utf-8"))
    change(content)
    file.write_text(json.dumps(content), "utf-8")
