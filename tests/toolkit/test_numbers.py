"""A number that a client sends has a bound, in a form, an address or a path."""

import pytest
from flask import Flask

from toolkit.numbers import LARGEST, read_number


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("-7", -7), (" 7 ", 7), (str(LARGEST), LARGEST)])
def test_a_number_is_read(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "x", "1_0", "²", "٣", "1.5", "1e9", "NaN", str(LARGEST + 1), str(-LARGEST - 1), "9" * 5000]
)
def test_more_than_anybody_counts_to_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_number(text)


def test_a_path_with_such_a_number_leads_nowhere(app: Flask) -> None:
    app.add_url_rule("/count/<int:number>", "count", str)
    adapter = app.url_map.bind("localhost")
    assert adapter.match(f"/count/{LARGEST}") == ("count", {"number": LARGEST})
    for text in (str(LARGEST + 1), "9" * 5000):
        assert not adapter.test(f"/count/{text}")
