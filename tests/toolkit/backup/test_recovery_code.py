"""A key on paper and back, however it is typed; any slip is told."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.backup import recovery_code
from toolkit.errors import InvalidInput

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_code_gives_its_key(key: bytes) -> None:
    code = recovery_code.write(key)
    assert [len(group) for group in code.split()] == [4] * 14
    assert recovery_code.read(code) == key
    assert recovery_code.read(code.replace(" ", "\n-").lower()) == key


@given(KEYS)
def test_a_code_is_found_among_the_sentences_that_came_with_it(key: bytes) -> None:
    told = f"Write this down.\n\n  {recovery_code.write(key)}\n\nIt is shown once more by backup code.\n"
    assert recovery_code.read(told) == key


@given(KEYS, st.integers(0, 55), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_wrong_sign_is_told(key: bytes, at: int, sign: str) -> None:
    signs = recovery_code.write(key).replace(" ", "")
    wrong = signs[:at] + sign + signs[at + 1 :]
    if wrong != signs:
        with pytest.raises(InvalidInput):
            recovery_code.read(wrong)


@pytest.mark.parametrize("code", ["", "A", "å" * 56, "A" * 56, "A" * 64, "A" * 1000, "=" * 56])
def test_what_is_no_code_is_told(code: str) -> None:
    with pytest.raises(InvalidInput, match="14 groups of four signs"):
        recovery_code.read(code)


def test_two_groups_that_changed_places_are_told() -> None:
    groups = recovery_code.write(os.urandom(32)).split()
    groups[2], groups[7] = groups[7], groups[2]
    with pytest.raises(InvalidInput):
        recovery_code.read(" ".join(groups))
