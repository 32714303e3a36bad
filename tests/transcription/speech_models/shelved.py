"""Models for the pages: the right files, with nothing in them."""

from pathlib import Path

from transcription.speech_models import store
from transcription.speech_models.store import Model


def a_model(models: Path, name: str, *, size: int = 100, practice: bool = False, checkpoint: bool = False) -> Model:
    """A model for faster-whisper, or with `checkpoint` for openai-whisper."""
    with store.gathering(models, name) as draft:
        files = ("model.pt",) if checkpoint else ("model.bin", "config.json", "tokenizer.json", "vocabulary.json")
        for file in files:
            (draft / file).write_bytes(bytes(size))
        return store.keep(
            draft, name=name, origin=f"KBLab/{name}@0123", practice=practice, settings={}, licence="apache-2.0"
        )
