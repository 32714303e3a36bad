"""Numbers of one question side by side, and what a child's words may be signed with. Pure.

The rules are those of every handbook of statistical disclosure control (see docs/decisions/0014): a number under the
threshold is not said, nor what would give it away, and a group that is named is a number that is said.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from toolkit.disclosure.shown import NOT_SAID, Shown

LEAST = 1  # whoever knows the rules knows that a hidden number is not zero
First = TypeVar("First", bound=Hashable)
Second = TypeVar("Second", bound=Hashable)


def is_small(count: int, *, threshold: int) -> bool:
    """Whether a number points at few enough to be hidden. Nobody is no small number: it points at no child."""
    return 0 < count < threshold


def told(count: int, *, threshold: int) -> Shown:
    """A number that hangs together with no other: of few it is said that they are fewer than the threshold."""
    return Shown(None, threshold) if is_small(count, threshold=threshold) else Shown(count)


def part_of(count: int, of: int, *, threshold: int, told_of: Shown | None = None) -> Shown:
    """How many of `of` did something, when whoever reads can subtract: few may be those who did, or who did not.

    `told_of` is what readers know of the whole, where that is an older number. Of few who did not it is said that more
    than so many did. In a whole of one more than the threshold that would be a single number: nothing is said there.
    """
    known = of if told_of is None else told_of.value
    wholes = {of} if known is None else {of, known}
    if not count:
        return Shown(0)
    if any(whole == threshold + 1 and count < whole for whole in wholes):
        return NOT_SAID
    if is_small(count, threshold=threshold):
        return Shown(None, threshold)
    if all(count <= whole and not is_small(whole - count, threshold=threshold) for whole in wholes):
        return Shown(count)
    if known is None or not known - threshold < count < known:
        return NOT_SAID
    return Shown(None, more_than=max(known - threshold, threshold - 1))


def is_enough(answered: int, *, threshold: int) -> bool:
    """Whether so many have answered that what they answered may be shown. Below that nothing is, not even a word."""
    return answered >= threshold


def hide_small(counts: Sequence[int], *, threshold: int) -> tuple[Shown, ...]:
    """The counts of the answers to one question, whose sum everybody knows, as far as they may be said.

    Beside the small ones the smallest others go, until each of the hidden could be as large as a small number can,
    while all are at least one: then nobody knows more of any than that it is small. When that cannot be had, all are
    hidden.
    """
    hidden = {at for at, count in enumerate(counts) if is_small(count, threshold=threshold)}
    others = sorted((at for at, count in enumerate(counts) if count and at not in hidden), key=lambda at: counts[at])
    while hidden and (len(hidden) == 1 or sum(counts[at] for at in hidden) < threshold - 1 + LEAST * (len(hidden) - 1)):
        if not others:
            return (NOT_SAID,) * len(counts)
        hidden.add(others.pop(0))
    return tuple(NOT_SAID if at in hidden else Shown(count) for at, count in enumerate(counts))


class Nameable(Generic[First, Second]):
    """The groups that two properties make and whose number is told: nobody is named by another."""

    def __init__(self, groups: Iterable[tuple[First | None, Second | None]]) -> None:
        self._told = frozenset(groups)

    def nameable(self, first: First | None, second: Second | None) -> tuple[First | None, Second | None]:
        """What may be told of a member: both properties, else the first, else the second, else nothing."""
        ways = ((first, second), (first, None), (None, second))
        return next((way for way in ways if way in self._told), (None, None))


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
