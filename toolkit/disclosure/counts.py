"""Numbers of one question side by side, and what a child's words may be signed with. Pure.

The rules are those of every handbook of statistical disclosure control (see docs/decisions/0014): a number under the
threshold is not said, nor what would give it away, and a group that is named is a number that is said.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

AT_LEAST = 2  # one hidden number is what is missing from the sum
First = TypeVar("First", bound=Hashable)
Second = TypeVar("Second", bound=Hashable)


def is_small(count: int, *, threshold: int) -> bool:
    """Whether a number points at few enough to be hidden. Nobody is no small number: it points at no child."""
    return 0 < count < threshold


def is_enough(answered: int, *, threshold: int) -> bool:
    """Whether so many have answered that what they answered may be shown. Below that nothing is, not even a word."""
    return answered >= threshold


def hide_small(counts: Sequence[int], *, threshold: int) -> tuple[int | None, ...]:
    """The counts of the answers to one question, whose sum everybody knows, with None in place of what may not be said.

    Beside the small ones the smallest others go, until the hidden are several and together at least `threshold`, so
    that none follows from the sum. When that cannot be had, everything but zeros is hidden.
    """
    hidden = {at for at, count in enumerate(counts) if is_small(count, threshold=threshold)}
    others = sorted((at for at, count in enumerate(counts) if count and at not in hidden), key=lambda at: counts[at])
    while hidden and others and (len(hidden) < AT_LEAST or sum(counts[at] for at in hidden) < threshold):
        hidden.add(others.pop(0))
    return tuple(None if at in hidden else count for at, count in enumerate(counts))


class Groups(Generic[First, Second]):
    """How large the groups are that two properties make, so that nobody is named by a group of few."""

    def __init__(self, members: Iterable[tuple[First, Second]], *, threshold: int) -> None:
        pairs = list(members)
        self._both = Counter(pairs)
        self._first = Counter(first for first, _ in pairs)
        self._second = Counter(second for _, second in pairs)
        self._threshold = threshold

    def nameable(self, first: First, second: Second) -> tuple[First | None, Second | None]:
        """What may be told of a member: both properties, else the first, else the second, else nothing."""
        if self._both[first, second] >= self._threshold:
            return first, second
        if self._first[first] >= self._threshold:
            return first, None
        if self._second[second] >= self._threshold:
            return None, second
        return None, None
