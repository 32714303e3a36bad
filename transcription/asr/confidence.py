"""How sure the machine was of what it wrote. Pure: Whisper's own numbers in, a flag for the page out.

Nothing is ever left out for lack of confidence; it is flagged, and a person listens.
"""

import math
from enum import StrEnum

from transcription.asr.types import RecognisedSegment


class ConfidenceFlag(StrEnum):
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


def confidence(segment: RecognisedSegment) -> float:
    """0–1: the model's mean probability for the segment's tokens."""
    return round(min(1.0, math.exp(segment.avg_logprob)), 3)


def find_flag(segment: RecognisedSegment) -> ConfidenceFlag | None:
    """The gravest reason to listen again: the same words over and over, words over silence, or weak guesses."""
    if segment.compression_ratio > REPEATS or repeats_itself(segment.text):
        return ConfidenceFlag.LOOP
    if segment.no_speech_prob > LIKELY_SILENCE or _is_over_silence(segment):
        return ConfidenceFlag.SILENCE
    return ConfidenceFlag.UNSURE if segment.avg_logprob < WEAK_LOGPROB else None


def repeats_itself(text: str) -> bool:
    """Whether a phrase comes again and again without anything between."""
    words = [word.strip(".,!?").casefold() for word in text.split()]
    for size in range(1, min(LONGEST_PHRASE, len(words) // OFTEN) + 1):
        matches = 0
        for first, again in zip(words, words[size:], strict=False):
            matches = matches + 1 if first == again else 0
            if matches >= size * ((OFTEN_ALONE if size == 1 else OFTEN) - 1):
                return True
    return False


def _is_over_silence(segment: RecognisedSegment) -> bool:
    return len(segment.text) > FASTEST_TALK * segment.active_share * (segment.end - segment.start)
