"""Which places of a line a search finds: beginnings and parts of words, and exact phrases in quotation marks. Pure.

Capitals and accents make no difference. å, ä and ö are letters of their own where they are typed, and o finds ö where
somebody has no such key. Inflected forms are found by their beginnings, compounds by their parts: there is no index
and no dictionary, so nothing of a text is kept anywhere.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from seminar.texts.anchors import Run, Span, runs

SHORTEST_PART = 4
"""A part within a word has so many letters; shorter ones are found where words begin."""

_SWEDISH = frozenset("åäö")
_TERMS = re.compile(r"[\"”“«»](.+?)[\"”“«»]|([^\s\"”“«»]+)")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a phrase whose words stand exactly so, one after the other."""

    text: str
    is_phrase: bool

    @property
    def is_swedish(self) -> bool:
        """Whether a letter of Swedish is typed in it, which then means that letter."""
        return any(letter in _SWEDISH for letter in self.text)


def read_terms(typed: str) -> list[Term]:
    """What somebody has typed, as terms. A term without a letter or digit finds nothing and is left out."""
    terms = []
    for phrase, word in _TERMS.findall(unicodedata.normalize("NFC", typed)):
        text = " ".join(_fold(phrase or word, keeps=_SWEDISH).split())
        if _WORD.search(text):
            terms.append(Term(text, bool(phrase)))
    return list(dict.fromkeys(terms))


def find(text: str, terms: Sequence[Term]) -> list[Span]:
    """Where the terms stand in a line (NFC), in code points; nothing when one of them is not there at all."""
    spans: list[Span] = []
    for term in terms:
        found = _places(text, term)
        if not found:
            return []
        spans += found
    return sorted(spans)


def split(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """The line in pieces, and whether each was found."""
    cut: list[Run[bool]] = runs(0, len(text), [(start, end, True) for start, end in spans])
    return [(text[run.start : run.end], bool(run.codes)) for run in cut]


def _places(text: str, term: Term) -> list[Span]:
    keeps = _SWEDISH if term.is_swedish else frozenset[str]()
    folded, wanted = _fold(text, keeps=keeps), _fold(term.text, keeps=keeps)
    spaced = r"\s+".join(map(re.escape, wanted.split()))
    if term.is_phrase:
        spaced = rf"(?<!\w){spaced}(?!\w)"
    elif len(wanted) < SHORTEST_PART:
        spaced = rf"(?<!\w){spaced}"
    return [match.span() for match in re.finditer(spaced, folded)]


def _fold(text: str, *, keeps: frozenset[str]) -> str:
    """Small letters without accents, one for one, so that places stay the same."""
    return text.translate(_FOLDED[keeps])


class _Folding(dict[int, str]):
    """A letter's small one without its accent, worked out once: a search folds a year's texts letter by letter."""

    def __init__(self, keeps: frozenset[str]) -> None:
        super().__init__()
        self._keeps = keeps

    def __missing__(self, code: int) -> str:
        small = chr(code).lower()[0]
        self[code] = folded = small if small in self._keeps else unicodedata.normalize("NFD", small)[0]
        return folded


_FOLDED = {keeps: _Folding(keeps) for keeps in (_SWEDISH, frozenset[str]())}
