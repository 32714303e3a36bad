"""The engine that comes with the program: faster-whisper, on a graphics card or in 8-bit numbers on the processor.

Its model is a folder in the CTranslate2 format, from `speech_models.store`. It never asks the net. Pure.
"""

import importlib.util
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from transcription.asr import devices
from transcription.asr.devices import AUTO, CPU, CUDA, processors
from transcription.asr.engine import SEED, Samples, as_segment, as_word
from transcription.asr.model_files import list_missing
from transcription.asr.types import FailureCode, RecognisedSegment, RecognitionError, TranscriptionOptions

WINDOW_FRAMES = 3000


def is_installed() -> bool:
    """Whether the library is there. Does not load it."""
    return all(importlib.util.find_spec(name) is not None for name in ("faster_whisper", "ctranslate2"))


class FasterWhisper:
    """A loaded model. Segments come window by window (about 30 seconds of sound each)."""

    def __init__(self, model: Any, device: str = CPU) -> None:
        self._model = model
        self.device = device
        model.add_word_timestamps = partial(_add_words, model.add_word_timestamps)

    def transcribe(self, samples: Samples, options: TranscriptionOptions) -> Iterator[RecognisedSegment]:
        """See `Engine.transcribe`."""
        import ctranslate2

        ctranslate2.set_random_seed(SEED)  # the higher temperatures draw lots: the same ones every time
        segments, _ = self._model.transcribe(
            samples.astype(np.float32) / 32768.0,
            language=options.language,
            beam_size=options.beam_size,
            temperature=options.temperatures,
            condition_on_previous_text=options.condition_on_previous_text,
            word_timestamps=options.word_timestamps,
            no_speech_threshold=options.no_speech_threshold,
            hallucination_silence_threshold=options.hallucination_silence_threshold,
            hotwords=options.terms or None,
        )
        for segment in segments:
            yield _segment(segment)


def _add_words(add: Callable[..., Any], windows: list[list[dict[str, Any]]], *args: Any, **told: Any) -> Any:
    """The library's own word times, with the times of segments put back.

    Where the library has words, it goes on after the last word's time and forgets segments that last no time at all:
    with word times that are a little wrong, sentences go missing or come twice. The model's own times of segments
    decide, as they do without words.
    """
    kept = [(segment["start"], segment["end"]) for window in windows for segment in window]
    try:
        return add(windows, *args, **told)
    finally:
        for segment, (start, end) in zip((one for window in windows for one in window), kept, strict=True):
            segment["start"], segment["end"] = start, end
            if words := segment.setdefault("words", []):
                words[-1]["end"] = end


def _segment(segment: Any) -> RecognisedSegment:
    words = segment.words or ()
    return as_segment(
        (segment.start, segment.end),
        segment.text,
        words=[as_word(w.word, start=w.start, end=w.end, probability=w.probability) for w in words],
        avg_logprob=segment.avg_logprob,
        no_speech_prob=segment.no_speech_prob,
        compression_ratio=segment.compression_ratio,
    )


def load(folder: Path, *, threads: int = 0, device: str = AUTO) -> FasterWhisper:
    """Load the model in `folder`.

    Raises RecognitionError: engine_missing, no_model, model_incomplete, model_broken, out_of_memory.
    """
    if not is_installed():
        raise RecognitionError(FailureCode.ENGINE_MISSING, "make run")
    if not folder.is_dir():
        raise RecognitionError(FailureCode.NO_MODEL)
    if missing := list_missing(folder):
        raise RecognitionError(FailureCode.MODEL_INCOMPLETE, ", ".join(missing))
    os.environ["HF_HUB_OFFLINE"] = "1"
    found, model = devices.load_on_first(
        [(kind, partial(_load, folder, kind, numbers, threads)) for kind, numbers in _choices(device)]
    )
    return FasterWhisper(model, found)


def _choices(device: str) -> list[tuple[str, str]]:
    """Devices and kinds of numbers, the best first; the processor is always the last resort."""
    import ctranslate2

    card = device != CPU and ctranslate2.get_cuda_device_count() > 0
    return [*([(CUDA, "float16"), (CUDA, "int8_float16")] if card else []), (CPU, "int8")]


def _load(folder: Path, device: str, numbers: str, threads: int) -> Any:
    from faster_whisper import WhisperModel

    model = WhisperModel(
        str(folder),
        device=device,
        compute_type=numbers,
        cpu_threads=threads or processors(),
        local_files_only=True,
    )
    if device == CUDA:  # a driver or a library that is missing shows only when something is computed
        model.encode(np.zeros((model.model.n_mels, WINDOW_FRAMES), np.float32))
    return model
