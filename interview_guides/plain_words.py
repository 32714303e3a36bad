"""The words by which a guide is looked through: how a closed question begins, what leans on another, what is hard."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HardWords:
    """Beginnings of words that are too hard for children up to this age."""

    age_to: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """The lists of one language, in small letters."""

    version: int
    closed_openings: tuple[str, ...]
    leaning_openings: tuple[str, ...]
    hard: tuple[HardWords, ...]
