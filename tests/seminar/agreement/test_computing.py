"""Alpha against published values, and its interval: the same every time, around the value, narrower with more lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.agreement import computing


def test_krippendorffs_own_examples() -> None:
    """K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): A, binary, two observers, and C, nominal,
    four observers with values missing."""
    binary = computing.compute([1, 2, 1, 0, 0, 1, 0, 0, 1, 0], 2)
    assert binary is not None
    assert binary.value == pytest.approx(0.095, abs=0.0005)
    import krippendorff

    nothing = float("nan")
    nominal = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nothing, nothing, nothing],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nothing, 3],
        [nothing, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nothing],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nothing],
    ]
    assert krippendorff.alpha(nominal, level_of_measurement="nominal") == pytest.approx(0.743, abs=0.0005)


def test_all_alike_is_one_and_it_is_sure_of_it() -> None:
    alpha = computing.compute([3, 0] * 10, 3)
    assert alpha is not None
    assert (alpha.value, alpha.low, alpha.high) == (1, 1, 1)


@pytest.mark.parametrize(("marked", "readers"), [([], 3), ([1, 0] * 10, 1), ([0] * 20, 3), ([3] * 20, 3), ([1] * 9, 3)])
def test_where_it_is_not_defined_there_is_none(marked: list[int], readers: int) -> None:
    assert computing.compute(marked, readers) is None


def test_more_lines_make_it_surer() -> None:
    few, many = (computing.compute([2, 0, 1, 0, 2, 1, 0, 0, 0, 2] * times, 2) for times in (1, 20))
    assert few is not None
    assert many is not None
    assert many.high - many.low < (few.high - few.low) / 2
    assert computing.compute([2, 0, 1, 0, 2, 1, 0, 0, 0, 2], 2) == few


@given(
    st.integers(2, 5).flatmap(lambda n: st.tuples(st.lists(st.integers(0, n), min_size=10, max_size=30), st.just(n)))
)
def test_the_value_is_no_more_than_one_and_the_interval_in_order(case: tuple[list[int], int]) -> None:
    alpha = computing.compute(*case)
    if alpha is not None:
        assert alpha.value <= 1
        assert alpha.low <= alpha.high <= 1
