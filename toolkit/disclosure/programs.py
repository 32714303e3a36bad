"""The linear program behind `linked`: numbers that fit every sum, and that move as little as possible. Pure.

Solved by HiGHS (decision 32), in whole numbers where its first answer has fractions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import sub
from typing import Any, Protocol

HALF = 0.5
NEARLY = 1e-6
NOTHING: Mapping[str, int] = {}
OPTIONS = {"output_flag": False, "threads": 1}


class _Cell(Protocol):
    """What it goes by of a `linked.Cell`."""

    @property
    def count(self) -> int: ...
    @property
    def cost(self) -> int: ...
    @property
    def least(self) -> int: ...
    @property
    def is_fixed(self) -> bool: ...
    @property
    def is_printed(self) -> bool: ...


class _Sum(Protocol):
    """What it goes by of a `linked.Sum`."""

    @property
    def whole(self) -> str: ...
    @property
    def parts(self) -> tuple[str, ...]: ...


class Program:
    """How far each number goes up or down from what is true: two columns for each, one row for each sum."""

    def __init__(
        self,
        cells: Mapping[str, _Cell],
        sums: Sequence[_Sum],
        hidden: Collection[str],
        *,
        at_least: Mapping[str, int] = NOTHING,
        stands: bool = False,
    ) -> None:
        """`at_least` is known of some numbers besides; with `stands` nothing moves that is shown."""
        import highspy

        self.cells, self._at = cells, {key: 2 * place for place, key in enumerate(cells)}
        self._bounds = {
            key: self._bounds_of(cell, at_least.get(key, 0), is_still=stands and cell.is_printed and key not in hidden)
            for key, cell in cells.items()
        }
        make: Any = highspy.Highs
        self._solver = make()
        for option, value in OPTIONS.items():
            self._solver.setOptionValue(option, value)
        for key in cells:
            self._solver.addVars(2, [0.0, 0.0], self._bounds[key])
        for key, cell in cells.items():
            price = float(cell.cost * (cell.count + 1)) if cell.is_printed and key not in hidden else 0.0
            for column in (self._at[key], self._at[key] + 1):
                self._solver.changeColCost(column, price)
        for one in sums:
            columns = [self._at[one.whole], *(self._at[part] for part in one.parts)]
            signs = [1.0, *(-1.0 for _part in one.parts)]
            both = [column + side for column in columns for side in (0, 1)]
            values = [sign * side for sign in signs for side in (1, -1)]
            self._solver.addRow(0.0, 0.0, len(both), both, values)

    def free(self, keys: Iterable[str]) -> None:
        """From now on these are hidden, and cost nothing to move."""
        for key in keys:
            for column in (self._at[key], self._at[key] + 1):
                self._solver.changeColCost(column, 0.0)

    def reach(self, key: str, number: int) -> dict[str, int] | None:
        """Every number where one of them is `number`, at the least cost; None when the sums do not let it be."""
        cell, up = self.cells[key], self._at[key]
        most = self._bounds[key]
        rise, fall = max(0, number - cell.count), max(0, cell.count - number)
        if rise > most[0] or fall > most[1]:
            return None
        self._solver.changeColBounds(up, rise, rise)
        self._solver.changeColBounds(up + 1, fall, fall)
        found = self._solve()
        for column, bound in zip((up, up + 1), most, strict=True):
            self._solver.changeColBounds(column, 0.0, bound)
        if found is None:
            return None
        return {name: one.count + found[self._at[name]] - found[self._at[name] + 1] for name, one in self.cells.items()}

    def _solve(self) -> list[int] | None:
        found = self._run()
        if found is None:
            return None
        whole = [int(value + HALF) for value in found]  # none is below zero
        if max(map(sub, found, whole)) <= NEARLY and max(map(sub, whole, found)) <= NEARLY:
            return whole
        exact = self._in_whole_numbers()
        return None if exact is None else [int(value + HALF) for value in exact]

    def _in_whole_numbers(self) -> list[float] | None:
        import highspy

        every = range(2 * len(self.cells))
        for column in every:
            self._solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        found = self._run()
        for column in every:
            self._solver.changeColIntegrality(column, highspy.HighsVarType.kContinuous)
        return found

    def _run(self) -> list[float] | None:
        import highspy

        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return list(self._solver.getSolution().col_value)

    @staticmethod
    def _bounds_of(cell: _Cell, at_least: int, *, is_still: bool) -> list[float]:
        """How far it may go up, and down."""
        import highspy

        if cell.is_fixed or is_still:
            return [0.0, 0.0]
        return [highspy.kHighsInf, float(cell.count - max(cell.least, at_least))]
