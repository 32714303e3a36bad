"""Places in a text: nothing shifts, whatever letters the text is made of."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.texts import anchors
from seminar.texts.anchors import Anchor, Run

ALPHABET = "abåäöÅÄÖ é\u0301\u030a🙂👩‍👧🏽\n.,”"
texts = st.text(alphabet=ALPHABET, max_size=60)


@given(texts)
def test_browser_offsets_come_back_as_the_same_place(text: str) -> None:
    for at in range(len(text) + 1):
        assert anchors.from_utf16(text, anchors.to_utf16(text, at)) == at


def test_an_emoji_is_two_units_and_one_character() -> None:
    assert anchors.from_utf16("å🙂ö", 3) == 2
    assert anchors.from_utf16("å🙂ö", 2) == 1


@pytest.mark.parametrize("units", [-1, 5])
def test_an_offset_outside_the_text_is_refused(units: int) -> None:
    with pytest.raises(ValueError, match=str(units)):
        anchors.from_utf16("å🙂ö", units)


@given(st.lists(texts, max_size=6))
def test_segments_begin_where_the_whole_text_says(segments: list[str]) -> None:
    whole = anchors.join(segments)
    for start, segment in zip(anchors.starts_of(segments), segments, strict=True):
        normal = unicodedata.normalize("NFC", segment)
        assert whole[start : start + len(normal)] == normal


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_an_anchor_holds_its_own_words_and_no_white_space_at_the_ends(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    if not text[start:end].strip():
        with pytest.raises(ValueError, match=r"\("):
            anchors.anchor(text, start, end)
        return
    place = anchors.anchor(text, start, end)
    assert place.quote == text[start:end].strip() == text[place.start : place.end]
    assert anchors.holds(text, place)
    assert anchors.find_again(text, place) == (place.start, place.end)


@given(texts, texts, st.integers(0, 60))
def test_words_are_found_again_when_something_is_added_before(text: str, added: str, at: int) -> None:
    marker = "det finns bara här"
    whole = text[:at] + marker + text[at:]
    place = anchors.anchor(whole, min(at, len(text)), min(at, len(text)) + len(marker))
    assert anchors.find_again(added + whole, place) is not None
    start, end = anchors.find_again(added + whole, place) or (0, 0)
    assert (added + whole)[start:end] == marker


def test_the_surroundings_tell_two_equal_places_apart() -> None:
    text = "Hon sa ja. Sedan sa hon ja. Slut."
    second = anchors.anchor(text, 24, 26)
    assert anchors.find_again("Nytt. " + text, second) == (30, 32)


def test_words_that_are_gone_or_could_be_anywhere_are_not_guessed() -> None:
    place = Anchor(4, 6, "ja", "xx", "yy")
    assert anchors.find_again("nej nej", place) is None
    assert anchors.find_again("ja ja", Anchor(9, 11, "ja", "q", "q")) is None


marks = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("abc")), max_size=8)


@given(marks)
def test_runs_cover_everything_once_and_name_every_code(spans: list[tuple[int, int, str]]) -> None:
    spans = [(min(s, e), max(s, e), code) for s, e, code in spans]
    cut = anchors.runs(5, 35, spans)
    assert [cut[0].start, cut[-1].end] == [5, 35]
    assert all(left.end == right.start for left, right in pairwise(cut))
    assert all(left.codes != right.codes for left, right in pairwise(cut))
    for run in cut:
        for at in range(run.start, run.end):
            assert set(run.codes) == {code for s, e, code in spans if s <= at < e}


def test_overlapping_marks_become_flat_runs() -> None:
    assert anchors.runs(0, 10, [(0, 6, 1), (4, 10, 4)]) == [Run(0, 4, (1,)), Run(4, 6, (1, 4)), Run(6, 10, (4,))]
