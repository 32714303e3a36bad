"""Places of a corrected text: outside of what was changed they keep their words, within they take the new ones, and
never does one overtake another."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.texts import anchors
from seminar.texts.moving import Moves, align

WORDS = st.text(alphabet="abåäöÅ-🙂e\u0301\u0323👍🏽é", min_size=1, max_size=4)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), max_size=8).map(anchors.join)


def moved(old: str, new: str, words: str) -> str | None:
    """What stands in the new text where these words stood in the old."""
    start = old.index(words)
    span = Moves(old, new).span(start, start + len(words))
    return None if span is None else new[slice(*span)]


@pytest.mark.parametrize(
    ("old", "new", "words", "now"),
    [
        ("Jag saknar mama mycket.", "Jag saknar mamma mycket.", "mama", "mamma"),
        ("Jag saknar mama mycket.", "Jag saknar mamma mycket.", "saknar mama", "saknar mamma"),
        ("Min kompis Samir slog mig.", "Min kompis [kompis 1] slog mig.", "Samir slog", "[kompis 1] slog"),
        ("Min kompis Samir slog mig.", "Min kompis [kompis 1] slog mig.", "kompis Samir", "kompis [kompis 1]"),
        ("Min kompis Samir slog mig.", "Min kompis [kompis 1] slog mig.", "Samir", None),
        ("Min kompis slog mig.", "Jo, min kompis han slog mig.", "slog", "slog"),
        ("Man fick vänta. Länge.", "Länge.", "Man fick vänta.", None),
        ("Man fick vänta. Länge.", "Man fick vänta.", "vänta. Länge", "vänta."),
        ("ja nej ja\nja", "ja nej\nnej ja\nja", "ja\nja", "ja\nja"),
        ("Ett steg.\nTvå steg.", "Ett steg. Två steg.", "steg.\nTvå", "steg. Två"),
        ("Det var 🙂 där.", "Där var 🙂🙂 där.", "🙂", "🙂"),
        ("Hon sa nej.", "", "nej", None),
        ("Hej. Hej.", "Hej!", ".", None),
    ],
)
def test_a_passage_takes_the_words_of_the_new_text(old: str, new: str, words: str, now: str | None) -> None:
    assert moved(old, new, words) == now


def test_letters_with_signs_and_emoji_stay_whole() -> None:
    combined = unicodedata.normalize("NFC", "x\u0323\u0301y")
    old = f"Aa {combined} 👍🏽 bb"
    assert moved(old, f"Ny början. {old}", combined) == combined
    assert moved(old, old.replace("Aa", "Åå"), "👍🏽 bb") == "👍🏽 bb"


@given(TEXTS)
def test_in_the_same_text_every_place_stays(text: str) -> None:
    moves = Moves(text, text)
    for at in range(len(text)):
        assert moves.point(at) == at
        assert moves.span(at, len(text)) in {None, (at, len(text))}


@given(st.data())
def test_outside_of_an_edit_words_are_the_same_words(data: st.DataObject) -> None:
    letters = st.text(alphabet="abåäöÅé", min_size=1, max_size=4)  # which of many equal signs is gone nobody can say
    words = [f"{data.draw(letters)}{number}" for number in range(data.draw(st.integers(1, 30)))]
    breaks = [data.draw(st.sampled_from([" ", "\n", ", "])) for _ in words]
    cut, end = sorted((data.draw(st.integers(0, len(words))), data.draw(st.integers(0, len(words)))))
    put = data.draw(st.lists(WORDS, max_size=5))
    old = "".join(map("".join, zip(words, breaks, strict=True)))
    new = "".join(map("".join, zip(words[:cut], breaks, strict=False)))
    new += "".join(f"{word} " for word in put) + "".join(map("".join, zip(words[end:], breaks[end:], strict=True)))
    moves = Moves(old, new)
    for word in (*words[:cut], *words[end:]):
        start = old.index(word)
        span = moves.span(start, start + len(word))
        assert span is not None
        assert new[slice(*span)] == word


@given(TEXTS, TEXTS, st.data())
def test_places_never_overtake_one_another_and_lie_within_the_text(old: str, new: str, data: st.DataObject) -> None:
    moves = Moves(old, new)
    points = [moves.point(at) for at in range(len(old) + 1)]
    assert points == sorted(points)
    assert all(0 <= point <= len(new) for point in points)
    first, last = sorted((data.draw(st.integers(0, len(old))), data.draw(st.integers(0, len(old)))))
    span, wider = moves.span(first, last), moves.span(0, len(old))
    if span:
        assert 0 <= span[0] < span[1] <= len(new)
        assert wider is not None
        assert wider[0] <= span[0]
        assert span[1] <= wider[1]


@given(st.lists(st.sampled_from("ab"), max_size=40), st.lists(st.sampled_from("abc"), max_size=40))
def test_what_is_aligned_is_equal_and_in_order(old: list[str], new: list[str]) -> None:
    pairs = align(old, new)
    assert all(old[a] == new[b] for a, b in pairs)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))


@pytest.mark.parametrize("between", [" ", "\n"])
@pytest.mark.parametrize("kind", ["every tenth", "all the same", "turned round"])
def test_twenty_thousand_words_take_no_time_to_speak_of(between: str, kind: str) -> None:
    words = [f"ord{number * 7919 % 2503}" for number in range(20_000)]
    new = [word.upper() if number % 10 == 0 else word for number, word in enumerate(words)]
    if kind == "all the same":
        words, new = ["ja"] * 20_000, ["nej", *["ja"] * 19_000, "nej"]
    elif kind == "turned round":
        new = words[::-1]
    old = between.join(words)
    begun = time.monotonic()
    moves = Moves(old, between.join(new))
    for start in range(0, len(old) - 20, len(old) // 300):
        moves.span(start, start + 20)
    assert time.monotonic() - begun < 10, "0.3 s on a free machine"
