"""The engine that comes with the program: faster-whisper, 8-bit numbers on the processor, no net.

Its model is a folder in the CTranslate2 format, from `models_store`.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from transcription.engine import Samples
from transcription.heard import Heard, HearingError, Options, Trouble, Word
from transcription.model_files import list_missing

SEED = 20


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class FasterWhisper:
    """A loaded model. Segments come window by window (about 30 seconds of sound each)."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def hear(self, samples: Samples, options: Options) -> Iterator[Heard]:
        """See `Engine.hear`."""
        import ctranslate2

        ctranslate2.set_random_seed(SEED)  # the higher temperatures draw lots: the same ones every time
        segments, _ = self._model.transcribe(
            samples.astype(np.float32) / 32768.0,
            language=options.language,
            beam_size=options.beam_size,
            temperature=options.temperatures,
            condition_on_previous_text=options.condition_on_previous_text,
            word_timestamps=options.word_timestamps,
            hallucination_silence_threshold=options.hallucination_silence_threshold,
            hotwords=options.terms or None,
        )
        for segment in segments:
            yield _heard(segment)


def _heard(segment: Any) -> Heard:
    words = tuple(
        Word(round(float(w.start), 3), round(float(w.end), 3), w.word.strip(), round(float(w.probability), 4))
        for w in segment.words or ()
    )
    return Heard(
        start=round(float(segment.start), 3),
        end=round(float(segment.end), 3),
        text=segment.text.strip(),
        words=words,
        avg_logprob=round(float(segment.avg_logprob), 4),
        no_speech_prob=round(float(segment.no_speech_prob), 4),
        compression_ratio=round(float(segment.compression_ratio), 3),
    )


def load(folder: Path, *, threads: int = 0) -> FasterWhisper:
    """Load the model in `folder`. Raises HearingError: no_model, model_incomplete, model_broken."""
    if not folder.is_dir():
        raise HearingError(Trouble.NO_MODEL)
    if missing := list_missing(folder):
        raise HearingError(Trouble.MODEL_INCOMPLETE, ", ".join(missing))
    os.environ["HF_HUB_OFFLINE"] = "1"
    from faster_whisper import WhisperModel

    try:
        model = WhisperModel(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=threads or processors(),
            local_files_only=True,
        )
    except MemoryError:
        raise
    except Exception as error:  # the library raises a bare RuntimeError, ValueError or Exception
        raise HearingError(Trouble.MODEL_BROKEN, type(error).__name__) from error
    return FasterWhisper(model)
