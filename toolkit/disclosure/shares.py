"""So many of so many children, as it may be told. Pure."""

from dataclasses import dataclass

from toolkit.disclosure.counts import part_of, told
from toolkit.disclosure.shown import Shown


@dataclass(frozen=True, slots=True)
class Share:
    """x of n. Said in numerals, never as a percentage."""

    count: Shown
    of: Shown

    @classmethod
    def among(cls, count: int, of: int, *, threshold: int = 0) -> "Share":
        """So many of so many, of whom few are fewer than `threshold`: few who did, and few who did not."""
        return cls(part_of(count, of, threshold=threshold), told(of, threshold=threshold))

    @property
    def is_small(self) -> bool:
        """Whether so few are meant that the number is not said."""
        return self.count.is_hidden

    @property
    def is_counted(self) -> bool:
        """Whether it is said that so many are meant, or more than so many."""
        return bool(self.count.value or self.count.more_than)

    @property
    def order(self) -> int:
        """To sort by, as `Shown.order`."""
        return self.count.order
