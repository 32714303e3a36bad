"""Caps of themes: what is typed for one never begins what is typed for another."""

import uuid
from itertools import permutations

import pytest

from seminar.themes.caps import key_caps
from seminar.themes.models import Theme


def with_slots(*slots: int) -> list[Theme]:
    return [Theme(id=uuid.uuid4(), slot=slot) for slot in slots]


@pytest.mark.parametrize("many", [0, 1, 8, 9, 20, 26 * 8])
def test_no_cap_begins_another(many: int) -> None:
    caps = list(key_caps(with_slots(*range(many))).values())
    assert len(set(caps)) == many
    assert not [one for one, other in permutations(caps, 2) if other.startswith(one)]


def test_one_digit_while_eight_are_enough_and_the_labels_own_digit_after() -> None:
    assert list(key_caps(with_slots(0, 7)).values()) == ["1", "8"]
    assert list(key_caps(with_slots(4, 12, 7)).values()) == ["5a", "5b", "8a"]
