"""So many of so many children, as it may be told. Pure."""

from dataclasses import dataclass

from toolkit.disclosure.counts import told
from toolkit.disclosure.shown import Shown


@dataclass(frozen=True, slots=True)
class Share:
    """x of n. Said in numerals, never as a percentage."""

    count: Shown
    of: Shown

    @classmethod
    def among(cls, count: int, of: int, *, threshold: int = 0) -> "Share":
        """So many of so many, of whom few are fewer than `threshold`."""
        return cls(told(count, threshold=threshold), told(of, threshold=threshold))

    @property
    def is_small(self) -> bool:
        """Whether so few are meant that the number is not said."""
        return self.count.is_hidden

    @property
    def order(self) -> int:
        """To sort by, as `Shown.order`."""
        return self.count.order
