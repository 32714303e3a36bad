"""Who reads what: even, never a barred pair, and as many texts as can be have somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.seminars.dealing import deal

PEOPLE, TEXTS = st.integers(1, 8), st.integers(1, 10)


def most_covered(readers: int, texts: int, barred: set[tuple[int, int]], each: int) -> int:
    """The size of a largest matching of texts to places in hands, by brute growth of augmenting ways."""
    holder: dict[tuple[int, int], int] = {}

    def place(text: int, seen: set[tuple[int, int]]) -> bool:
        for reader in range(readers):
            for hand in range(each):
                if (reader, text) not in barred and (reader, hand) not in seen:
                    seen.add((reader, hand))
                    if (reader, hand) not in holder or place(holder[reader, hand], seen):
                        holder[reader, hand] = text
                        return True
        return False

    return sum(place(text, set()) for text in range(texts))


@given(PEOPLE, TEXTS, st.integers(1, 3), st.sets(st.tuples(st.integers(0, 7), st.integers(0, 9))), st.text(max_size=3))
def test_nobody_gets_what_is_barred_and_as_many_texts_as_can_be_are_read(
    people: int, texts: int, each: int, barred: set[tuple[int, int]], seed: str
) -> None:
    hands = deal(range(people), range(texts), barred=barred, each=each, seed=seed)
    assert set(hands) == set(range(people))
    for reader, hand in hands.items():
        may = {text for text in range(texts) if (reader, text) not in barred}
        assert hand <= may
        assert len(hand) == min(each, len(may))
    assert len(set().union(*hands.values())) == most_covered(people, texts, barred, each)


@given(PEOPLE, TEXTS, st.integers(1, 3), st.text(max_size=3))
def test_without_bars_no_text_is_read_by_two_more_than_another(people: int, texts: int, each: int, seed: str) -> None:
    hands = deal(range(people), range(texts), barred=set(), each=each, seed=seed)
    read = [sum(text in hand for hand in hands.values()) for text in range(texts)]
    assert max(read) - min(read) <= 1


def test_what_is_kept_stays_and_counts() -> None:
    hands = deal("abc", [1, 2, 3], barred={("b", 3)}, each=1, seed="x", kept={"a": {1, 2}})
    assert hands in ({"a": {1, 2}, "b": {1}, "c": {3}}, {"a": {1, 2}, "b": {2}, "c": {3}})


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_same_seed_deals_alike(seed: str) -> None:
    first, second = (deal("abcdef", range(9), barred={("a", 1)}, each=2, seed=seed) for _ in range(2))
    assert first == second
