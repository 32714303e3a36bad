"""A draft as it is written down becomes headings, lists and tables, and a list of what a person fills in."""

import pytest

from toolkit.data_protection.blocks import Block, Piece, read

TEXT = """
= Title
~ Under it

# Heading
Words with [[a gap]] and more.
- a point with [[another gap]]
## Smaller
^ What it shows
| A | B
| one | [[a gap]]

After.
"""


def test_every_part_is_read_in_its_order() -> None:
    draft = read(TEXT)
    assert (draft.title, draft.subtitle) == ("Title", "Under it")
    assert [block.kind for block in draft.blocks] == ["heading", "paragraph", "point", "smaller", "table", "paragraph"]
    assert draft.blocks[1].line == (Piece("Words with "), Piece("a gap", 1), Piece(" and more."))


def test_what_is_asked_for_twice_stands_once_under_the_same_number() -> None:
    draft = read(TEXT)
    assert draft.asked == ("a gap", "another gap")
    assert draft.blocks[4] == Block(
        "table", (Piece("What it shows"),), (((Piece("A"),), (Piece("B"),)), ((Piece("one"),), (Piece("a gap", 1),)))
    )


@pytest.mark.parametrize("text", ["no title", "= T\n| a | b\n| c | d", "= T\n^ shows\n| a | b\n| c"])
def test_what_could_not_be_read_aloud_is_an_error(text: str) -> None:
    """No title, a table that nobody says anything about, rows that are not alike."""
    with pytest.raises(ValueError, match=r"title|table"):
        read(text)
