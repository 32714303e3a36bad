"""Tables of counted children in which nobody can be picked out. Pure: plain values in, plain values out."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TypeVar

from toolkit.disclosure.shown import Shown

THRESHOLD = 5
Cell = tuple[int, int]
Node = tuple[str, int]
Arc = tuple[Node, Node]
Child = TypeVar("Child", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Children by row and column, with totals last. A hidden number is None, `total` too."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]  # len(rows) + 1 rows of len(columns) + 1, totals last
    total: int | None
    threshold: int

    @property
    def hides_something(self) -> bool:
        """Whether any number is hidden."""
        return any(number is None for row in self.cells for number in row)

    @property
    def shows_something(self) -> bool:
        """False when nothing but the total could be shown."""
        shown = [number for row in self.cells for number in row if number is not None]
        return len(shown) > 1


def cross_table(
    children: Iterable[tuple[str, str]],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    threshold: int = THRESHOLD,
) -> CrossTable:
    """Count (row, column) pairs, one per child, and hide what could point at a child.

    Every number below `threshold` is hidden, zero included, and then as few others as needed, so that no
    number from 1 to threshold - 1 can be worked out from the rest of the table (complementary suppression).
    Where that cannot be done, everything but the total is hidden. Raises KeyError for a value outside `rows`
    or `columns`.
    """
    numbers = _with_totals(children, rows, columns)
    hidden = _suppressed(numbers, threshold)
    shown = tuple(
        tuple(None if (r, c) in hidden else number for c, number in enumerate(row)) for r, row in enumerate(numbers)
    )
    return CrossTable(tuple(rows), tuple(columns), shown, numbers[-1][-1], threshold)


def lay_out(
    rows: tuple[str, ...], columns: tuple[str, ...], cells: Sequence[Sequence[Shown]], *, threshold: int
) -> CrossTable:
    """A table of numbers that were decided elsewhere, with their totals last."""
    values = tuple(tuple(shown.value for shown in row) for row in cells)
    return CrossTable(rows, columns, values, values[-1][-1], threshold)


def _with_totals(children: Iterable[tuple[str, str]], rows: Sequence[str], columns: Sequence[str]) -> list[list[int]]:
    row_at = {name: index for index, name in enumerate(rows)}
    column_at = {name: index for index, name in enumerate(columns)}
    numbers = [[0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for (row, column), count in Counter(children).items():
        for r in (row_at[row], len(rows)):
            for c in (column_at[column], len(columns)):
                numbers[r][c] += count
    return numbers


def _suppressed(numbers: list[list[int]], threshold: int) -> set[Cell]:
    everywhere = {(r, c) for r, row in enumerate(numbers) for c in range(len(row))}
    everything = everywhere - {(len(numbers) - 1, len(numbers[0]) - 1)}
    small = {cell for cell in everything if numbers[cell[0]][cell[1]] < threshold}
    hidden = set(small)
    for r, c in sorted(small):
        if numbers[r][c] == 0:
            continue
        cover = _cheapest_cover((r, c), numbers, hidden)
        if cover is None:
            return everything
        hidden |= cover
    return hidden


def _cheapest_cover(cell: Cell, numbers: list[list[int]], hidden: set[Cell]) -> set[Cell] | None:
    """The cells to hide so that `cell` could hold one more or one less and the table still add up.

    A table with totals is a flow: changing one cell by one is possible exactly when the change can run on
    through other hidden cells, back to where it began, without anything going below zero. That loop is
    searched for with as little hidden on the way as possible (Dijkstra; a hidden cell costs nothing).
    """
    up, down = _arcs(cell, numbers)
    loops = [_cheapest_path(end, start, cell, numbers, hidden) for start, end in [up, *down]]
    found = [loop for loop in loops if loop is not None]
    return min(found, key=lambda loop: loop[0])[1] if found else None


def _arcs(cell: Cell, numbers: list[list[int]]) -> tuple[Arc, list[Arc]]:
    """The way flow runs when the cell grows, and (empty for zero) when it shrinks; totals run backwards."""
    r, c = cell
    row, column = ("row", r), ("column", c)
    is_margin = (r == len(numbers) - 1) != (c == len(numbers[0]) - 1)
    grow, shrink = ((column, row), (row, column)) if is_margin else ((row, column), (column, row))
    return grow, [shrink] if numbers[r][c] else []


def _cheapest_path(
    start: Node, goal: Node, without: Cell, numbers: list[list[int]], hidden: set[Cell]
) -> tuple[int, set[Cell]] | None:
    queue: list[tuple[int, Node, tuple[Cell, ...]]] = [(0, start, ())]
    done: set[Node] = set()
    while queue:
        cost, node, path = heappop(queue)
        if node == goal:
            return cost, set(path)
        if node in done:
            continue
        done.add(node)
        for cell, onward in _ways_from(node, numbers):
            if cell != without and onward not in done:
                price = 0 if cell in hidden else numbers[cell[0]][cell[1]] + 1
                heappush(queue, (cost + price, onward, (*path, cell)))
    return None


def _ways_from(node: Node, numbers: list[list[int]]) -> list[tuple[Cell, Node]]:
    kind, at = node
    last = (len(numbers) - 1, len(numbers[0]) - 1)
    line = [(at, c) for c in range(last[1] + 1)] if kind == "row" else [(r, at) for r in range(last[0] + 1)]
    ways = []
    for cell in line:
        grow, shrink = _arcs(cell, numbers)
        ways += [(cell, end) for begin, end in [grow, *shrink] if begin == node and cell != last]
    return ways
