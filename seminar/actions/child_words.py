"""Whether a child can read what becomes of a proposal: hard words and long sentences, which is advice and never a ban;
and whether a no says why at all. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview_guides import linting
from interview_guides.plain_words import PlainWords

READS_AT = 12  # years: the middle guide's oldest child
CHILDRENS_BOOKS = 30  # LIX: they lie under it (C.-H. Björnsson, Läsbarhet, 1968)


@dataclass(frozen=True, slots=True)
class Advice:
    """What makes it hard to read: the words, and whether its sentences are long."""

    hard_words: Sequence[str]
    is_heavy: bool

    @property
    def is_nothing(self) -> bool:
        """Whether a child reads it easily."""
        return not (self.hard_words or self.is_heavy)


NO_REASON = frozenset({
    "nej", "nä", "näe", "nix", "tyvärr", "avslag", "avslås", "avslaget", "avslagen", "avslår", "det", "detta", "den",
    "går", "kan", "vi", "inte", "ej", "blir", "blev", "är", "ett", "en", "och", "så", "här",
    "no", "nope", "sorry", "unfortunately", "and", "not", "it", "is", "this", "we", "can", "cannot", "possible",
    "rejected", "denied",
})  # fmt: skip
"""Words that a no is made of, in Swedish and English."""


def says_why(text: str) -> bool:
    """Whether a reason holds a word that is more than another no."""
    return any(word not in NO_REASON for word in re.findall(r"[^\W\d_]{2,}", text.casefold()))


def advise(text: str, words: PlainWords) -> Advice:
    """What a child of twelve would stumble on. LIX as in `linting`, where the guides' own words lie."""
    if not text.strip():
        return Advice((), is_heavy=False)
    hard = tuple(dict.fromkeys(linting.hard_words(text, age_to=READS_AT, words=words)))
    return Advice(hard, is_heavy=linting.lix([text]) > CHILDRENS_BOOKS)
