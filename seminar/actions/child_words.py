"""Whether a child can read what becomes of a proposal: hard words and long sentences. Advice, never a ban. Pure."""

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


def advise(text: str, words: PlainWords) -> Advice:
    """What a child of twelve would stumble on. LIX as in `linting`, where the guides' own words lie."""
    if not text.strip():
        return Advice((), is_heavy=False)
    hard = tuple(dict.fromkeys(linting.hard_words(text, age_to=READS_AT, words=words)))
    return Advice(hard, is_heavy=linting.lix([text]) > CHILDRENS_BOOKS)
