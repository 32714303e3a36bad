"""What each size of the National Library's model gives and costs. Pure.

Words wrong of 100 come from the library's own table (huggingface.co/KBLab/kb-whisper-small), for adults who speak
clearly. Time and memory were measured in November 2026 on two processors for base, small and medium
(docs/performance.md); the others are a guess from their size.
"""

from dataclasses import dataclass

INTERVIEW_MINUTES = 35
"""A usual interview."""
MEASURED_ON = 2
"""Processors that `pace` was measured on."""
MOST_HELP = 8
"""More processors than this make no difference that we would promise."""
PACE_PER_GIGABYTE = 0.30
SLOWER = 4.6
"""openai-whisper beside faster-whisper, measured at small and beam 5."""
FASTEST = 0.02


@dataclass(frozen=True, slots=True)
class Size:
    """One size. `errors`: words wrong of 100 in FLEURS, Common Voice and NST. `pace`: work per time of sound.

    `memory` is in MB, for faster-whisper in int8.
    """

    name: str
    errors: tuple[float, float, float]
    memory: int
    pace: float
    is_measured: bool


SIZES = (
    Size("kb-whisper-tiny", (13.2, 12.9, 11.2), 300, 0.03, is_measured=False),
    Size("kb-whisper-base", (9.1, 8.7, 7.8), 430, 0.052, is_measured=True),
    Size("kb-whisper-small", (7.3, 6.4, 6.6), 1010, 0.17, is_measured=True),
    Size("kb-whisper-medium", (6.6, 5.4, 5.8), 2270, 0.392, is_measured=True),
    Size("kb-whisper-large", (5.4, 4.1, 5.2), 3900, 0.75, is_measured=False),
)
DEFAULT = "kb-whisper-small"


def find_size(name: str) -> Size | None:
    """The size that a model is, when it bears its name."""
    return next((size for size in SIZES if size.name == name), None)


def guess_pace(name: str, *, disk: int, processors: int, is_reference: bool = False) -> float:
    """Seconds of work per second of sound, before anything has been measured here.

    `disk` is the model's size in bytes; `is_reference` for openai-whisper.
    """
    size = find_size(name)
    pace = size.pace if size else PACE_PER_GIGABYTE * disk / 1e9
    return max(FASTEST, pace * MEASURED_ON / min(max(processors, 1), MOST_HELP)) * (SLOWER if is_reference else 1.0)


def minutes(pace: float) -> int:
    """How long a usual interview takes, in whole minutes, at least one."""
    return max(1, round(INTERVIEW_MINUTES * pace))
