"""Where each word of a corrected text was heard, and which words the machine was unsure of. Pure.

The machine's words come from the draft. A word that was changed since then has no time, and nobody doubts it any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from transcription.doubt import UNSURE_WORD

HeardWord = tuple[int, int, str, float]
"""Start and end in milliseconds, the word, its probability."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A word of the text. `at_ms` is None where nothing was heard for it."""

    text: str
    at_ms: int | None
    end_ms: int | None
    unsure: bool


def mark(text: str, heard: Sequence[HeardWord]) -> list[Shown]:
    """The words of the text in order, each with the time of the heard word that it still is."""
    words = text.split()
    if not heard:
        return [Shown(word, None, None, unsure=False) for word in words]
    times: dict[int, HeardWord] = {}
    matcher = SequenceMatcher(a=[_plain(one[2]) for one in heard], b=[_plain(word) for word in words], autojunk=False)
    for block in matcher.get_matching_blocks():
        times.update({block.b + n: heard[block.a + n] for n in range(block.size)})
    return [_shown(word, times.get(at)) for at, word in enumerate(words)]


def _shown(word: str, heard: HeardWord | None) -> Shown:
    if heard is None:
        return Shown(word, None, None, unsure=False)
    return Shown(word, heard[0], heard[1], unsure=heard[3] < UNSURE_WORD and word == heard[2].strip())


def _plain(word: str) -> str:
    return word.strip(".,!?…:;\"'”’").casefold()
