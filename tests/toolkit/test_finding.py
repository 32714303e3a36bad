"""A name or a code is found by any of its words, whatever the size of their letters, also å ä ö and é."""

import pytest

from toolkit import finding

ROWS = [(1, "Åsa Öberg", "asa@norrvik.example"), (2, "André Svensson", "andre"), (3, "Asad Ali", "asad")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("åsa", [1]), ("ÖBERG", [1]), ("andrÉ", [2]), ("as", [1, 3]), ("ali asad", [3]), ("åsa ali", []),
        ("oberg", [1]), ("Asa", [1, 3]), ("andre", [2]),
        ("", [1, 2, 3]), ("  ", [1, 2, 3]), ("%", []),
    ],
)  # fmt: skip
def test_each_word_stands_somewhere(words: str, found: list[int]) -> None:
    assert finding.keys_of(ROWS, words=words) == found
