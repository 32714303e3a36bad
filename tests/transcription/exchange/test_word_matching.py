"""The words that two texts have in common, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.exchange import word_matching
from transcription.exchange.word_matching import match

words = st.lists(st.sampled_from(["ja", "nej", "jag", *(f"ord{n}" for n in range(12))]), max_size=30)


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        ("jag vill inte", "jag vill inte", {0, 1, 2}), ("jag vill inte", "jag inte", {0, 2}), ("a b", "c d", set()),
        ("", "a", set()), ("a b c", "x a y c", {0, 2}),
    ],
)  # fmt: skip
def test_words_in_the_same_order_match(ours: str, theirs: str, kept: set[int]) -> None:
    assert match(ours.split(), theirs.split()) == kept


@given(words, words)
def test_long_texts_match_by_their_rare_words_and_never_a_word_that_is_not_there(a: list[str], b: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_matching, "EXACT", 6)
        ours, theirs = match(a, b), match(b, a)
        assert match(a, a) == set(range(len(a)))
    assert {a[at] for at in ours} <= set(b)
    assert {b[at] for at in theirs} <= set(a)
    assert all(at < len(a) for at in ours)
