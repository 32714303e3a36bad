"""The words of a corrected text keep the times of those that were heard, wherever somebody has been at work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.transcripts.word_alignment import RecognisedWord, align

SAID = ["Jag", "undrar", "varför", "Petra", "slutade", "då"]


def heard_as(words: list[str]) -> list[RecognisedWord]:
    return [(at * 100, at * 100 + 90, f" {word}", 0.9) for at, word in enumerate(words)]


def times(text: str) -> list[int | None]:
    return [one and one[0] for one in align(text.split(), heard_as(SAID))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag undrar varför Petra slutade då", [0, 100, 200, 300, 400, 500]),
        ("jag undrar, varför Petra slutade då?", [0, 100, 200, 300, 400, 500]),
        ("Jag undrar varför hon slutade då", [0, 100, 200, None, 400, 500]),
        ("Nej jag undrar varför Petra slutade då", [None, 0, 100, 200, 300, 400, 500]),
        ("Jag undrar varför Petra slutade då ja", [0, 100, 200, 300, 400, 500, None]),
        ("undrar Petra", [100, 300]),
        ("Jag då", [0, 500]),
        ("Något helt annat", [None, None, None]),
        ("Jag Jag undrar då då", [0, None, 100, None, 500]),
        ("", []),
    ],
)
def test_each_word_has_the_time_of_the_word_it_still_is(text: str, expected: list[int | None]) -> None:
    assert times(text) == expected


def test_without_anything_heard_no_word_has_a_time() -> None:
    assert align(["Hej", "då"], []) == [None, None]


@given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcde"), max_size=12))
def test_times_go_forward_and_belong_to_the_same_word(said: list[str], words: list[str]) -> None:
    found = align(words, heard_as(said))
    assert len(found) == len(words)
    known = [one[0] for one in found if one]
    assert known == sorted(set(known))
    assert all(one is None or one[2].strip() == word for one, word in zip(found, words, strict=True))
