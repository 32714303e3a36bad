"""What is said between whoever asks for a hearing and the engine: options, segments, and why it failed. Pure and light.

The options are the ones that documents and users agree on for long, quiet talks in Swedish; both engines read them
alike.
"""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why a recording could not be heard. Codes only, so that they may stand in a job and in a log."""

    NO_MODEL = "no_model"
    MODEL_INCOMPLETE = "model_incomplete"
    MODEL_BROKEN = "model_broken"
    ENGINE_MISSING = "engine_missing"
    NOT_SOUND = "not_sound"
    NOT_OPENED = "not_opened"
    OUT_OF_MEMORY = "out_of_memory"
    KILLED = "killed"
    SILENT = "silent"
    UNEXPECTED = "unexpected"


class HearingError(Exception):
    """An engine, a model or a recording that cannot be used. `way_out` is for the one who runs the program."""

    def __init__(self, trouble: Trouble, way_out: str = "") -> None:
        super().__init__(f"{trouble}: {way_out}" if way_out else str(trouble))
        self.trouble = trouble
        self.way_out = way_out


@dataclass(frozen=True)
class Options:
    """How to hear. The same meaning for both engines; `terms` are said to the model before every window."""

    language: str = "sv"
    beam_size: int = 5
    word_timestamps: bool = True
    condition_on_previous_text: bool = False
    hallucination_silence_threshold: float | None = 2.0
    terms: str = ""
    temperatures: tuple[float, ...] = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    threads: int = 0
    """0 takes every processor that this process may use."""


@dataclass(frozen=True)
class Word:
    """A word as it was heard, with its punctuation. Times in seconds, probability 0–1."""

    start: float
    end: float
    text: str
    probability: float


@dataclass(frozen=True)
class Heard:
    """One segment. Times in seconds from the start of what was heard; the rest is Whisper's own doubt."""

    start: float
    end: float
    text: str
    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float


def moved(heard: Heard, seconds: float) -> Heard:
    """The same segment, later: for a piece that was cut out of a longer recording."""
    words = tuple(
        Word(round(w.start + seconds, 3), round(w.end + seconds, 3), w.text, w.probability) for w in heard.words
    )
    return Heard(
        start=round(heard.start + seconds, 3),
        end=round(heard.end + seconds, 3),
        text=heard.text,
        words=words,
        avg_logprob=heard.avg_logprob,
        no_speech_prob=heard.no_speech_prob,
        compression_ratio=heard.compression_ratio,
    )
