"""Counting: children not excerpts, and no small number that can be worked out from the others."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.disclosure.tables import CrossTable, cross_table

BANDS = ("5–8", "9–12", "13–14")
SEXES = ("girl", "boy")


def test_large_numbers_are_shown_with_their_totals() -> None:
    table = cross_table([("9–12", "girl")] * 7 + [("9–12", "boy")] * 6, rows=("9–12",), columns=SEXES)
    assert table.cells == ((7, 6, 13), (7, 6, 13))
    assert not table.hides_something
    assert table.shows_something


def test_one_small_number_takes_a_neighbour_with_it() -> None:
    table = cross_table(
        [("a", "girl")] * 2 + [("a", "boy")] * 9 + [("b", "girl")] * 8 + [("b", "boy")] * 7,
        rows=("a", "b"),
        columns=SEXES,
    )
    assert table.cells[0][0] is None
    assert sum(number is None for row in table.cells for number in row) >= 4
    assert table.cells[2][2] == table.total == 26


def test_few_children_show_nothing_but_the_total() -> None:
    table = cross_table([("5–8", "girl"), ("9–12", "boy")], rows=BANDS, columns=SEXES)
    assert table.total == 2
    assert not table.shows_something


def test_nobody_gives_an_empty_table() -> None:
    assert cross_table([], rows=BANDS, columns=SEXES).total == 0


def test_an_unknown_value_is_not_swallowed() -> None:
    with pytest.raises(KeyError):
        cross_table([("5–8", "?")], rows=BANDS, columns=SEXES)


two_rows = st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=1, max_size=2)
three_rows = st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=3, max_size=3)
counts = two_rows | three_rows


@given(counts, st.integers(2, 5))
def test_no_small_number_is_shown_or_can_be_worked_out(numbers: list[list[int]], threshold: int) -> None:
    rows = BANDS[: len(numbers)]
    children = [
        (rows[r], SEXES[c]) for r, row in enumerate(numbers) for c, number in enumerate(row) for _ in range(number)
    ]
    table = cross_table(children, rows=rows, columns=SEXES, threshold=threshold)
    truth = _margins(tuple(tuple(row) for row in numbers))
    _shown_numbers_are_true_and_large(table, truth, threshold)
    if not table.shows_something:
        return  # only the total stands there, and it says how many took part, as the whole report does
    possible = _every_table_that_fits(table)
    for r, c in product(range(len(rows) + 1), range(3)):
        if table.cells[r][c] is None and 0 < truth[r][c] < threshold:
            assert len({world[r][c] for world in possible}) > 1


@given(counts)
def test_a_threshold_of_one_hides_only_zeros(numbers: list[list[int]]) -> None:
    rows = BANDS[: len(numbers)]
    children = [(rows[r], SEXES[c]) for r, row in enumerate(numbers) for c, n in enumerate(row) for _ in range(n)]
    table = cross_table(children, rows=rows, columns=SEXES, threshold=1)
    truth = _margins(tuple(tuple(row) for row in numbers))
    hidden = [truth[r][c] for r, row in enumerate(table.cells) for c, n in enumerate(row) if n is None]
    assert set(hidden) <= {0}


def _shown_numbers_are_true_and_large(table: CrossTable, truth: list[list[int]], threshold: int) -> None:
    last = (len(truth) - 1, len(truth[0]) - 1)
    for r, row in enumerate(table.cells):
        for c, number in enumerate(row):
            if number is not None:
                assert number == truth[r][c]
                assert number >= threshold or (r, c) == last


def _margins(inner: tuple[tuple[int, ...], ...]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def _every_table_that_fits(table: CrossTable) -> list[list[list[int]]]:
    """What somebody with the printed table can deduce, by trying rows that fit and keeping sums that fit."""
    inner = table.cells[:-1]
    found = []
    bottom = table.cells[-1]

    def grow(chosen: list[tuple[int, ...]], left: int) -> None:
        if len(chosen) == len(inner):
            world = _margins(tuple(chosen))
            if left == 0 and all(b is None or b == w for b, w in zip(bottom, world[-1], strict=True)):
                found.append(world)
            return
        for row in _rows_that_fit(inner[len(chosen)], left, exactly=len(chosen) == len(inner) - 1):
            grow([*chosen, row], left - sum(row))

    grow([], table.total or 0)
    return found


def _rows_that_fit(shown: tuple[int | None, ...], left: int, *, exactly: bool) -> list[tuple[int, ...]]:
    *cells, total = shown
    options = [range(left + 1) if cell is None else [cell] for cell in cells]
    sums = {left} if exactly else set(range(left + 1))
    sums &= sums if total is None else {total}
    return [row for row in product(*options) if sum(row) in sums]
