"""Sums over several publications, each of which has told its own numbers already. Pure.

Only what was told is added, so that whoever holds the publications could add it too: a sum tells nothing that they do
not. Where one of them told less than a number, the sum is said to be at least what the others told (decision 46).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown


@dataclass(frozen=True, slots=True)
class Summed:
    """So many at least; `is_whole` when every publication told its number, and it is exactly so many."""

    at_least: int
    is_whole: bool

    @property
    def is_hidden(self) -> bool:
        """Whether nothing can be said."""
        return not self.is_whole and not self.at_least

    @property
    def shown(self) -> Shown:
        """The sum as a number that is said, or not."""
        return Shown(self.at_least) if self.is_whole else Shown(None)


@dataclass(frozen=True, slots=True)
class SummedShare:
    """So many at least of so many."""

    count: Summed
    of: Summed


def add_up(numbers: Iterable[Shown]) -> Summed:
    """The sum of numbers that were told; nothing at all adds up to nobody."""
    told = list(numbers)
    return Summed(sum(one.value or 0 for one in told), all(not one.is_hidden for one in told))


def add_shares(shares: Iterable[Share]) -> SummedShare:
    """The same for both sides of shares."""
    told = list(shares)
    return SummedShare(add_up(one.count for one in told), add_up(one.of for one in told))
