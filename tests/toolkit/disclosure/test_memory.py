"""Memory of what was published: whoever lays two editions beside each other learns nothing of the few in between."""

from hypothesis import given
from hypothesis import strategies as st

from tests.shown import values
from toolkit.disclosure.counts import hide_small, is_small, told
from toolkit.disclosure.memory import Memory, from_plain, to_plain
from toolkit.disclosure.shown import NOT_SAID, Shown

FEW = 5
YEARS = st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=2, max_size=5)


def test_a_first_publication_tells_what_stands() -> None:
    memory = Memory(threshold=FEW)
    assert memory.settle("theme", Shown(7)) == Shown(7)
    assert memory.told == {"theme": Shown(7)}


def test_a_number_stands_until_it_has_moved_by_the_threshold() -> None:
    memory = Memory([{"theme": Shown(7)}], threshold=FEW)
    assert [memory.settle("theme", Shown(now)) for now in (6, 11, 12)] == [Shown(7), Shown(7), Shown(12)]


def test_what_was_hidden_stays_hidden() -> None:
    memory = Memory([{"theme": Shown(None, FEW)}], threshold=FEW)
    assert memory.settle("theme", Shown(12)) == Shown(None, FEW)


def test_numbers_that_hang_together_move_together_or_not_at_all() -> None:
    before = {"yes": Shown(10), "no": Shown(9)}
    assert Memory([before], threshold=FEW).settle_together({"yes": Shown(15), "no": Shown(8)}) == before
    now = {"yes": Shown(15), "no": Shown(9)}
    assert Memory([before], threshold=FEW).settle_together(now) == now


def test_a_reason_that_is_new_does_not_tell_of_the_child_who_took_a_yes_back() -> None:
    before = {"reason.illness": Shown(6)}
    memory = Memory([before], threshold=FEW)
    told_now = memory.settle_together({"reason.illness": Shown(6), "reason.withdrawn": NOT_SAID}, within="reason.")
    assert told_now == before


def test_every_earlier_edition_counts_and_not_the_last_alone() -> None:
    """7, then 12: 8 would be five less than the second and tell of one against the first."""
    memory = Memory([{"theme": Shown(8)}, {"theme": Shown(14)}], threshold=FEW)
    assert memory.settle("theme", Shown(9)) == Shown(14)


def test_no_part_is_larger_than_a_whole_that_stands() -> None:
    memory = Memory([{"theme": Shown(7)}], threshold=FEW)
    assert memory.settle("theme", Shown(17), of=Shown(15)) == Shown(7)


def test_what_is_kept_is_what_was_in_print() -> None:
    numbers = {"a": Shown(7), "b": Shown(None, FEW), "c": NOT_SAID}
    assert from_plain(to_plain(numbers.items())) == numbers


@given(YEARS)
def test_no_two_editions_differ_by_few(editions: list[list[int]]) -> None:
    """Withdrawals, late interviews and corrections in any order: of every number any two editions are alike or far."""
    published: list[dict[str, Shown]] = []
    for counts in editions:
        memory = Memory(published, threshold=FEW)
        for at, count in enumerate(counts):
            memory.settle(f"theme {at}", told(count, threshold=FEW))
        shown = hide_small(counts, threshold=FEW)
        memory.settle_together({f"answer {at}": one for at, one in enumerate(shown)})
        published.append(dict(memory.told))
    for key in published[0]:
        seen = values(one[key] for one in published)
        assert len({value is None for value in seen}) == 1, "what was hidden is told, or the other way round"
        bare = [value for value in seen if value is not None]
        assert not [a - b for a in bare for b in bare if is_small(abs(a - b), threshold=FEW)]


@given(YEARS, st.integers(3, 5))
def test_a_threshold_that_is_lowered_reveals_nothing(editions: list[list[int]], lower: int) -> None:
    first = {str(at): told(count, threshold=6) for at, count in enumerate(editions[0])}
    memory = Memory([first], threshold=max(6, lower))
    for at, count in enumerate(editions[0]):
        assert memory.settle(str(at), told(count, threshold=lower)) == first[str(at)]
