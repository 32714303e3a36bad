"""The reference engine: openai-whisper in full precision. It needs torch (2 GB) and is an optional extra.

Its model is one `.pt` file in a model's folder, from `speech_models.store`. Pure.
"""

import importlib.util
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from transcription.asr import devices
from transcription.asr.devices import AUTO, CPU, CUDA, processors
from transcription.asr.engine import SEED, Samples, as_segment, as_word
from transcription.asr.model_files import ALIGNMENT_HEADS, find_checkpoint
from transcription.asr.types import FailureCode, RecognisedSegment, RecognitionError, TranscriptionOptions


def is_installed() -> bool:
    """Whether the library is there. Does not load it."""
    return all(importlib.util.find_spec(name) is not None for name in ("whisper", "torch"))


class OpenaiWhisper:
    """A loaded model. The library gives all segments of a piece at once."""

    def __init__(self, model: Any, device: str = CPU) -> None:
        self._model = model
        self.device = device

    def transcribe(self, samples: Samples, options: TranscriptionOptions) -> Iterator[RecognisedSegment]:
        """See `Engine.transcribe`."""
        import torch

        torch.manual_seed(SEED)
        told = {"initial_prompt": options.terms, "carry_initial_prompt": True} if options.terms else {}
        sound = samples.astype(np.float32) / 32768.0
        ours = options.word_timestamps and options.hallucination_silence_threshold is None
        result = self._model.transcribe(
            sound,
            language=options.language,
            beam_size=options.beam_size,
            best_of=options.beam_size,
            temperature=options.temperatures,
            condition_on_previous_text=options.condition_on_previous_text,
            word_timestamps=options.word_timestamps and not ours,
            no_speech_threshold=options.no_speech_threshold,
            hallucination_silence_threshold=options.hallucination_silence_threshold,
            fp16=self.device == CUDA,
            verbose=None,
            **told,
        )
        segments = [one for one in result["segments"] if one["text"].strip() and one["start"] < one["end"]]
        if ours and segments:
            self._add_words(sound, segments, options)
        for segment in segments:
            yield _segment(segment)

    def _add_words(self, sound: Any, segments: list[dict[str, Any]], options: TranscriptionOptions) -> None:
        """Align the words of finished segments, window by window.

        Done meanwhile, the library goes on after the last word's time and forgets segments that last no time at all:
        with word times that are a little wrong, sentences go missing or come twice.
        """
        from whisper import audio, timing, tokenizer

        model = self._model
        mel = audio.log_mel_spectrogram(sound, model.dims.n_mels, padding=audio.N_SAMPLES)
        whole = mel.shape[-1] - audio.N_FRAMES
        spoken = tokenizer.get_tokenizer(
            model.is_multilingual, num_languages=model.num_languages, language=options.language, task="transcribe"
        )
        transcribed_to = 0.0
        for seek, members in groupby(segments, key=lambda segment: int(segment["seek"])):
            window = [dict(segment) for segment in members]
            frames = min(audio.N_FRAMES, whole - seek)
            timing.add_word_timestamps(
                segments=window,
                model=model,
                tokenizer=spoken,
                mel=audio.pad_or_trim(mel[:, seek : seek + frames], audio.N_FRAMES).to(model.device),
                num_frames=frames,
                last_speech_timestamp=transcribed_to,
            )
            transcribed_to = window[-1]["end"]
            for segment, aligned in zip((one for one in segments if one["seek"] == seek), window, strict=True):
                segment["words"] = aligned["words"]


def _segment(segment: dict[str, Any]) -> RecognisedSegment:
    words = segment.get("words", ())
    return as_segment(
        (segment["start"], segment["end"]),
        segment["text"],
        words=[as_word(w["word"], start=w["start"], end=w["end"], probability=w["probability"]) for w in words],
        avg_logprob=segment["avg_logprob"],
        no_speech_prob=segment["no_speech_prob"],
        compression_ratio=segment["compression_ratio"],
    )


def load(folder: Path, *, threads: int = 0, device: str = AUTO) -> OpenaiWhisper:
    """Load the checkpoint in `folder`.

    Raises RecognitionError: engine_missing (with the way out), no_model, model_incomplete, model_broken, out_of_memory.
    """
    if not is_installed():
        raise RecognitionError(FailureCode.ENGINE_MISSING, "pip install '.[openai-whisper]'")
    if not folder.is_dir():
        raise RecognitionError(FailureCode.NO_MODEL)
    checkpoint = find_checkpoint(folder)
    if checkpoint is None:
        raise RecognitionError(FailureCode.MODEL_INCOMPLETE, "*.pt")
    import torch
    import whisper

    torch.set_num_threads(threads or processors())
    kinds = [CUDA, CPU] if device != CPU and torch.cuda.is_available() else [CPU]
    found, model = devices.load_on_first(
        [(kind, partial(_load, whisper.load_model, checkpoint, kind)) for kind in kinds]
    )
    return OpenaiWhisper(model, found)


def _load(load_model: Callable[..., Any], checkpoint: Path, device: str) -> Any:
    model = load_model(str(checkpoint), device=device)
    heads = _find_alignment_heads(checkpoint)
    if heads is not None:
        model.set_alignment_heads(heads)
    return model


def _find_alignment_heads(checkpoint: Path) -> bytes | None:
    """The heads that we put into a converted file, in the library's own spelling; it knows those of its own models.

    The weights are mapped and not read a second time.
    """
    import torch

    try:
        content = torch.load(checkpoint, map_location="cpu", weights_only=True, mmap=True)
    except RuntimeError:  # a file of an older kind cannot be mapped, and is none of ours
        return None
    spelled = content.get(ALIGNMENT_HEADS)
    return spelled.encode("ascii") if isinstance(spelled, str) else None
