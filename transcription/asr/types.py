"""What goes between whoever asks for a transcription and the engine: options, segments, and why it failed. Pure.

The options are the ones that documents and users agree on for long, quiet talks in Swedish; both engines read them
alike. They are described in docs/transcription.md.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class FailureCode(StrEnum):
    """Why a recording could not be transcribed. Codes only, so that they may stand in a job and in a log."""

    NO_MODEL = "no_model"
    MODEL_INCOMPLETE = "model_incomplete"
    MODEL_BROKEN = "model_broken"
    ENGINE_MISSING = "engine_missing"
    NOT_SOUND = "not_sound"
    NOT_OPENED = "not_opened"
    OUT_OF_MEMORY = "out_of_memory"
    KILLED = "killed"
    PROCESSOR = "processor"
    SILENT = "silent"
    TOO_SLOW = "too_slow"
    UNEXPECTED = "unexpected"


class RecognitionError(Exception):
    """An engine, a model or a recording that cannot be used. `detail` is for whoever runs the program."""

    def __init__(self, code: FailureCode, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class TranscriptionOptions:
    """How to transcribe. The same meaning for both engines; `terms` are said to the model before every window."""

    language: str = "sv"
    beam_size: int = 5
    word_timestamps: bool = True
    """Times and probabilities of words. They are laid under the finished text and never decide what is recognised."""
    condition_on_previous_text: bool = False
    """False: a mistake in one window does not feed the next one, which is how loops begin."""
    no_speech_threshold: float | None = 0.6
    """A window that the model calls silent, and is unsure of, gives no text; if it sounds, it is reported."""
    hallucination_silence_threshold: float | None = None
    """None: with a number, both libraries delete short, slow words between pauses, which is how children answer."""
    terms: str = ""
    temperatures: tuple[float, ...] = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    threads: int = 0
    """0 takes every processor that this process may use."""
    device: str = "auto"
    """`auto` takes a graphics card when there is one that can load the model, else the processor; or `cpu`, `cuda`."""


class RetryMode(StrEnum):
    """A way to transcribe a span once more; the values are stored."""

    CAREFUL = "careful"
    LARGER = "larger"
    WITHOUT_TERMS = "without_terms"


def retry_options(options: TranscriptionOptions, mode: RetryMode) -> TranscriptionOptions:
    """The options of a retranscription: twice as many readings are weighed, and nothing is left out as silence.

    What differs besides is the model (`larger`), or that nothing is said to it beforehand (`without_terms`).
    """
    careful = replace(options, beam_size=2 * options.beam_size, no_speech_threshold=None, temperatures=(0.0, 0.2, 0.4))
    return replace(careful, terms="") if mode is RetryMode.WITHOUT_TERMS else careful


@dataclass(frozen=True)
class Word:
    """A word as it was recognised, with its punctuation. Times in seconds, probability 0–1."""

    start: float
    end: float
    text: str
    probability: float


@dataclass(frozen=True)
class RecognisedSegment:
    """One segment. Times in seconds from the start of what was recognised; the rest is Whisper's own confidence."""

    start: float
    end: float
    text: str
    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    active_share: float = 1.0
    """The part of its time, 0–1, that rises above the noise around it: text over none of it is invented."""


def shifted(segment: RecognisedSegment, seconds: float) -> RecognisedSegment:
    """The same segment, later: for a piece that was cut out of a longer recording."""
    words = tuple(
        Word(round(w.start + seconds, 3), round(w.end + seconds, 3), w.text, w.probability) for w in segment.words
    )
    return replace(segment, start=round(segment.start + seconds, 3), end=round(segment.end + seconds, 3), words=words)
