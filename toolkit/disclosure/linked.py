"""Numbers that hang together by sums: what to hide so that no small one can be worked out from all the others.

Whoever reads knows every sum, and that a zero is always said where the table says so. Bounds by linear programming
(Fischetti and Salazar, «Solving the cell suppression problem», 2001, in its heuristic form): a small number is safe
when there is a set of numbers that fits all that is shown and in which it is one, and another in which it is as large
as a small number can be: then nobody knows more of it than that it is small. Each such set is sought so that as little
as possible of what is shown has to move; what moves is hidden. Pure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.disclosure.counts import is_small
from toolkit.disclosure.programs import NOTHING, Program
from toolkit.disclosure.shown import NOT_SAID, Shown

DEAR = 1000
"""The cost of a number that others are read by, such as how many children a report is about."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of children. `cost` is what it takes to hide it, beside its size.

    `is_printed`: it stands there unless hidden; else it can only be worked out. `is_sensitive`: few of it point at
    somebody. `shows_zero`: a zero is said, so that what is hidden is known to be one at least. `is_settled`: it was
    told before, and is hidden for nothing.
    """

    count: int
    cost: int = 1
    is_printed: bool = True
    is_sensitive: bool = True
    shows_zero: bool = True
    is_settled: bool = False

    @property
    def least(self) -> int:
        """What everybody knows that it is at least."""
        return 1 if self.is_printed and self.shows_zero and self.count else 0

    @property
    def is_fixed(self) -> bool:
        """Whether it is said whatever else is hidden: a zero, or what was told before."""
        return self.is_settled or (self.is_printed and self.shows_zero and not self.count)


@dataclass(frozen=True, slots=True)
class Sum:
    """What everybody can add: `whole` is all of `parts` and `rest` more."""

    whole: str
    parts: tuple[str, ...]
    rest: int = 0


def hide(
    cells: Mapping[str, Cell], sums: Sequence[Sum], *, threshold: int, at_least: Mapping[str, int] = NOTHING
) -> frozenset[str]:
    """The keys of the numbers that are not said: every small one, and as few and small others as keep those unknown.

    For every sensitive number under the threshold there is then a way to fill all that is hidden, in whole numbers, in
    which it is one or less, and one in which it is the threshold less one or more; or as near to these as the sums let
    it come when everything is hidden. `at_least` is known of some numbers besides. Raises `ValueError` for a sum that
    is wrong.
    """
    _require_true(cells, sums)
    hidden = {key for key, cell in cells.items() if cell.is_printed and _is_primary(cell, threshold)}
    for group in _apart(cells, sums):
        own, own_sums = {key: cells[key] for key in group}, [one for one in sums if one.whole in group]
        small = _small(own, threshold)
        if small:
            _protect(Program(own, own_sums, hidden, at_least=at_least), own, small, hidden, threshold=threshold)
    return frozenset(hidden)


def tell(cells: Mapping[str, Cell], hidden: Collection[str]) -> dict[str, Shown]:
    """Every number that is printed, as it may be told beside all the others."""
    printed = {key: cell.count for key, cell in cells.items() if cell.is_printed}
    return {key: NOT_SAID if key in hidden else Shown(count) for key, count in printed.items()}


def _is_primary(cell: Cell, threshold: int) -> bool:
    if cell.is_settled:
        return False
    return (cell.is_sensitive and is_small(cell.count, threshold=threshold)) or not (cell.count or cell.shows_zero)


def keeps(
    cells: Mapping[str, Cell],
    sums: Sequence[Sum],
    hidden: Collection[str],
    *,
    at_least: Mapping[str, int],
    threshold: int,
) -> bool:
    """Whether no more is known of any small number when it is told besides that some hidden ones are `at_least` so
    large."""
    free = Program(cells, sums, hidden)
    bound = Program(cells, sums, hidden, at_least=at_least, stands=True)
    return all(
        free.reach(key, number) is None or bound.reach(key, number) is not None
        for key in _small(cells, threshold)
        for number in _extremes(cells[key], threshold)
    )


def narrows(
    cells: Mapping[str, Cell],
    sums: Sequence[Sum],
    hidden: Collection[str],
    *,
    unseen: Collection[str],
    at_least: Mapping[str, int] = NOTHING,
    threshold: int,
) -> bool:
    """Whether more is known of any small number than there would be if the numbers that are `unseen` were not told.

    One of these that nobody writes down may be known to be smaller or larger than it could be, as long as it is not
    known to the last child.
    """
    beside = {key: replace(cell, is_printed=False) if key in unseen else cell for key, cell in cells.items()}
    blind = Program(beside, sums, (), at_least=at_least)
    seeing = Program(cells, sums, hidden, at_least=at_least, stands=True)
    for key in _small(cells, threshold):
        count = cells[key].count
        if cells[key].is_printed or key not in unseen:
            near = {_nearest(blind, key, number, count)[key] for number in _extremes(beside[key], threshold)}
            if any(seeing.reach(key, number) is None for number in near - {count}):
                return True
        others = (count + 1, count - 1)
        if any(blind.reach(key, one) for one in others) and not any(seeing.reach(key, one) for one in others):
            return True
    return False


def _protect(
    program: Program, cells: Mapping[str, Cell], small: Sequence[str], hidden: set[str], *, threshold: int
) -> None:
    seen = {key: {cells[key].count} for key in small}
    for key in sorted(small, key=lambda one: (cells[one].count, one)):
        for number in _extremes(cells[key], threshold):
            if _covers(seen[key], cells[key].count, number):
                continue
            world = _nearest(program, key, number, cells[key].count)
            for other in small:
                seen[other].add(world[other])
            moved = {one for one, cell in cells.items() if cell.is_printed and world[one] != cell.count} - hidden
            hidden |= moved
            program.free(moved)


def _small(cells: Mapping[str, Cell], threshold: int) -> list[str]:
    return [key for key, one in cells.items() if one.is_sensitive and is_small(one.count, threshold=threshold)]


def _extremes(cell: Cell, threshold: int) -> tuple[int, int]:
    """The largest and the smallest that a small number must be able to be."""
    return max(cell.count, threshold - 1), max(1, cell.least)


def _covers(seen: Iterable[int], count: int, number: int) -> bool:
    """Whether the number, or one further from the true count on the same side, has been seen to fit."""
    return any(one >= number for one in seen) if number > count else any(one <= number for one in seen)


def _nearest(program: Program, key: str, number: int, count: int) -> Mapping[str, int]:
    """A way to fill what is hidden in which the number under the key is as near to `number` as the sums allow."""
    for wanted in range(number, count, -1 if number > count else 1):
        if (world := program.reach(key, wanted)) is not None:
            return world
    return {one: cell.count for one, cell in program.cells.items()}


def _apart(cells: Mapping[str, Cell], sums: Iterable[Sum]) -> list[set[str]]:
    """The numbers that hang together by sums, in groups that have none in common."""
    group_of = {key: {key} for key in cells}
    for one in sums:
        joined = set[str]().union(*(group_of[key] for key in (one.whole, *one.parts)))
        group_of.update(dict.fromkeys(joined, joined))
    return list({id(group): group for group in group_of.values()}.values())


def _require_true(cells: Mapping[str, Cell], sums: Iterable[Sum]) -> None:
    for one in sums:
        if cells[one.whole].count != sum(cells[part].count for part in one.parts) + one.rest:
            raise ValueError(one.whole)
