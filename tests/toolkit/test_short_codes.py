"""Codes are easy to type and hard to guess."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit import short_codes as codes


def test_codes_are_two_groups_without_signs_that_look_alike() -> None:
    made = [codes.make() for _ in range(200)]
    assert len(set(made)) == len(made)
    for code in made:
        first, last = code.split("-")
        assert len(first) == len(last) == 4
        assert not set(first + last) & set("AEIOUY018SZLQ")


@given(st.text(alphabet=codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH), st.integers(0, 7))
def test_however_it_is_typed_it_is_the_same_code(code: str, gap: int) -> None:
    typed = f"  {code[:gap].lower()} - {code[gap:].lower()} "
    assert codes.normal(typed) == code
    assert codes.digest(typed, key=b"k") == codes.digest(code, key=b"k")


def test_slips_that_people_make_are_put_right() -> None:
    assert codes.normal("8szb-bbbb") == codes.normal("B52B BBBB")


def test_the_hash_needs_the_key() -> None:
    assert codes.digest("BBBB-2222", key=b"one") != codes.digest("BBBB-2222", key=b"other")
    assert "BBBB" not in codes.digest("BBBB-2222", key=b"one")
