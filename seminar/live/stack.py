"""What somebody can undo, and do again, found in the list of their own changes. Pure.

An undo is a change like any other, which names the one that it took back; taking *that* back does it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deed:
    """A change of one person: its number, and the number that it took back, if it did."""

    seq: int
    undoes: int | None = None


def list_undoable(deeds: Sequence[Deed]) -> list[int]:
    """What is in effect, the newest first, from a person's changes with the newest first."""
    return [deed.seq for deed in _in_effect(deeds) if deed.undoes is None]


def list_repeatable(deeds: Sequence[Deed]) -> list[int]:
    """The undoings that can be taken back, the newest first: those since the last thing that was done anew."""
    plain = {deed.seq for deed in deeds if deed.undoes is None}
    newest = max(plain, default=0)
    return [deed.seq for deed in _in_effect(deeds) if deed.undoes in plain and deed.seq > newest]


def is_taken_back(deeds: Sequence[Deed], seq: int) -> bool:
    """Whether that change was taken back by its person, and not done again since."""
    return any(deed.undoes == seq for deed in _in_effect(deeds))


def _in_effect(deeds: Sequence[Deed]) -> list[Deed]:
    taken_back: set[int] = set()
    standing = []
    for deed in deeds:  # what took something back is newer than that
        if deed.seq in taken_back:
            continue
        standing.append(deed)
        if deed.undoes is not None:
            taken_back.add(deed.undoes)
    return standing
