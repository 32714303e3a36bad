"""What has been published of a year, and what a later publication may then tell: no difference of two gives any away.

Two numbers that differ by fewer than the threshold tell, together, of the few who came or went in between. So a number
that was told is told again until it has moved by the threshold at least, and one that was hidden stays hidden. Numbers
that hang together by sums move together or not at all. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence

from toolkit.disclosure.counts import Nameable, is_small, part_of, told
from toolkit.disclosure.shown import NOT_SAID, Shown

Numbers = Mapping[str, Shown]
"""Each number of a publication by its key, which means the same number in every publication of the year."""

WHOLE = "part.step.read"
"""The key of how many children the numbers of a year are of."""

SIGNED = "part.signed."
"""Begins the keys of what a child may be signed with: a sex, an age band, or both, with a point between."""


class Memory:
    """Goes by the publications of one year, in their order; `threshold` is the largest that held for any of them.

    `told` is what has been settled: the numbers of the publication that is being made.
    """

    def __init__(self, published: Sequence[Numbers] = (), *, threshold: int, stands: bool = False) -> None:
        """With `stands`, what was published is all that is told, and what was not is not said."""
        self._published, self.threshold = tuple(published), threshold
        self.stands = stands and bool(published)
        """Whether nothing is told but what was published."""
        self.told: dict[str, Shown] = {}

    def settle(self, key: str, now: Shown, *, of: Shown | None = None) -> Shown:
        """The number that is told under a key, which hangs together with no other; `of` is what it is a part of."""
        return self.settle_together({key: now}, of=of)[key]

    def settle_part(self, key: str, count: int, of: int, *, told_of: Shown) -> Shown:
        """The number that is told under a key, of children who are all among `of`, of whom readers know `told_of`.

        What was told before stands while it fits what is known of the whole; else nothing is said any more.
        """
        now = part_of(count, of, threshold=self.threshold, told_of=told_of)
        now = NOT_SAID if now.value and told_of.is_hidden else now  # so many of nobody knows how many
        shown = self.settle(key, now, of=told_of)
        if not self._fits(shown, told_of):
            shown = self.told[key] = NOT_SAID
        return shown

    def newest(self, key: str) -> Shown | None:
        """What the latest publication that had a number told of it."""
        return (self._newest([key], "") or {}).get(key)

    def whole(self, now: int) -> Shown:
        """How many children the numbers of the year are of, as readers know it; `now` is what stands."""
        return self.told.get(WHOLE) or self.newest(WHOLE) or told(now, threshold=self.threshold)

    def list_keys(self, within: str) -> frozenset[str]:
        """Every key of any publication that begins so."""
        return frozenset(key for one in self._published for key in one if key.startswith(within))

    def signable(self) -> Nameable[str, str]:
        """What a child's words may be signed with, as the newest publication has told; nothing before there is one."""
        told = self._newest([], SIGNED) or {} if (self.newest(WHOLE) or NOT_SAID).value else {}
        names = [key.removeprefix(SIGNED).split(".") for key, shown in told.items() if shown.value]
        return Nameable([(name[0] or None, name[-1] or None) if len(name) > 1 else (None, None) for name in names])

    def settle_together(self, now: Numbers, *, of: Shown | None = None, within: str = "") -> Numbers:
        """The same for numbers that hang together. `within` begins all their keys, also of those that are gone now.

        What comes back has the keys that are told, which need not be those that stand now.
        """
        newest = self._newest(now, within)
        if self.stands:
            settled = newest or dict.fromkeys(now, NOT_SAID)
        else:
            settled = newest if newest is not None and not self._may_move(now, newest.keys(), of) else dict(now)
        self.told.update(settled)
        return settled

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

    def _fits(self, shown: Shown, of: Shown) -> bool:
        """Whether an older number can stand beside a whole, so that not even a wrong few are left over."""
        if not shown.value and not shown.more_than:
            return True
        if of.value is None:
            return not shown.more_than
        if shown.more_than:
            return shown.more_than == max(of.value - self.threshold, self.threshold - 1)
        left = of.value - (shown.value or 0)
        return left >= 0 and not is_small(left, threshold=self.threshold)

    @staticmethod
    def _exceeds(now: Shown, of: Shown | None) -> bool:
        return now.value is not None and of is not None and of.value is not None and now.value > of.value


def to_plain(numbers: Iterable[tuple[str, Shown]]) -> dict[str, tuple[int | None, int, int]]:
    """Numbers that were told, as plain values to be kept."""
    return {key: (shown.value, shown.fewer_than, shown.more_than) for key, shown in numbers}


def from_plain(kept: Mapping[str, Sequence[int | None]]) -> Numbers:
    """The same, read again."""
    return {key: Shown(value, *(more or 0 for more in others)) for key, (value, *others) in kept.items()}
