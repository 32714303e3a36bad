"""So many of so many children. Pure; `share_wording` says it."""

from dataclasses import dataclass

from toolkit.disclosure.counts import is_small


@dataclass(frozen=True, slots=True)
class Share:
    """x of n. Said in numerals, never as a percentage. Between 0 and `threshold` x is not said."""

    count: int
    of: int
    threshold: int = 0

    @property
    def is_small(self) -> bool:
        """Whether so few are meant that the number is not said."""
        return is_small(self.count, threshold=self.threshold)
