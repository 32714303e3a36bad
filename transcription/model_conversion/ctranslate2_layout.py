"""Which of Whisper's weights make up each variable of a CTranslate2 file. Pure.

Comes from ctranslate2.specs.WhisperSpec; a test compares whole files with what that library writes.
"""

from collections.abc import Iterator

from transcription.model_conversion.whisper_weights import Sizes

ALIASES = {"decoder/projection/weight": "decoder/embeddings/weight"}
"""Whisper speaks with the same matrix as it reads with."""

GELU = 3
"""The number of the activation in CTranslate2's list."""


def list_settings(sizes: Sizes) -> dict[str, tuple[str, int]]:
    """The variables that hold one number: its kind and what it is."""
    off = ("alibi", "alibi_use_positive_positions", "scale_alibi", "scale_embeddings", "start_from_zero_embedding")
    return {
        **{f"decoder/{name}": ("int8", 0) for name in off},
        "decoder/pre_norm": ("int8", 1),
        "decoder/activation": ("int8", GELU),
        "decoder/alignment_heads": ("int16", 1),
        "decoder/alignment_layer": ("int16", -1),
        "decoder/num_heads": ("int16", sizes.n_text_head),
        "encoder/num_heads": ("int16", sizes.n_audio_head),
    }


def list_variables(sizes: Sizes) -> dict[str, tuple[str, ...]]:
    """The variables that hold weights, and which weights lie in each, one after the other.

    The bias of a key is named here though Whisper has none: there are zeros in its place.
    """
    return {name: parts for variables in _variables(sizes) for name, parts in variables.items()}


def is_rounded(variable: str) -> bool:
    """Whether the variable becomes 8-bit when a model is written in int8: the matrices do, biases and norms do not."""
    return variable.endswith("/weight")


def _variables(sizes: Sizes) -> Iterator[dict[str, tuple[str, ...]]]:
    for conv in ("conv1", "conv2"):
        yield _linear(f"encoder/{conv}", f"encoder.{conv}")
    yield {"encoder/position_encodings/encodings": ("encoder.positional_embedding",)}
    yield _norm("encoder/layer_norm", "encoder.ln_post")
    for number in range(sizes.n_audio_layer):
        yield _layer(f"encoder/layer_{number}", f"encoder.blocks.{number}")
    yield {"decoder/embeddings/weight": ("decoder.token_embedding.weight",)}
    yield {"decoder/position_encodings/encodings": ("decoder.positional_embedding",)}
    yield _norm("decoder/layer_norm", "decoder.ln")
    for number in range(sizes.n_text_layer):
        layer, block = f"decoder/layer_{number}", f"decoder.blocks.{number}"
        yield _layer(layer, block)
        yield _linear(f"{layer}/attention/linear_0", f"{block}.cross_attn.query")
        yield _linear(f"{layer}/attention/linear_1", f"{block}.cross_attn.key", f"{block}.cross_attn.value")
        yield _linear(f"{layer}/attention/linear_2", f"{block}.cross_attn.out")
        yield _norm(f"{layer}/attention/layer_norm", f"{block}.cross_attn_ln")


def _layer(layer: str, block: str) -> dict[str, tuple[str, ...]]:
    attention = tuple(f"{block}.attn.{part}" for part in ("query", "key", "value"))
    return {
        **_linear(f"{layer}/self_attention/linear_0", *attention),
        **_linear(f"{layer}/self_attention/linear_1", f"{block}.attn.out"),
        **_norm(f"{layer}/self_attention/layer_norm", f"{block}.attn_ln"),
        **_linear(f"{layer}/ffn/linear_0", f"{block}.mlp.0"),
        **_linear(f"{layer}/ffn/linear_1", f"{block}.mlp.2"),
        **_norm(f"{layer}/ffn/layer_norm", f"{block}.mlp_ln"),
    }


def _linear(scope: str, *names: str) -> dict[str, tuple[str, ...]]:
    return {f"{scope}/{kind}": tuple(f"{name}.{kind}" for name in names) for kind in ("weight", "bias")}


def _norm(scope: str, name: str) -> dict[str, tuple[str, ...]]:
    return {f"{scope}/gamma": (f"{name}.weight",), f"{scope}/beta": (f"{name}.bias",)}
