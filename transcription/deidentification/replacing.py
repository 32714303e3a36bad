"""Puts neutral tokens in the place of identifying words, and tells where they stand. Pure.

Decisions come from `deciding`: a word in its base form, what to do with it, and the token.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transcription.deidentification import lexicon
from transcription.deidentification.near_spelling import without_genitive

GENITIVE = r"(?P<genitive>['’:]?s)?"
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Decision:
    """One word wherever it stands, in any case and in the genitive. Without a token it is kept as it is.

    `only_there` is for a word that is an ordinary one too: it counts at the given places and nowhere else.
    """

    word: str
    token: str | None
    only_there: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a decided word stands: code points [start, end) of the text, and the decision that counts there."""

    start: int
    end: int
    decision: Decision
    is_genitive: bool

    @property
    def replacement(self) -> str | None:
        """What stands there instead; None where the word is kept."""
        token = self.decision.token
        return bent(token) if token is not None and self.is_genitive else token


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the text that was suggested: code points [start, end)."""

    start: int
    end: int


class Finder:
    """Finds the words of many decisions in one walk through a text."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """Sort the words by their first letters and digits."""
        self._by_key: dict[str, Decision] = {}
        self._by_start: dict[str, list[tuple[int, re.Pattern[str], Decision]]] = {}
        for decision in decisions:
            if decision.word.strip():
                self._by_key.setdefault(key_of(decision.word), decision)
                self._add(decision)

    def _add(self, decision: Decision) -> None:
        first = WORD.search(decision.word)
        if decision.only_there or first is None:
            return
        spelled = r"\s+".join(re.escape(part) for part in decision.word.split())
        as_written = lexicon.is_listed_as_two_things(decision.word)  # «Bo» is not «bo»
        pattern = re.compile(rf"(?<!\w){spelled}{GENITIVE}(?!\w)", 0 if as_written else re.IGNORECASE)
        self._by_start.setdefault(first[0].casefold(), []).append((first.start(), pattern, decision))

    def list_hits(self, text: str, places: Sequence[Place] = ()) -> list[Hit]:
        """Every place, in order; longer words win over shorter ones inside them. No hit overlaps another."""
        found = [*self._suggested(text, places), *self._spelled(text)]
        hits: list[Hit] = []
        taken = bytearray(len(text))
        for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                hits.append(hit)
        return sorted(hits, key=lambda hit: hit.start)

    def _suggested(self, text: str, places: Sequence[Place]) -> Iterator[Hit]:
        for place in places:
            shown = text[place.start : place.end]
            decision = self._by_key.get(key_of(shown))
            if decision is not None:
                is_genitive = len(base_form(shown)) < len(" ".join(shown.split()))
                yield Hit(place.start, place.end, decision, is_genitive)

    def _spelled(self, text: str) -> Iterator[Hit]:
        for word in WORD.finditer(text):
            start = word[0].casefold()
            keys = {start, start[:-1]} if start.endswith("s") else {start}
            for lead, pattern, decision in (one for key in keys for one in self._by_start.get(key, ())):
                match = pattern.match(text, word.start() - lead) if word.start() >= lead else None
                if match:
                    yield Hit(match.start(), match.end(), decision, bool(match["genitive"]))


def apply(text: str, hits: Iterable[Hit]) -> str:
    """The text with every token in its place. The hits are in order and do not overlap."""
    parts, at = [], 0
    for hit in hits:
        parts += [text[at : hit.start], text[hit.start : hit.end] if hit.replacement is None else hit.replacement]
        at = hit.end
    return "".join([*parts, text[at:]])


@lru_cache(lexicon.MEMORY)
def base_form(text: str) -> str:
    """The form under which a word is decided: one spelling for «Lena» and «Lenas». «Lars» stays as it is."""
    words = " ".join(text.split())
    last = words.rsplit(" ", 1)[-1]
    if not words[:1].isalpha() or words.count(" ") > 2 or lexicon.is_name_in_full(last):
        return words
    return without_genitive(words)


def key_of(text: str) -> str:
    """What is alike for all spellings of one word."""
    return base_form(text).casefold()


def same_word(one: str, other: str) -> bool:
    """Whether two texts are the same word for a decision."""
    return key_of(one) == key_of(other)


def bent(token: str) -> str:
    """The token in the genitive: «[socialsekreterarens]», and «[kompis 2:s]» after a number."""
    inner = token.removesuffix("]")
    if inner.endswith(("s", "x", "z")):
        return token
    ending = ":s" if inner[-1:].isdigit() else "s"
    return f"{inner}{ending}]" if token.endswith("]") else f"{token}{ending}"
