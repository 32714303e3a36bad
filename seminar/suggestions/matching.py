"""Which lines may belong under which themes, and for which word: by the name of a theme, what is written about it, and
what the group has put under it before. Pure.

A word of the name or the description is enough by itself. Of the words that only earlier quotes hold it takes two, or
one that stands in two of a theme's quotes. What many lines or many themes say tells nothing.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from seminar.suggestions import words

Line = TypeVar("Line", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)

ENOUGH = 2
THEMES_OF_A_LINE = 2
WIDE = 0.25
"""A word that stands in more of the themes, or of the lines, than this is left out, when there are enough of them."""
FEW = 8


class Source(StrEnum):
    """Where a theme has a word."""

    NAME = "name"
    DEFINITION = "definition"
    CODED = "coded"


WEIGHTS: Mapping[Source, int] = {Source.NAME: 3, Source.DEFINITION: 2, Source.CODED: 1}


@dataclass(frozen=True, slots=True)
class Described(Generic[Key]):
    """A theme in words."""

    key: Key
    name: str
    definition: str = ""
    quotes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """The word as the line has it, and where the theme has it."""

    word: str
    source: Source


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[Line, Key]):
    """A line that may belong under a theme, the best reason first."""

    line: Line
    theme: Key
    score: int
    reasons: tuple[Reason, ...]


def suggest(lines: Mapping[Line, str], themes: Sequence[Described[Key]]) -> list[Suggestion[Line, Key]]:
    """What may belong where, in the order of the lines, of a line the likeliest theme first."""
    known = _specific([_weighed(theme) for theme in themes])
    read = {line: words.read(text) for line, text in lines.items()}
    common = _wide(Counter(form for said in read.values() for form in frozenset().union(*said.values())), len(read))
    found = []
    for line, said in read.items():
        of_line = [_compare(line, said, theme.key, known[at], common) for at, theme in enumerate(themes)]
        likely = sorted((one for one in of_line if one.score >= ENOUGH), key=lambda one: -one.score)
        found += likely[:THEMES_OF_A_LINE]
    return found


def _weighed(theme: Described[Key]) -> dict[str, tuple[int, Source]]:
    """The forms of a theme's words, what each weighs and where it stands."""
    coded = Counter(form for quote in theme.quotes for form in frozenset().union(*words.read(quote).values()))
    found = {form: (min(many, ENOUGH), Source.CODED) for form, many in coded.items()}
    for text, source in ((theme.definition, Source.DEFINITION), (theme.name, Source.NAME)):
        found |= {form: (WEIGHTS[source], source) for forms in words.read(text).values() for form in forms}
    return found


def _specific(themes: Sequence[dict[str, tuple[int, Source]]]) -> list[dict[str, tuple[int, Source]]]:
    common = _wide(Counter(form for theme in themes for form in theme), len(themes))
    return [{form: held for form, held in theme.items() if form not in common} for theme in themes]


def _wide(counted: Counter[str], of: int) -> frozenset[str]:
    return frozenset(form for form, many in counted.items() if of >= FEW and many > max(1, WIDE * of))


def _compare(
    line: Line, said: Mapping[str, frozenset[str]], key: Key, theme: Mapping[str, tuple[int, Source]],
    common: frozenset[str],
) -> Suggestion[Line, Key]:  # fmt: skip
    shared = []
    for word, forms in said.items():
        held = [theme[form] for form in forms - common if form in theme]
        if held:
            weight, source = max(held)
            shared.append((weight, Reason(word, source)))
    shared.sort(key=lambda one: -one[0])
    return Suggestion(line, key, sum(weight for weight, _ in shared), tuple(reason for _, reason in shared))
