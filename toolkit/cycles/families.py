"""Which children of a list are siblings: whoever names a code, or shares a mark, belongs to the same family. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping


def count_words(cells: Iterable[Collection[str]]) -> Counter[str]:
    """How many cells hold each word, whatever its case."""
    return Counter(word for cell in cells for word in {each.casefold() for each in cell})


def join(said: Mapping[str, Iterable[str]], *, listed: Collection[str], marks: Mapping[str, str]) -> dict[str, str]:
    """The mark of every child who has siblings, by its code in small letters.

    `said` is code → codes or marks, `listed` the codes that stand on the list, `marks` those of them that have a mark.
    A mark that stands is kept; else it is a word of the family that is no code, or its first code.
    """
    spelled = {code.casefold(): code for code in [*listed, *said]}
    families = _Families()
    for code, mark in marks.items():
        families.unite(code.casefold(), _mark(mark))
        spelled.setdefault(_mark(mark), mark)
    for code, words in said.items():
        for word in words:
            other = word.casefold() if word.casefold() in spelled else _mark(word)
            spelled.setdefault(other, word)
            families.unite(code.casefold(), other)
    standing = {_mark(mark) for mark in marks.values()}
    found: dict[str, str] = {}
    for family in families.list_all():
        # a mark that stands, then one that was written, then a code; in order, so that the same list gives the same
        best = min(family, key=lambda one: (one not in standing, not one.startswith(MARK), one))
        found |= {code: spelled[best] for code in family if not code.startswith(MARK)}
    return found


MARK = "\x00"
"""Before a mark, so that it is never taken for a code."""


def _mark(word: str) -> str:
    return MARK + word.casefold()


class _Families:
    """Sets that grow together (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def unite(self, one: str, other: str) -> None:
        """These two belong together."""
        self._parent[self._root(one)] = self._root(other)

    def list_all(self) -> list[set[str]]:
        """Every set."""
        sets: dict[str, set[str]] = {}
        for each in self._parent:
            sets.setdefault(self._root(each), set()).add(each)
        return list(sets.values())

    def _root(self, one: str) -> str:
        self._parent.setdefault(one, one)
        while self._parent[one] != one:
            one = self._parent[one]
        return one
