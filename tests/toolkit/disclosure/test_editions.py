"""Whoever keeps every edition of a year, and knows that children only left it, learns of no child from all of them.

The editions are attacked together and not in pairs: each has its own unknown numbers, tied to the next one's by what
everybody knows of a withdrawal, that no number grows by it.
"""

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.toolkit.disclosure.attacker import Attacker
from tests.toolkit.disclosure.test_linked import a_table
from toolkit.disclosure.linked import Cell, Sum, hide, tell
from toolkit.disclosure.memory import Memory, Numbers

ROWS, COLUMNS = 2, 2
Rows = list[list[int]]
State = tuple[dict[str, Cell], list[Sum]]
COUNTS = st.lists(st.lists(st.integers(0, 14), min_size=COLUMNS, max_size=COLUMNS), min_size=ROWS, max_size=ROWS)
LEAVING = st.lists(st.lists(st.integers(0, 7), min_size=COLUMNS, max_size=COLUMNS), min_size=ROWS, max_size=ROWS)


def publish(states: Sequence[State], few: int) -> list[tuple[State, Numbers]]:
    """What is told at each state, and of which state it is: what is told once more is of the one before."""
    published: list[Numbers] = []
    told_of: list[tuple[State, Numbers]] = []
    for cells, sums in states:
        now = tell(cells, hide(cells, sums, threshold=few))
        told = Memory(published, threshold=few).settle_together(now)
        published.append(told)
        if told == now:
            told_of.append(((cells, sums), told))
    return told_of


def attack(told_of: Sequence[tuple[State, Numbers]], *, blind: bool = False) -> Attacker:
    """Everything that can be written down of all editions; `blind` without any number that they tell."""
    attacker = Attacker()
    for at, ((cells, sums), told) in enumerate(told_of):
        for key, cell in cells.items():
            value = None if blind or told[key].is_hidden else told[key].value
            attacker.read(f"{at} {key}", value, least=cell.least)
            if at:
                attacker.between({f"{at - 1} {key}": 1, f"{at} {key}": -1}, 0, 1_000_000)
        for one in sums:
            attacker.add_up(f"{at} {one.whole}", [f"{at} {part}" for part in one.parts], rest=one.rest)
    return attacker


def leaks(told_of: Sequence[tuple[State, Numbers]], few: int) -> list[str]:
    """Every small number of any edition of which more is known than what the structure alone tells."""
    seeing, blind, found = attack(told_of), attack(told_of, blind=True), []
    for at, ((cells, _sums), _told) in enumerate(told_of):
        for key, cell in cells.items():
            if 0 < cell.count < few:
                low, high = seeing.bounds(f"{at} {key}")
                least, most = blind.bounds(f"{at} {key}")
                if low > max(1, least) or high < min(few - 1, most):
                    found.append(f"edition {at + 1}, {key} = {cell.count}: {low}–{high}")
    return found


def moved(told_of: Sequence[tuple[State, Numbers]], few: int) -> list[str]:
    """Every number that two editions tell and whose difference is of few."""
    told: list[Mapping[str, int | None]] = [{key: one.value for key, one in each.items()} for _state, each in told_of]
    return [
        f"{key}: {first[key]} and {second[key]}"
        for at, first in enumerate(told)
        for second in told[at + 1 :]
        for key in first.keys() & second.keys()
        if (before := first[key]) is not None and (after := second[key]) is not None and 0 < abs(before - after) < few
    ]


def without(rows: Rows, leaving: Rows) -> Rows:
    return [
        [max(0, one - gone) for one, gone in zip(row, off, strict=True)] for row, off in zip(rows, leaving, strict=True)
    ]


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.lists(LEAVING, min_size=1, max_size=3), st.integers(3, 6))
def test_all_editions_of_a_year_together_tell_no_more_of_a_child_than_that_it_is_one_of_few(
    rows: Rows, withdrawals: list[Rows], few: int
) -> None:
    states = [a_table(rows)]
    for leaving in withdrawals:
        rows = without(rows, leaving)
        states.append(a_table(rows))
    told_of = publish(states, few)
    assert not moved(told_of, few)
    assert not leaks(told_of, few)
