"""Which of somebody's own changes can be undone and done again: pure."""

import pytest

from seminar.live.stack import Deed, list_repeatable, list_undoable


@pytest.mark.parametrize(
    ("deeds", "undoable", "repeatable"),
    [
        ([], [], []),
        ([(1, None)], [1], []),
        ([(1, None), (4, None)], [4, 1], []),
        ([(1, None), (4, None), (5, 4)], [1], [5]),
        ([(1, None), (4, None), (5, 4), (6, 1)], [], [6, 5]),
        ([(1, None), (4, None), (5, 4), (6, 1), (7, 6)], [1], [5]),
        ([(1, None), (4, None), (5, 4), (6, 1), (7, 6), (8, 5)], [4, 1], []),
        ([(1, None), (2, 1), (3, None)], [3], []),
        ([(1, None), (2, 1), (3, 2), (4, 1)], [], [4]),
    ],
)
def test_what_can_be_undone_and_done_again(
    deeds: list[tuple[int, int | None]], undoable: list[int], repeatable: list[int]
) -> None:
    newest_first = [Deed(*each) for each in reversed(deeds)]
    assert list_undoable(newest_first) == undoable
    assert list_repeatable(newest_first) == repeatable
