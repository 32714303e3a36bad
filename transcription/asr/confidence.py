"""How sure the machine was of what it wrote. Pure: Whisper's own numbers in, a mark for the page out.

Nothing is ever left out because of a doubt; it is marked, and a person listens.
"""

import math
from enum import StrEnum

from transcription.asr.types import Heard


class Doubt(StrEnum):
    """Why somebody should listen closely here; the values are stored."""

    SILENCE = "silence"
    LOOP = "loop"
    UNSURE = "unsure"


REPEATS = 2.4
"""Whisper's own limit: text that shrinks to less than this part of its length says the same over and over."""
LIKELY_SILENCE = 0.6
FASTEST_TALK = 40.0
"""Letters for each second that sounds; nobody speaks so fast, so more is invented."""
WEAK_LOGPROB = -0.8
UNSURE_WORD = 0.5
"""Below this probability a single word is underlined."""
LONGEST_PHRASE = 8
OFTEN = 4
OFTEN_ALONE = 6
"""So many times in a row a phrase, or a single word, is a loop of the machine's and not somebody's way of talking."""


def confidence(heard: Heard) -> float:
    """0–1: the model's mean probability for the segment's tokens."""
    return round(min(1.0, math.exp(heard.avg_logprob)), 3)


def find_doubt(heard: Heard) -> Doubt | None:
    """The gravest doubt about a segment: the same words over and over, words over silence, or weak guesses."""
    if heard.compression_ratio > REPEATS or says_the_same(heard.text):
        return Doubt.LOOP
    if heard.no_speech_prob > LIKELY_SILENCE or _is_over_silence(heard):
        return Doubt.SILENCE
    return Doubt.UNSURE if heard.avg_logprob < WEAK_LOGPROB else None


def says_the_same(text: str) -> bool:
    """Whether a phrase comes again and again without anything between."""
    words = [word.strip(".,!?").casefold() for word in text.split()]
    for size in range(1, min(LONGEST_PHRASE, len(words) // OFTEN) + 1):
        matches = 0
        for first, again in zip(words, words[size:], strict=False):
            matches = matches + 1 if first == again else 0
            if matches >= size * ((OFTEN_ALONE if size == 1 else OFTEN) - 1):
                return True
    return False


def _is_over_silence(heard: Heard) -> bool:
    return len(heard.text) > FASTEST_TALK * heard.sounding * (heard.end - heard.start)
