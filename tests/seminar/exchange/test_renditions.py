"""A text on its way out and back: nothing moves, whatever it is written with."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.exchange import renditions
from seminar.texts import anchors
from seminar.texts.passages import Spoken
from transcription.transcripts.speaker_turns import Speaker

pytestmark = pytest.mark.one_database
NAMES: dict[str, str] = {speaker: f"Namn {speaker}" for speaker in Speaker}
WORDS = st.lists(
    st.sampled_from(["å", "ö", "a\u030a", "é", "🙂", "👨\u200d👩\u200d👧", " ", "\r\n", "\r", "\n", ":", "ord"]),
    min_size=1, max_size=12,
).map("".join)  # fmt: skip
LINES = st.lists(st.builds(Spoken, st.sampled_from(Speaker), WORDS), min_size=1, max_size=6)


@given(lines=LINES, data=st.data(), with_names=st.booleans())
def test_a_passage_comes_back_to_its_place(lines: list[Spoken], data: st.DataObject, *, with_names: bool) -> None:
    made = renditions.render(lines, NAMES if with_names else None)
    whole = anchors.join(line.text for line in lines)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    if not whole[start:end].strip():
        return
    place = anchors.anchor(whole, start, end)
    there = made.place_in_file(place.start, place.end)
    assert there
    assert made.place_in_text(*there) == (place.start, place.end)


@given(lines=LINES)
def test_a_file_has_one_kind_of_line_and_one_way_to_write_a_letter(lines: list[Spoken]) -> None:
    text = renditions.render(lines, NAMES).text
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert text.count("Namn ") == len(lines)


def test_the_words_of_a_passage_are_the_words_at_its_place_in_the_file() -> None:
    lines = [
        Spoken(Speaker.INTERVIEWER, "Hur var det? 🙂"),
        Spoken(Speaker.CHILD, "A\u030att a\u0308ppelträd\r\n🙂 och jag"),
    ]
    made, whole = renditions.render(lines, NAMES), anchors.join(line.text for line in lines)
    at = whole.index("och jag")
    place = made.place_in_file(at, at + 7)
    assert place
    assert made.text[slice(*place)] == "och jag"
    assert made.text.startswith("Namn interviewer: Hur var det? 🙂\nNamn child: Ått äppelträd\n🙂")


def test_a_name_in_front_is_nobodys_words() -> None:
    made = renditions.render([Spoken(Speaker.CHILD, "Ja."), Spoken(Speaker.CHILD, "Nej.")], NAMES)
    assert made.place_in_text(0, len("Namn child: ")) is None
    at = made.text.rindex("Namn")
    assert made.place_in_text(at - 4, at + len("Namn child: Nej.")) == (0, 8)
