"""Counts side by side: nothing small is said, and nothing small follows from the sum; a group of few names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shown import values
from toolkit.disclosure.counts import Groups, hide_small, is_enough, is_small, told
from toolkit.disclosure.shown import NOT_SAID, Shown

COUNTS = st.lists(st.integers(0, 30), max_size=8)


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_small_is_between_nobody_and_the_threshold(count: int, *, small: bool) -> None:
    assert is_small(count, threshold=5) is small


def test_few_are_told_to_be_few() -> None:
    assert [told(count, threshold=5) for count in (0, 1, 4, 5)] == [Shown(0), Shown(None, 5), Shown(None, 5), Shown(5)]


def test_no_order_tells_which_hidden_number_is_larger() -> None:
    numbers = [told(count, threshold=5) for count in (4, 0, 9, 1, 5)]
    assert sorted(numbers, key=lambda one: -one.order) == [Shown(9), Shown(5), Shown(None, 5), Shown(None, 5), Shown(0)]
    assert NOT_SAID.order == Shown(None, 5).order


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((7, 8, 0), (7, 8, 0)),  # nothing small
        ((7, 2, 8), (None, None, 8)),  # one small takes the smallest other with it
        ((1, 1, 9), (None, None, None)),  # two that are 2 together are one each
        ((3, 3, 9), (None, None, 9)),  # two that are 6 together may be one and five
        ((2, 3, 9), (None, None, 9)),  # two that are 5 together may be one and four
        ((2, 2, 9), (None, None, None)),  # two that are 4 together are three at most, since neither is zero
        ((3, 0, 0), (None, None, None)),  # nobody else to hide behind
        ((), ()),
    ],
)
def test_what_is_hidden(counts: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    assert tuple(values(hide_small(counts, threshold=5))) == shown


@given(COUNTS, st.integers(3, 10))
def test_no_small_number_is_shown_and_none_follows_from_the_sum(counts: list[int], threshold: int) -> None:
    """Whoever adds: a hidden number is what is left of the sum when every other hidden one is at least one."""
    shown = values(hide_small(counts, threshold=threshold))
    assert not any(count is not None and is_small(count, threshold=threshold) for count in shown)
    hidden = [count for count, seen in zip(counts, shown, strict=True) if seen is None]
    if len(hidden) < len(counts):
        assert not hidden or (len(hidden) > 1 and sum(hidden) - (len(hidden) - 1) >= threshold - 1)


@given(COUNTS, st.integers(3, 10))
def test_what_is_shown_is_true(counts: list[int], threshold: int) -> None:
    for count, seen in zip(counts, hide_small(counts, threshold=threshold), strict=True):
        assert seen in (NOT_SAID, Shown(count))


def test_a_group_of_few_is_not_named() -> None:
    members = [("girl", "9–12")] * 5 + [("girl", "13–14")] * 2 + [("boy", "13–14")] * 4 + [("other", "15–18")]
    groups = Groups(members, threshold=5)
    assert groups.nameable("girl", "9–12") == ("girl", "9–12")
    assert groups.nameable("girl", "13–14") == ("girl", None)
    assert groups.nameable("boy", "13–14") == (None, "13–14")
    assert groups.nameable("other", "15–18") == (None, None)
    assert groups.nameable("boy", "5–8") == (None, None)


@pytest.mark.parametrize(("answered", "enough"), [(0, False), (4, False), (5, True)])
def test_enough_is_the_threshold_itself(answered: int, *, enough: bool) -> None:
    assert is_enough(answered, threshold=5) is enough
