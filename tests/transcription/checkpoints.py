"""Checkpoints with random numbers, in the formats of both engines: for what must hold whatever a model has learnt."""

from pathlib import Path

import pytest

VOCABULARY = 51_865
TINY = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 64,
    "n_audio_head": 2,
    "n_audio_layer": 1,
    "n_vocab": VOCABULARY,
    "n_text_ctx": 448,
    "n_text_state": 64,
    "n_text_head": 2,
    "n_text_layer": 2,
}


def write_checkpoint(file: Path, sizes: dict[str, int], *, seed: int = 7) -> None:
    """An openai-whisper checkpoint in half precision whose numbers mean nothing. Needs the extra openai-whisper."""
    torch = pytest.importorskip("torch")
    model = pytest.importorskip("whisper.model")

    torch.manual_seed(seed)
    made = model.Whisper(model.ModelDimensions(**sizes))
    torch.nn.init.normal_(made.decoder.positional_embedding, std=0.01)
    torch.save({"dims": sizes, "model_state_dict": dict(made.half().state_dict())}, file)
