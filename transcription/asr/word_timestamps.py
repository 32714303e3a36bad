"""Fits words into a finished segment: each word once, in order, inside the segment's time. Pure.

Times and probabilities come from the engines' alignment. A model without trained alignment gives poor times; then the
words share the segment's time by their length, so that the page can still follow the sound. No word is ever lost.
"""

from collections.abc import Sequence

from transcription.asr.types import Word

SHORTEST = 0.02
TOO_MANY_SQUEEZED = 1 / 4


def fit(words: Sequence[Word], start: float, end: float) -> tuple[Word, ...]:
    """The same words with times in order between `start` and `end`; the last one ends where the segment does."""
    if not words:
        return ()
    begins = _in_order([min(max(start, word.start), end) for word in words])
    limits = [*begins[1:], end]
    lengths = [limit - begin for begin, limit in zip(begins, limits, strict=True)]
    if sum(length < SHORTEST for length in lengths) > len(words) * TOO_MANY_SQUEEZED:
        begins = _by_length([word.text for word in words], start, end)
        ends = [*begins[1:], end]
    else:
        ends = [min(max(begin, word.end), limit) for word, begin, limit in zip(words, begins, limits, strict=True)]
        ends[-1] = end
    return tuple(
        Word(round(begin, 3), round(over, 3), word.text, word.probability)
        for word, begin, over in zip(words, begins, ends, strict=True)
    )


def _in_order(times: Sequence[float]) -> list[float]:
    return [max(times[: number + 1]) for number in range(len(times))]


def _by_length(words: Sequence[str], start: float, end: float) -> list[float]:
    """Where each word begins when they share a time by their number of letters."""
    letters = [len(word) + 1 for word in words]
    return [start + (end - start) * sum(letters[:number]) / sum(letters) for number in range(len(words))]
