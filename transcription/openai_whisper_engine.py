"""The reference engine: openai-whisper in full precision. It needs torch (2 GB) and is an optional extra.

Its model is one `.pt` file in a model's folder, from `models_store`.
"""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from transcription.engine import Samples
from transcription.faster_whisper_engine import SEED, processors
from transcription.heard import Heard, HearingError, Options, Trouble, Word
from transcription.model_files import find_checkpoint
from transcription.model_formats import openai_checkpoint


def is_installed() -> bool:
    """Whether the library is there. Does not load it."""
    return all(importlib.util.find_spec(name) is not None for name in ("whisper", "torch"))


class OpenaiWhisper:
    """A loaded model. The library gives all segments of a piece at once."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def hear(self, samples: Samples, options: Options) -> Iterator[Heard]:
        """See `Engine.hear`."""
        import torch

        torch.manual_seed(SEED)
        told = {"initial_prompt": options.terms, "carry_initial_prompt": True} if options.terms else {}
        result = self._model.transcribe(
            samples.astype(np.float32) / 32768.0,
            language=options.language,
            beam_size=options.beam_size,
            best_of=options.beam_size,
            temperature=options.temperatures,
            condition_on_previous_text=options.condition_on_previous_text,
            word_timestamps=options.word_timestamps,
            hallucination_silence_threshold=options.hallucination_silence_threshold,
            fp16=False,
            verbose=None,
            **told,
        )
        for segment in result["segments"]:
            if segment["text"].strip() and segment["start"] < segment["end"]:
                yield _heard(segment)


def _heard(segment: dict[str, Any]) -> Heard:
    words = tuple(
        Word(
            round(float(w["start"]), 3), round(float(w["end"]), 3), w["word"].strip(), round(float(w["probability"]), 4)
        )
        for w in segment.get("words", ())
    )
    return Heard(
        start=round(float(segment["start"]), 3),
        end=round(float(segment["end"]), 3),
        text=segment["text"].strip(),
        words=words,
        avg_logprob=round(float(segment["avg_logprob"]), 4),
        no_speech_prob=round(float(segment["no_speech_prob"]), 4),
        compression_ratio=round(float(segment["compression_ratio"]), 3),
    )


def load(folder: Path, *, threads: int = 0) -> OpenaiWhisper:
    """Load the checkpoint in `folder`.

    Raises HearingError: engine_missing (with the way out), no_model, model_incomplete, model_broken.
    """
    if not is_installed():
        raise HearingError(Trouble.ENGINE_MISSING, "pip install '.[openai-whisper]'")
    if not folder.is_dir():
        raise HearingError(Trouble.NO_MODEL)
    checkpoint = find_checkpoint(folder)
    if checkpoint is None:
        raise HearingError(Trouble.MODEL_INCOMPLETE, "*.pt")
    import torch
    import whisper

    torch.set_num_threads(threads or processors())
    try:
        model = whisper.load_model(str(checkpoint), device="cpu")
        heads = openai_checkpoint.find_alignment_heads(checkpoint)
        if heads is not None:
            model.set_alignment_heads(heads)
    except MemoryError:
        raise
    except Exception as error:  # a cut zip, a foreign pickle, wrong sizes: each comes with a class of its own
        raise HearingError(Trouble.MODEL_BROKEN, type(error).__name__) from error
    return OpenaiWhisper(model)
