"""Counting pieces of words: as byte pair encoding says, and quickly for a text of any length."""

import random
from itertools import pairwise

import pytest

from transcription.terms import token_count


def count_slowly(part: bytes) -> int:
    """The definition: merge the pair with the lowest rank, the first of its kind, until there is none."""
    ranks, pieces = token_count._ranks(), [part[at : at + 1] for at in range(len(part))]
    while pairs := [(ranks[a + b], at) for at, (a, b) in enumerate(pairwise(pieces)) if a + b in ranks]:
        _, at = min(pairs)
        pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
    return len(pieces)


@pytest.mark.parametrize("seed", range(20))
def test_a_word_is_cut_as_the_definition_says(seed: int) -> None:
    chance = random.Random(seed)
    word = "".join(chance.choices("aaeinorstdlåäö", k=chance.randrange(1, 60))).encode()
    assert token_count._count_part(word) == count_slowly(word)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["a" * 100_000, "socialsekreterare" * 6000])
def test_a_text_without_an_end_is_counted_at_once(text: str) -> None:
    """8 000 letters took eleven seconds when every merge looked through all pairs again."""
    assert 0 < token_count.count(text) < len(text)
