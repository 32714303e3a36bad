"""Who did not answer is a number, too: neither it nor any answer can be worked out from how many were asked."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.shown import values
from tests.toolkit.disclosure.attacker import Attacker
from toolkit.disclosure.answered import Answered, Told, tell_answers
from toolkit.disclosure.counts import part_of
from toolkit.disclosure.memory import WHOLE, Memory
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID, Shown

FEW = 5
ANSWERS = st.lists(st.integers(0, 12), min_size=1, max_size=4)


def tell(counts: list[int], *, of: int, told_of: int | None = None) -> Told:
    [told] = tell_answers(
        [Answered(sum(counts), counts)], of=of, told_of=Shown(of if told_of is None else told_of), threshold=FEW
    )
    return told


@pytest.mark.parametrize(
    ("counts", "of", "count", "answers"),
    [
        ([10, 8], 18, 18, [10, 8]),  # everybody answered
        ([10, 8], 25, 18, [10, 8]),  # many did not
        ([10, 8], 19, None, [10, None]),  # one did not: 18 is what 10 and 8 come to
        ([18, 0], 19, None, [None, 0]),
        ([9, 1], 10, 10, [None, None]),
        ([2, 1], 19, None, []),
    ],
)
def test_what_is_said_of_a_question(counts: list[int], of: int, count: int | None, answers: list[int | None]) -> None:
    told = tell(counts, of=of)
    assert (told.count.value, values(told.answers)) == (count, answers)


def test_beside_an_older_whole_nobody_is_left_over() -> None:
    """All 17 who are left answered a question of the second edition, which is still about the first one's 18."""
    assert tell([9, 8], of=17, told_of=18).count.is_hidden
    assert tell([9, 8], of=17, told_of=16) == Told(NOT_SAID, (NOT_SAID, NOT_SAID)), "more than there are"


@settings(max_examples=60, deadline=None)
@given(st.lists(ANSWERS, min_size=1, max_size=2), st.integers(0, 7), st.integers(3, 6))
def test_nobody_who_subtracts_learns_how_few_answered_what_or_nothing(
    ways: list[list[int]], silent: int, few: int
) -> None:
    """On one scale or two, with everybody counted: bounds in whole numbers, beside what the sums alone tell."""
    of = silent + sum(map(sum, ways))
    assume(of >= few)
    told = tell_answers([Answered(sum(one), one) for one in ways], of=of, told_of=Shown(of), threshold=few)
    seeing, blind = (look(ways, told, of, few, blind=each) for each in (False, True))
    cells = {"silent": silent}
    for at, one in enumerate(ways):
        cells |= {f"{at}": sum(one)}
        cells |= {f"{at}.{place}": count for place, count in enumerate(one)} if sum(one) >= few else {}
    for key, count in cells.items():
        if 0 < count < few:
            low, high = seeing.bounds(key)
            least, _most = blind.bounds(key)
            # What is told beside it (a zero, or how many answered) may narrow it, and never to one number: decision 53.
            assert low < high, f"{key} = {count}: {low}–{high}"
            assert key == "silent" or low <= max(1, least), f"{key} = {count}: {low}–{high}"


def look(ways: list[list[int]], told: tuple[Told, ...], of: int, few: int, *, blind: bool) -> Attacker:
    """Whoever reads knows that a zero is said where anything is, and how large a number is that is said to be small."""
    attacker = Attacker()
    attacker.read("of", of)
    attacker.read("silent", None)
    attacker.add_up("of", ["silent", *(f"{at}" for at in range(len(ways)))])
    for at, (one, shown) in enumerate(zip(ways, told, strict=True)):
        most = shown.count.fewer_than - 1 if shown.count.fewer_than else None
        attacker.read(f"{at}", None if blind else shown.count.value, least=int(sum(one) > 0), most=most)
        if sum(one) >= few:
            are_zeros_said = not all(answer.is_hidden for answer in shown.answers)
            for place, count in enumerate(one):
                least = int(count > 0 and are_zeros_said)
                attacker.read(f"{at}.{place}", None if blind else shown.answers[place].value, least=least)
            attacker.add_up(f"{at}", [f"{at}.{place}" for place in range(len(one))])
    return attacker


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(2, 7))
def test_what_is_said_of_a_part_fits_so_many_numbers_that_neither_side_is_known(
    count: int, others: int, few: int
) -> None:
    """Of few who did it: one to the threshold less one. Of few who did not: two numbers at least."""
    of = count + others
    assume(of >= few)
    alike = [each for each in range(of + 1) if part_of(each, of, threshold=few) == part_of(count, of, threshold=few)]
    if 0 < count < few:
        assert set(alike) >= set(range(1, few))
    if count and 0 < others < few:
        assert len(alike) >= min(2, few - 1)
        assert len(alike) >= min(few - 1, of - few)
    if not others or not count:
        assert alike == [count], "all of them, and nobody, is said"


def test_all_but_few_are_said_to_be_most() -> None:
    assert Share.among(17, 18, threshold=FEW) == Share(Shown(None, more_than=13), Shown(18))
    assert Share.among(13, 18, threshold=FEW).count == Shown(13)
    assert Share.among(5, 7, threshold=FEW).count == Shown(None, more_than=4)
    assert {Share.among(each, 6, threshold=FEW).count for each in range(1, 6)} == {NOT_SAID}, "five of six is one"
    assert Shown(13).order < Shown(None, more_than=13).order < Shown(18).order


def test_a_part_beside_an_older_whole() -> None:
    """A theme of the second edition, of which 18 of 18 talked, and the first edition told of 19."""
    assert part_of(18, 18, threshold=FEW, told_of=Shown(19)) == Shown(None, more_than=14)
    assert part_of(20, 20, threshold=FEW, told_of=Shown(19)) == NOT_SAID
    assert part_of(17, 18, threshold=FEW, told_of=Shown(30)) == NOT_SAID, "more than 25 would be a lie"


def test_an_older_part_that_no_longer_fits_its_whole_is_not_said_any_more() -> None:
    """16 of 30 were told, twelve left, and 16 of 18 would say that two did not."""
    memory = Memory([{WHOLE: Shown(30), "theme": Shown(16)}], threshold=FEW)
    assert memory.settle_part("theme", 15, 18, told_of=Shown(18)) == NOT_SAID
    assert memory.told["theme"] == NOT_SAID, "and it is remembered so"
    assert Memory([{"theme": Shown(16)}], threshold=FEW).settle_part("theme", 15, 30, told_of=Shown(30)) == Shown(16)


def test_of_a_whole_that_is_not_said_no_part_is() -> None:
    assert Memory(threshold=FEW).settle_part("theme", 9, 18, told_of=NOT_SAID) == NOT_SAID
    assert Memory(threshold=FEW).settle_part("theme", 0, 18, told_of=NOT_SAID) == Shown(0)


def test_the_whole_is_what_readers_know_of_it() -> None:
    memory = Memory([{WHOLE: Shown(18)}], threshold=FEW)
    assert memory.whole(17) == Shown(18)
    memory.settle(WHOLE, Shown(30))
    assert memory.whole(30) == Shown(30)
    assert Memory(threshold=FEW).whole(3) == Shown(None, FEW)
