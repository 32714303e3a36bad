"""What a search finds in a line: whatever the letters' size and accents, beginnings and parts of words, and phrases."""

import time

import pytest

from seminar.texts.matching import find, read_terms, split


def found(typed: str, text: str) -> list[str]:
    return [text[start:end] for start, end in find(text, read_terms(typed))]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("RÄDD", "Jag var rädd och rädda blev de", ["rädd", "rädd"]),
        ("radd", "Jag var rädd", ["rädd"]),  # no such key
        ("rädd", "en radda hus", []),  # ä is a letter of its own where it is typed
        ("cafe", "på ett Café", ["Café"]),
        ("café", "på ett cafe", ["cafe"]),
        ("sekreterare", "min socialsekreterare sa", ["sekreterare"]),
        ("träff", "Jag träffade henne", ["träff"]),
        ("år", "två år och svår", ["år"]),  # a short one only where a word begins
        ('"för lite"', "alldeles för  lite tid", ["för  lite"]),
        ('"för lite"', "för litet", []),
        ('”för lite”', "För lite.", ["För lite"]),
        ("tid hem", "hem i tid", ["hem", "tid"]),
        ("tid hem", "i tid", []),
        ("ett 🙂", "ett smajl 🙂", ["ett"]),
        ("?!", "Va?!", []),
        ("", "text", []),
        ("a.b", "aXb a.b", ["a.b"]),
    ],
)  # fmt: skip
def test_what_is_found(typed: str, text: str, expected: list[str]) -> None:
    assert found(typed, text) == expected


def test_places_are_code_points_also_after_what_folds_to_more_letters() -> None:
    text = "İ ß ﬁ 🙂 hemma"
    assert find(text, read_terms("hemma")) == [(8, 13)]
    assert split(text, [(8, 13)]) == [("İ ß ﬁ 🙂 ", False), ("hemma", True)]


def test_a_line_in_pieces_is_the_line_also_where_terms_overlap() -> None:
    text = "socialsekreterare"
    pieces = split(text, find(text, read_terms("social sekreterare alse")))
    assert "".join(piece for piece, _ in pieces) == text
    assert [is_found for _, is_found in pieces] == [True]


def test_what_is_typed_never_makes_it_slow() -> None:
    begun = time.perf_counter()
    find("a" * 20_000, read_terms("a?" * 100))
    find(" ".join(["a"] * 10_000), read_terms(f'"{" ".join(["a"] * 50)} b"'))
    assert time.perf_counter() - begun < 2
