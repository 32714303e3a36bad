"""How sure the machine was of what it wrote. Pure: Whisper's own numbers in, a mark for the page out.

Nothing is ever left out because of a doubt; it is marked, and a person listens.
"""

import math
from enum import StrEnum

from transcription.heard import Heard


class Doubt(StrEnum):
    """Why somebody should listen closely here; the values are stored."""

    SILENCE = "silence"
    LOOP = "loop"
    UNSURE = "unsure"


REPEATS = 2.4
LIKELY_SILENCE = 0.6
BARELY_SOUNDING = 0.1
"""With less than this share of its time above the noise, a text stands over silence."""
WEAK_LOGPROB = -0.8
UNSURE_WORD = 0.5
"""Below this probability a single word is underlined."""


def confidence(heard: Heard) -> float:
    """0–1: the model's mean probability for the segment's tokens."""
    return round(min(1.0, math.exp(heard.avg_logprob)), 3)


def find_doubt(heard: Heard) -> Doubt | None:
    """The gravest doubt about a segment: the same words over and over, words over silence, or weak guesses."""
    if heard.compression_ratio > REPEATS:
        return Doubt.LOOP
    if heard.no_speech_prob > LIKELY_SILENCE or heard.sounding < BARELY_SOUNDING:
        return Doubt.SILENCE
    return Doubt.UNSURE if heard.avg_logprob < WEAK_LOGPROB else None
