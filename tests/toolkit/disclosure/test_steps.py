"""A share that is told in steps: nobody who looks after every answer learns what one of them was."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown
from toolkit.disclosure.steps import Told, go_on

FEW = 5


def look_after_each(answers: Sequence[bool], threshold: int = FEW) -> list[Told]:
    """What is told after each answer."""
    told = [Told()]
    for at in range(1, len(answers) + 1):
        told.append(go_on(told[-1], count=sum(answers[:at]), of=at, threshold=threshold))
    return told[1:]


def fits(seen: Sequence[Told], threshold: int = FEW) -> list[set[int]]:
    """How many of each group of answers that were weighed together can have been yes, for somebody who knows the rules
    and has looked after each; by all ways to fill the groups, which are as good as one another inside."""
    groups = [after.weighed - before.weighed for before, after in pairwise([Told(), *seen]) if after != before]
    after_group = [after for before, after in pairwise([Told(), *seen]) if after != before]
    ways: list[tuple[Told, int, tuple[int, ...]]] = [(Told(), 0, ())]
    for size, wanted in zip(groups, after_group, strict=True):
        ways = [
            (wanted, count + yes, (*filled, yes))
            for told, count, filled in ways
            for yes in range(size + 1)
            if go_on(told, count=count + yes, of=wanted.weighed, threshold=threshold) == wanted
        ]
        ways = list(dict.fromkeys(ways))
    return [set(column) for column in zip(*(filled for _told, _count, filled in ways), strict=True)]


@given(st.lists(st.booleans(), max_size=34))
def test_no_answer_is_known_to_whoever_looks_after_each(answers: list[bool]) -> None:
    """But where everybody who came since the last time said the same, as everywhere in the house."""
    seen = look_after_each(answers)
    steps = [after for before, after in pairwise([Told(), *seen]) if after != before]
    for at, possible in enumerate(fits(seen)):
        before = steps[at - 1] if at else Told()
        said_the_same = steps[at].of > before.of and steps[at].count - before.count in {0, steps[at].of - before.of}
        assert len(possible) > 1 or said_the_same, (seen, possible)


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 8))
def test_two_states_never_differ_by_few(answers: list[bool], threshold: int) -> None:
    for before, after in pairwise([Told(), *look_after_each(answers, threshold)]):
        moved = after.count - before.count
        others = (after.of - before.of) - moved
        assert not 0 < moved < threshold
        assert not 0 < others < threshold


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ([True] * 4, None),
        ([True] * 5, (5, 5)),
        ([True] * 9, (5, 5)),
        ([True] * 10, (10, 10)),
        ([True] * 9 + [False], (5, 5)),
        ([True] * 9 + [False] * 6, (5, 5)),
        ([True, False] * 5, (5, 10)),
        ([False, *[True] * 30], None),
    ],
)
def test_what_is_told(answers: list[bool], shown: tuple[int, int] | None) -> None:
    assert look_after_each(answers)[-1].share == (Share(Shown(shown[0]), Shown(shown[1])) if shown else None)
