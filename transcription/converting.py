"""Turns an openai-whisper checkpoint into the CTranslate2 form of faster-whisper, without torch.

`python -m transcription.converting CHECKPOINT FOLDER`; called by `practice`. Comes from a `.pt` file's numbers and
openai-whisper's vocabulary. Nothing in the file can run.
"""

import io
import pickle
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcription.vocabulary import LANGUAGES, build_tokenizer, non_speech_tokens, special_tokens

Weights = dict[str, NDArray[np.float32]]

STORAGES = {"HalfStorage": np.float16, "FloatStorage": np.float32}


def read_checkpoint(file: Path) -> tuple[dict[str, int], Weights]:
    """Sizes and weights (float32) of an openai-whisper checkpoint, read without torch.

    Nothing in the file can run: only the names that rebuild arrays are known, anything else raises
    pickle.UnpicklingError.
    """
    with zipfile.ZipFile(file) as archive:
        pickled = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
        folder = pickled.removesuffix("data.pkl")
        content = _Reader(archive, folder).load_from(archive.read(pickled))
    weights = {name: np.asarray(array, np.float32) for name, array in content["model_state_dict"].items()}
    return content["dims"], weights


class _Reader(pickle.Unpickler):
    """Rebuilds arrays from a checkpoint's records, and refuses everything else."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(io.BytesIO())
        self._archive, self._folder = archive, folder

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

    def persistent_load(self, reference: Any) -> NDArray[Any]:
        _, kind, record, _, _ = reference
        return np.frombuffer(self._archive.read(f"{self._folder}data/{record}"), dtype=np.dtype(kind))


def _rebuilt(
    storage: NDArray[Any], offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object
) -> NDArray[Any]:
    steps = tuple(stride * storage.itemsize for stride in strides)
    return np.lib.stride_tricks.as_strided(storage[offset:], shape, steps).copy()


def build_converted(checkpoint: Path, folder: Path) -> None:
    """Write the CTranslate2 form of a small multilingual checkpoint, 8-bit, into `folder` (created).

    Takes seconds and 14 MB. The layout follows ctranslate2.specs.WhisperSpec.
    """
    from ctranslate2.specs import whisper_spec

    sizes, weights = read_checkpoint(checkpoint)
    spec = whisper_spec.WhisperSpec(
        sizes["n_audio_layer"], sizes["n_audio_head"], sizes["n_text_layer"], sizes["n_text_head"]
    )
    _fill_encoder(spec.encoder, weights)
    _fill_decoder(spec.decoder, weights)
    tokenizer = build_tokenizer()
    spec.register_vocabulary([tokenizer.id_to_token(number) for number in range(sizes["n_vocab"])])
    _fill_config(spec.config, tokenizer, sizes)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"))


def _fill_encoder(spec: Any, weights: Weights) -> None:
    for name in ("conv1", "conv2"):
        _fill_linear(getattr(spec, name), weights, f"encoder.{name}")
    spec.position_encodings.encodings = weights["encoder.positional_embedding"]
    _fill_norm(spec.layer_norm, weights, "encoder.ln_post")
    for number, layer in enumerate(spec.layer):
        _fill_layer(layer, weights, f"encoder.blocks.{number}")


def _fill_decoder(spec: Any, weights: Weights) -> None:
    spec.embeddings.weight = weights["decoder.token_embedding.weight"]
    spec.projection.weight = weights["decoder.token_embedding.weight"]
    spec.position_encodings.encodings = weights["decoder.positional_embedding"]
    _fill_norm(spec.layer_norm, weights, "decoder.ln")
    for number, layer in enumerate(spec.layer):
        block = f"decoder.blocks.{number}"
        _fill_layer(layer, weights, block)
        attention, name = layer.attention, f"{block}.cross_attn"
        _fill_linear(attention.linear[0], weights, f"{name}.query")
        _fill_linear(attention.linear[1], weights, f"{name}.key", f"{name}.value")
        _fill_linear(attention.linear[2], weights, f"{name}.out")
        _fill_norm(attention.layer_norm, weights, f"{block}.cross_attn_ln")


def _fill_layer(spec: Any, weights: Weights, block: str) -> None:
    attention, name = spec.self_attention, f"{block}.attn"
    _fill_linear(attention.linear[0], weights, f"{name}.query", f"{name}.key", f"{name}.value")
    _fill_linear(attention.linear[1], weights, f"{name}.out")
    _fill_norm(attention.layer_norm, weights, f"{block}.attn_ln")
    _fill_linear(spec.ffn.linear_0, weights, f"{block}.mlp.0")
    _fill_linear(spec.ffn.linear_1, weights, f"{block}.mlp.2")
    _fill_norm(spec.ffn.layer_norm, weights, f"{block}.mlp_ln")


def _fill_linear(spec: Any, weights: Weights, *names: str) -> None:
    """Several layers of the checkpoint become one; Whisper's keys have no bias."""
    parts = [weights[f"{name}.weight"] for name in names]
    biases = [
        weights.get(f"{name}.bias", np.zeros(len(part), np.float32)) for name, part in zip(names, parts, strict=True)
    ]
    spec.weight, spec.bias = np.concatenate(parts), np.concatenate(biases)


def _fill_norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _fill_config(config: Any, tokenizer: Any, sizes: dict[str, int]) -> None:
    number = {name: tokenizer.token_to_id(name) for name in special_tokens()}
    never = ("transcribe", "translate", "startoftranscript", "startofprev", "startoflm")
    config.suppress_ids = sorted(non_speech_tokens(tokenizer) | {number[f"<|{name}|>"] for name in never})
    config.suppress_ids_begin = [tokenizer.encode(" ", add_special_tokens=False).ids[0], number["<|endoftext|>"]]
    config.lang_ids = sorted(number[f"<|{language}|>"] for language in LANGUAGES)
    layers = range(sizes["n_text_layer"] // 2, sizes["n_text_layer"])
    config.alignment_heads = [[layer, head] for layer in layers for head in range(sizes["n_text_head"])]


if __name__ == "__main__":
    build_converted(Path(sys.argv[1]), Path(sys.argv[2]))
