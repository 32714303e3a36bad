"""A Whisper model as all forms see it: its sizes, its weights under openai-whisper's names, and its vocabulary.

Pure. Weights are read one at a time when somebody asks, so that a large model is never in memory at once.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcription.speech_models import refusals

ENGLISH_ONLY = 51864
"""Words in the vocabulary of the models that know English only; the others have more."""

Array = NDArray[Any]
Progress = Callable[[int, int], None]
"""Told how many bytes of the new model are written, and how many there will be."""


@dataclass(frozen=True)
class Weight:
    """One array that is still on disk. `kind` is what it is stored as: float32, float16, bfloat16 or int8.

    `read` gives float32 or float16, and raises InvalidInput for a damaged file.
    """

    shape: tuple[int, ...]
    kind: str
    read: Callable[[], Array]

    @property
    def stored(self) -> np.dtype[Any]:
        """What `read` gives: float16 where that is exact."""
        return np.dtype("<f2" if self.kind == "float16" else "<f4")

    @property
    def size(self) -> int:
        """Bytes of what `read` gives."""
        return self.stored.itemsize * math.prod(self.shape)


@dataclass(frozen=True)
class Sizes:
    """The dimensions of a model, under the names that openai-whisper writes them with."""

    n_mels: int
    n_audio_ctx: int
    n_audio_state: int
    n_audio_head: int
    n_audio_layer: int
    n_vocab: int
    n_text_ctx: int
    n_text_state: int
    n_text_head: int
    n_text_layer: int


@dataclass(frozen=True)
class Whisper:
    """A model that can be written in any form.

    `tokenizer` makes the Hugging Face tokenizer when somebody needs it. `alignment_heads` are the (layer, head) pairs
    that know when a word was said; None when nobody has found them out. `suppressed` are tokens that it never writes,
    `suppressed_first` those that it does not begin with; None for Whisper's own.
    """

    sizes: Sizes
    weights: Mapping[str, Weight]
    tokenizer: Callable[[], Any]
    alignment_heads: tuple[tuple[int, int], ...] | None = None
    suppressed: tuple[int, ...] | None = None
    suppressed_first: tuple[int, ...] | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """What the numbers are stored as."""
        return frozenset(weight.kind for weight in self.weights.values())

    @property
    def heads(self) -> tuple[tuple[int, int], ...]:
        """The pairs for word times; without better knowledge the upper half of the layers, as in both engines."""
        if self.alignment_heads:
            return self.alignment_heads
        layers = range(self.sizes.n_text_layer // 2, self.sizes.n_text_layer)
        return tuple((layer, head) for layer in layers for head in range(self.sizes.n_text_head))


def check(model: Whisper) -> Whisper:
    """The same model, when every weight of its sizes is there and has its shape. Raises InvalidInput."""
    expected = expected_shapes(model.sizes)
    for name, shape in expected.items():
        weight = model.weights.get(name)
        if weight is None or weight.shape != shape:
            raise refusals.unusual(name)
    if model.sizes.n_vocab <= ENGLISH_ONLY:
        raise refusals.english_only()
    heads = model.heads
    if any(layer >= model.sizes.n_text_layer or head >= model.sizes.n_text_head for layer, head in heads):
        raise refusals.unusual("alignment_heads")
    return model


def expected_shapes(sizes: Sizes) -> dict[str, tuple[int, ...]]:
    """Name and shape of every weight of a model of these sizes."""
    wide = sizes.n_audio_state
    shapes: dict[str, tuple[int, ...]] = {
        "encoder.conv1.weight": (wide, sizes.n_mels, 3),
        "encoder.conv1.bias": (wide,),
        "encoder.conv2.weight": (wide, wide, 3),
        "encoder.conv2.bias": (wide,),
        "encoder.positional_embedding": (sizes.n_audio_ctx, wide),
    }
    for number in range(sizes.n_audio_layer):
        shapes |= _block(f"encoder.blocks.{number}", wide, ("attn",))
    shapes |= _norm("encoder.ln_post", wide)
    shapes["decoder.token_embedding.weight"] = (sizes.n_vocab, sizes.n_text_state)
    shapes["decoder.positional_embedding"] = (sizes.n_text_ctx, sizes.n_text_state)
    for number in range(sizes.n_text_layer):
        shapes |= _block(f"decoder.blocks.{number}", sizes.n_text_state, ("attn", "cross_attn"))
    return shapes | _norm("decoder.ln", sizes.n_text_state)


def _block(block: str, wide: int, attentions: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {}
    for attention in attentions:
        for part in ("query", "key", "value", "out"):
            shapes[f"{block}.{attention}.{part}.weight"] = (wide, wide)
            if part != "key":  # Whisper's keys have no bias
                shapes[f"{block}.{attention}.{part}.bias"] = (wide,)
        shapes |= _norm(f"{block}.{attention}_ln", wide)
    shapes |= {f"{block}.mlp.0.weight": (4 * wide, wide), f"{block}.mlp.0.bias": (4 * wide,)}
    shapes |= {f"{block}.mlp.2.weight": (wide, 4 * wide), f"{block}.mlp.2.bias": (wide,)}
    return shapes | _norm(f"{block}.mlp_ln", wide)


def _norm(name: str, wide: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (wide,), f"{name}.bias": (wide,)}


def from_bfloat16(raw: NDArray[np.uint16]) -> NDArray[np.float32]:
    """The numbers of a kind that numpy does not know, exactly: they are the upper halves of float32."""
    return (raw.astype(np.uint32) << 16).view(np.float32)
