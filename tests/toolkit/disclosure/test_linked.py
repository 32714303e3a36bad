"""Numbers that hang together: whoever adds and subtracts them learns of no small one more than that it is small."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.toolkit.disclosure.attacker import Attacker
from toolkit.disclosure.linked import DEAR, Cell, Sum, hide, keeps, narrows

FEW = 5
TABLES = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=3), min_size=1, max_size=3).filter(
    lambda rows: len({len(row) for row in rows}) == 1
)


def one_row(*counts: int) -> tuple[dict[str, Cell], list[Sum]]:
    cells = {f"n{at}": Cell(count) for at, count in enumerate(counts)}
    return {"all": Cell(sum(counts), cost=DEAR), **cells}, [Sum("all", tuple(cells))]


def a_table(rows: Sequence[Sequence[int]]) -> tuple[dict[str, Cell], list[Sum]]:
    """With totals to the right and below, and the total of all. Zeros are no more said than other small numbers."""
    columns = list(zip(*rows, strict=True))
    cells = {f"{r}.{c}": Cell(n, shows_zero=False) for r, row in enumerate(rows) for c, n in enumerate(row)}
    cells |= {f"{r}.": Cell(sum(row), shows_zero=False) for r, row in enumerate(rows)}
    cells |= {f".{c}": Cell(sum(column), shows_zero=False) for c, column in enumerate(columns)}
    cells["all"] = Cell(sum(map(sum, rows)), cost=DEAR)
    sums = [Sum(f"{r}.", tuple(f"{r}.{c}" for c in range(len(columns)))) for r in range(len(rows))]
    sums += [Sum(f".{c}", tuple(f"{r}.{c}" for r in range(len(rows)))) for c in range(len(columns))]
    sums += [
        Sum("all", tuple(f"{r}." for r in range(len(rows)))),
        Sum("all", tuple(f".{c}" for c in range(len(columns)))),
    ]
    return cells, sums


def look(cells: Mapping[str, Cell], sums: Sequence[Sum], hidden: frozenset[str]) -> Attacker:
    attacker = Attacker()
    for key, cell in cells.items():
        attacker.read(key, cell.count if cell.is_printed and key not in hidden else None, least=cell.least)
    for one in sums:
        attacker.add_up(one.whole, one.parts, rest=one.rest)
    return attacker


def leaks(cells: Mapping[str, Cell], sums: Sequence[Sum], hidden: frozenset[str], few: int) -> list[str]:
    """The small numbers of which more is known than the sums alone tell when nothing is shown."""
    attacker, blind = look(cells, sums, hidden), look(cells, sums, frozenset(cells))
    found = []
    for key, cell in cells.items():
        if cell.is_sensitive and 0 < cell.count < few:
            low, high = attacker.bounds(key)
            least, most = blind.bounds(key)
            if low > max(1, least) or high < min(few - 1, most):
                found.append(f"{key} = {cell.count}: {low}–{high}")
    return found


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((7, 8, 0), set()),
        ((7, 2, 8), {"n0", "n1"}),
        ((3, 3, 9), {"n0", "n1"}),
        ((1, 1, 9), {"n0", "n1", "n2"}),
    ],
)
def test_as_little_as_possible_is_hidden(counts: tuple[int, ...], hidden: set[str]) -> None:
    assert hide(*one_row(*counts), threshold=FEW) == hidden


def test_what_can_be_worked_out_is_hidden_though_nobody_wrote_it() -> None:
    """Twenty chosen and eighteen interviewed tell of two who were not."""
    cells = {"chosen": Cell(20), "interviewed": Cell(18, cost=DEAR), "gone": Cell(2, is_printed=False)}
    assert hide(cells, [Sum("chosen", ("interviewed", "gone"))], threshold=FEW) == {"chosen"}


def test_a_number_that_points_at_nobody_is_shown_however_small() -> None:
    assert hide({"teams": Cell(2, is_sensitive=False)}, [], threshold=FEW) == frozenset()


def test_a_sum_that_is_wrong_is_refused() -> None:
    with pytest.raises(ValueError, match="all"):
        hide({"all": Cell(9), "one": Cell(8)}, [Sum("all", ("one",))], threshold=FEW)


def test_five_girls_of_six_children_tell_of_one_boy_and_of_nine_they_do_not() -> None:
    """A signature is a count, too: "a girl" says that there are enough of them."""
    for boys, safe in ((1, False), (4, True)):
        cells, sums = one_row(5, boys)
        hidden = hide(cells, sums, threshold=FEW)
        assert hidden == {"n0", "n1"}
        assert keeps(cells, sums, hidden, at_least={"n0": FEW}, threshold=FEW) is safe


@settings(max_examples=40, deadline=None)
@given(TABLES, st.integers(3, 6))
def test_nobody_who_adds_and_subtracts_a_table_learns_of_a_small_number(rows: list[list[int]], few: int) -> None:
    cells, sums = a_table(rows)
    assert not leaks(cells, sums, hide(cells, sums, threshold=few), few)


@settings(max_examples=30, deadline=None)
@given(TABLES, TABLES, st.integers(3, 6))
def test_nor_who_has_two_tables_with_a_total_in_common(
    first: list[list[int]], second: list[list[int]], few: int
) -> None:
    """Of which the second breaks down the children of the first's upper left number."""
    second[0][0] += max(0, first[0][0] - sum(map(sum, second)))
    first[0][0] = sum(map(sum, second))
    cells, sums = a_table(first)
    more, of_more = a_table(second)
    cells |= {f"second {key}": cell for key, cell in more.items()}
    sums += [Sum(f"second {one.whole}", tuple(f"second {part}" for part in one.parts)) for one in of_more]
    sums.append(Sum("0.0", ("second all",)))
    assert not leaks(cells, sums, hide(cells, sums, threshold=few), few)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(3, 6))
def test_what_is_shown_is_never_small(counts: list[int], few: int) -> None:
    cells, sums = one_row(*counts)
    hidden = hide(cells, sums, threshold=few)
    assert not [key for key, cell in cells.items() if key not in hidden and 0 < cell.count < few]


def test_a_number_told_beside_others_narrows_what_they_hid_or_does_not() -> None:
    """Of twelve, told before, three and nine are hidden. That the nine are nine gives the three away; the other
    number of the same nine, three and six of them, tells nothing as long as both are hidden."""
    cells = {
        "all": Cell(12, is_settled=True), "few": Cell(3, is_printed=False), "many": Cell(9, is_printed=False),
        "page": Cell(9),
    }  # fmt: skip
    sums = [Sum("all", ("few", "many")), Sum("many", ("page",))]
    assert narrows(cells, sums, set(), unseen={"page"}, threshold=FEW)
    assert not narrows(cells, sums, {"page"}, unseen={"page"}, threshold=FEW)


def test_a_number_that_nobody_writes_down_may_be_narrowed_but_not_to_the_last_child() -> None:
    """Ten and eight are told, so two fell away in between: everybody knows. Seven of ten, of whom it is only told
    that they are at least seven, leave three or fewer."""
    cells = {"before": Cell(10, is_settled=True), "after": Cell(8), "away": Cell(2, is_printed=False)}
    sums = [Sum("before", ("after", "away"))]
    unseen = {"after", "away"}
    assert narrows(cells, sums, set(), unseen=unseen, threshold=FEW)
    assert not narrows(cells, sums, {"after"}, unseen=unseen, at_least={"after": 7}, threshold=FEW)
