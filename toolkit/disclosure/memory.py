"""What has been published of a year, and what a later publication may then tell: no difference of two gives any away.

Two numbers that differ by fewer than the threshold tell, together, of the few who came or went in between. So a number
that was told is told again until it has moved by the threshold at least, and one that was hidden stays hidden. Numbers
that hang together by sums move together or not at all. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence

from toolkit.disclosure.counts import is_small
from toolkit.disclosure.shown import NOT_SAID, Shown

Numbers = Mapping[str, Shown]
"""Each number of a publication by its key, which means the same number in every publication of the year."""


class Memory:
    """Goes by the publications of one year, in their order; `threshold` is the largest that held for any of them.

    `told` is what has been settled: the numbers of the publication that is being made.
    """

    def __init__(self, published: Sequence[Numbers] = (), *, threshold: int) -> None:
        self._published, self.threshold = tuple(published), threshold
        self.told: dict[str, Shown] = {}

    def settle(self, key: str, now: Shown, *, of: Shown | None = None) -> Shown:
        """The number that is told under a key, which hangs together with no other; `of` is what it is a part of."""
        return self.settle_together({key: now}, of=of)[key]

    def settle_together(self, now: Numbers, *, of: Shown | None = None, within: str = "") -> Numbers:
        """The same for numbers that hang together. `within` begins all their keys, also of those that are gone now.

        What comes back has the keys that are told, which need not be those that stand now.
        """
        newest = self._newest(now, within)
        told = newest if newest is not None and not self._may_move(now, newest.keys(), of) else dict(now)
        self.told.update(told)
        return told

    def _newest(self, now: Iterable[str], within: str) -> dict[str, Shown] | None:
        """What the latest publication that had any of them told."""
        keys = set(now)
        for one in reversed(self._published):
            found = {key: shown for key, shown in one.items() if key in keys or (within and key.startswith(within))}
            if found:
                return {**dict.fromkeys(keys - found.keys() if not within else (), NOT_SAID), **found}
        return None

    def _may_move(self, now: Numbers, before: Iterable[str], of: Shown | None) -> bool:
        if now.keys() != set(before) or any(self._exceeds(shown, of) for shown in now.values()):
            return False
        published = [one for one in self._published if not now.keys().isdisjoint(one)]
        return all(self._is_far(one.get(key), shown) for one in published for key, shown in now.items())

    def _is_far(self, before: Shown | None, now: Shown) -> bool:
        """Whether both may be known: nobody moved, or so many that their number may be said."""
        if before == now:
            return True
        if before is None or before.value is None or now.value is None:
            return False
        return not is_small(abs(before.value - now.value), threshold=self.threshold)

    @staticmethod
    def _exceeds(now: Shown, of: Shown | None) -> bool:
        return now.value is not None and of is not None and of.value is not None and now.value > of.value


def to_plain(numbers: Iterable[tuple[str, Shown]]) -> dict[str, tuple[int | None, int]]:
    """Numbers that were told, as plain values to be kept."""
    return {key: (shown.value, shown.fewer_than) for key, shown in numbers}


def from_plain(kept: Mapping[str, Sequence[int | None]]) -> Numbers:
    """The same, read again."""
    return {key: Shown(value, fewer_than or 0) for key, (value, fewer_than) in kept.items()}
