from types import SimpleNamespace

import pytest

from toolkit import versions
from toolkit.errors import Overtaken


def test_what_was_seen_may_be_changed() -> None:
    versions.require(SimpleNamespace(version=3), 3)


@pytest.mark.parametrize("seen", [0, 2, 4])
def test_what_has_moved_on_is_refused(seen: int) -> None:
    with pytest.raises(Overtaken, match="another window"):
        versions.require(SimpleNamespace(version=3), seen)


def test_a_row_that_is_not_made_yet_was_seen_as_nothing() -> None:
    versions.require(None, 0)
    with pytest.raises(Overtaken):
        versions.require(None, 1)


def test_a_page_that_shows_both_texts_says_so() -> None:
    with pytest.raises(Overtaken, match="beside yours"):
        versions.require(SimpleNamespace(version=2), 1, refusal=versions.THEIRS_BESIDE_YOURS)
